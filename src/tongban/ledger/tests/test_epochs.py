"""The switch from SHA-256 to SM3 in a database: sealing goes on, nothing is lost, and both epochs are proved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tongban.kernel.merkle.proofs import check_inclusion
from tongban.kernel.merkle.tree import root_over, sm3_of
from tongban.ledger.actions.sealing import Sealer, SealingStopped
from tongban.ledger.queries.audit import audit
from tongban.ledger.queries.receipts import held_event
from tongban.ledger.queries.sealed import border, checkpoint_note, consistency_proof, inclusion_proof, tile
from tongban.ledger.rules.checkpoints import open_checkpoint
from tongban.ledger.rules.epochs import Border, Checkpoint, check_growth, leaf_of
from tongban.ledger.tests.sealed import LOG, grow, leaves, new_sealer, record, spoil

Connect = Callable[..., psycopg.Connection[Any]]


@pytest.fixture
def sealer(committed_db: str, new_connection: Connect, tmp_path: Path) -> Sealer:
    return new_sealer(new_connection("sealer"), tmp_path)


@pytest.fixture
def crossed(sealer: Sealer) -> Sealer:
    """300 events under SHA-256, and after the switch 9 and 600 under SM3."""
    grow(sealer, 200, 100)
    switch(sealer)
    record(sealer.connection, 9)
    assert sealer.step() == 0, "it must read the border first"
    sealer.step()
    grow(sealer, 600)
    return sealer


def switch(sealer: Sealer) -> None:
    sealer.connection.execute("SELECT ledger.open_epoch('sm3')")


def opened(size: int | None = None) -> Checkpoint:
    return open_checkpoint(checkpoint_note(size) or "", LOG.verifier)


def of_sm3(reader: psycopg.Connection[Any], first: int) -> list[bytes]:
    sql = "SELECT e.prev, e.body FROM ledger.leaf l JOIN ledger.event e ON e.id = l.event_id WHERE idx >= %s"
    return [leaf_of(prev, body, sm3_of) for prev, body in reader.execute(f"{sql} ORDER BY idx", [first]).fetchall()]


def faults(connect: Connect) -> list[str]:
    return [str(fault) for fault in audit(connect(), [LOG.verifier]).faults]


def test_a12_the_ledger_goes_on_under_sm3_with_the_closed_root_in_every_checkpoint(crossed: Sealer) -> None:
    closed, new = root_over(leaves(crossed.connection)[:300]), of_sm3(crossed.connection, 300)
    assert opened(300) == Checkpoint(LOG.name, 300, closed)
    for size in (309, 909):
        assert opened(size) == Checkpoint(LOG.name, size, root_over(new[: size - 300], sm3_of), Border(300, closed))
    assert tile(0, 1, after=border()) == new[256:512]
    assert tile(1, 0, after=border()) == [root_over(new[low : low + 256], sm3_of) for low in (0, 256)]


def test_a12_a_new_sealer_goes_on_on_either_side(crossed: Sealer, tmp_path: Path) -> None:
    grow(new_sealer(crossed.connection, tmp_path), 300)
    assert opened().root == root_over(of_sm3(crossed.connection, 300), sm3_of)


def test_a12_a_sealer_that_has_not_heard_of_the_switch_signs_nothing_under_the_old_hash(sealer: Sealer) -> None:
    grow(sealer, 5)
    switch(sealer)
    record(sealer.connection, 4)
    assert sealer.step() == 0
    assert sealer.step() == 4
    assert opened().border is not None


def test_a12_growth_and_places_are_proved_on_both_sides_and_over_the_border(crossed: Sealer) -> None:
    for old, new in ((200, 300), (200, 309), (300, 909), (309, 909)):
        check_growth(opened(old), opened(new), consistency_proof(old, new))
    known = [*leaves(crossed.connection)[:300], *of_sm3(crossed.connection, 300)]
    for index in (0, 299, 300, 555, 908):
        tree = opened().tree(index)
        check_inclusion(
            leaf=known[index], index=index - tree.first, size=tree.size, proof=inclusion_proof(index, 909),
            root=tree.root, hashing=tree.hashing,
        )  # fmt: skip


def test_a12_events_of_both_epochs_hold_for_their_holders(crossed: Sealer, settings: Any) -> None:
    for idx in (0, 299, 300, 908):
        (row,) = crossed.connection.execute("SELECT event_id FROM ledger.leaf WHERE idx = %s", [idx]).fetchall()
        found = held_event(row[0], LOG)
        assert found is not None
        assert found.proof is not None
        assert found.holds


def test_a12_an_audit_recomputes_both_trees(crossed: Sealer, new_connection: Connect) -> None:
    assert faults(new_connection) == []


CUT = "UPDATE ledger.tile SET hashes = overlay(hashes placing '\\x00' from 163) WHERE epoch = 2 AND level = 0"
NOTED = "UPDATE ledger.checkpoint SET note = replace(note, E'300\\n', E'301\\n')"
CHANGES = {
    "the border gone": ("DELETE FROM ledger.epoch", "epoch", "not what was signed at 309"),
    "the border's root": ("UPDATE ledger.epoch SET root = sha256(root)", "epoch", "the ledger's own border"),
    "the border moved": ("UPDATE ledger.epoch SET after = 200", "epoch", "events 200 to 299"),
    "a tile of SM3": (CUT, "tile", "event 305: it is not the one"),
    "a tile's root": ("UPDATE ledger.tile SET root = sha256(root) WHERE epoch = 2", "tile", "tile 0/0 after 300"),
    "the closing checkpoint's note": (NOTED, "checkpoint", "checkpoint of 300"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a12_what_an_owner_changes_at_the_border_is_named(
    crossed: Sealer, new_connection: Connect, change: str
) -> None:
    sql, table, named = CHANGES[change]
    spoil(new_connection("owner"), sql, table)
    found = faults(new_connection)
    assert any(named in fault for fault in found), found


def test_a12_a_switch_taken_back_is_not_signed_on(crossed: Sealer, owner_connection: Any, tmp_path: Path) -> None:
    spoil(owner_connection, "DELETE FROM ledger.checkpoint WHERE size > 300", "checkpoint")
    spoil(owner_connection, "DELETE FROM ledger.epoch", "epoch")
    with pytest.raises(SealingStopped, match="were signed before"):
        new_sealer(crossed.connection, tmp_path).step()
    assert new_sealer(crossed.connection, tmp_path / "elsewhere").step() > 0  # without the file apart it would be


def test_only_the_sealer_switches_once_and_after_a_checkpoint(sealer: Sealer, new_connection: Connect) -> None:
    for connection, error in ((sealer.connection, "one border"), (new_connection(), "permission denied")):
        with pytest.raises(psycopg.Error, match=error):
            connection.execute("SELECT ledger.open_epoch('sm3')")
    grow(sealer, 3)
    switch(sealer)
    with pytest.raises(psycopg.Error, match="one border"):
        switch(sealer)
    with pytest.raises(psycopg.Error, match="only grows"):
        new_connection("owner").execute("DELETE FROM ledger.epoch")


def test_the_command_tells_first_and_switches_with_yes(sealer: Sealer, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="nothing is sealed"):
        call_command("ledger", "epoch", "sm3")
    grow(sealer, 3)
    with pytest.raises(SystemExit):
        call_command("ledger", "epoch", "sm3")
    assert border() is None
    call_command("ledger", "epoch", "sm3", "--yes")
    assert "closed at 3 events" in capsys.readouterr().out
    with pytest.raises(CommandError, match="second epoch already"):
        call_command("ledger", "epoch", "sm3", "--yes")


def test_tiles_of_both_trees_are_public(crossed: Sealer) -> None:
    ask = Client().get
    assert ask("/ledger/tile/0/001.p/44").content == b"".join(leaves(crossed.connection)[256:300])
    assert ask("/ledger/sm3/tile/0/000").content == b"".join(of_sm3(crossed.connection, 300)[:256])
    assert len(ask("/ledger/proof/200/909").content.splitlines()) <= 10
