"""Sealing: the tree is that of the order, every checkpoint signs it, and the sealer stops rather than sign a fault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.utils import timezone

from tongban.kernel.merkle.proofs import check_consistency, check_inclusion
from tongban.kernel.merkle.tree import root_over
from tongban.ledger.actions.sealing import Sealer, SealingStopped
from tongban.ledger.queries.sealed import (
    checkpoint_note,
    consistency_proof,
    covering,
    inclusion_proof,
    log_keys,
    sealing,
    tile,
)
from tongban.ledger.rules.checkpoints import open_checkpoint
from tongban.ledger.rules.epochs import Checkpoint
from tongban.ledger.rules.keys import log_signer
from tongban.ledger.tests.sealed import LOG, grow, leaves, new_sealer, record, spoil

Connect = Callable[..., psycopg.Connection[Any]]


@pytest.fixture
def sealer(committed_db: str, new_connection: Connect, tmp_path: Path) -> Sealer:
    return new_sealer(new_connection("sealer"), tmp_path)


def opened(size: int | None = None) -> Checkpoint:
    return open_checkpoint(checkpoint_note(size) or "", LOG.verifier)


def test_checkpoints_sign_the_tree_of_the_order(sealer: Sealer) -> None:
    grow(sealer, 3, 1, 300, 260)
    known = leaves(sealer.connection)
    for size in (3, 4, 304, 564):
        assert opened(size) == Checkpoint(LOG.name, size, root_over(known[:size]))
    assert opened().size == 564
    assert log_keys() == [LOG.verifier.line()]
    assert tile(0, 1) == known[256:512]
    assert tile(0, 2) == known[512:]
    assert tile(1, 0) == [root_over(known[:256]), root_over(known[256:512])]


def test_proofs_come_from_tiles_and_hold(sealer: Sealer) -> None:
    grow(sealer, 200, 400)
    known, (old, new) = leaves(sealer.connection), (opened(200), opened(600))
    for index in (0, 255, 256, 599):
        check_inclusion(leaf=known[index], index=index, size=600, proof=inclusion_proof(index, 600), root=new.root)
    check_consistency(old=200, new=600, old_root=old.root, new_root=new.root, proof=consistency_proof(200, 600))
    assert (covering(0), covering(200), covering(600)) == (200, 600, None)


def test_a_new_sealer_goes_on_where_the_last_one_ended(sealer: Sealer, tmp_path: Path) -> None:
    grow(sealer, 700)
    another = new_sealer(sealer.connection, tmp_path)
    grow(another, 400)
    assert opened().root == root_over(leaves(sealer.connection))


def test_two_sealers_do_not_sign_twice(sealer: Sealer, tmp_path: Path) -> None:
    another = new_sealer(sealer.connection, tmp_path)
    grow(sealer, 5)
    record(sealer.connection, 5)
    assert another.step() == 5
    assert sealer.step() == 0
    record(sealer.connection, 2)
    assert sealer.step() == 2
    assert opened().root == root_over(leaves(sealer.connection))


def test_nothing_new_makes_no_checkpoint(sealer: Sealer) -> None:
    assert sealer.step() == 0
    assert checkpoint_note() is None
    grow(sealer, 1)
    assert sealer.step() == 0


def test_what_waits_is_marked_and_after_a_while_an_alarm(sealer: Sealer) -> None:
    grow(sealer, 4)
    assert sealing().unsealed == 0
    assert not sealing().stands_still(timezone.now() + timedelta(days=1))
    record(sealer.connection, 3)
    now = timezone.now()
    assert (sealing().size, sealing().unsealed) == (4, 3)
    assert not sealing().stands_still(now)
    assert sealing().stands_still(now + timedelta(minutes=1))


def test_an_event_altered_before_it_was_sealed_is_not_signed(sealer: Sealer, owner_connection: Any) -> None:
    record(sealer.connection, 3)
    spoil(owner_connection, "UPDATE ledger.event SET body = replace(body::text, '62', '63')::bytea WHERE seq = 2")
    with pytest.raises(SealingStopped, match="event 1 is not what was recorded"):
        sealer.step()
    assert checkpoint_note() is None


def test_a_stored_tree_that_was_altered_is_not_gone_on_with(
    sealer: Sealer, owner_connection: Any, tmp_path: Path
) -> None:
    grow(sealer, 300)
    spoil(owner_connection, "UPDATE ledger.tile SET root = sha256(root)", "tile")
    record(sealer.connection, 3)
    with pytest.raises(SealingStopped, match="not the one that was signed"):
        new_sealer(sealer.connection, tmp_path).step()


def cut(owner: psycopg.Connection[Any], size: int) -> None:
    """The database as it was at a smaller size, as after restoring an old copy."""
    spoil(owner, f"DELETE FROM ledger.checkpoint WHERE size > {size}", "checkpoint")
    spoil(owner, f"DELETE FROM ledger.leaf WHERE idx >= {size}", "leaf")


def test_an_older_copy_of_the_database_is_not_signed_on(sealer: Sealer, owner_connection: Any, tmp_path: Path) -> None:
    grow(sealer, 4, 3)
    cut(owner_connection, 4)
    for _ in range(2):
        with pytest.raises(SealingStopped, match="were signed before"):
            new_sealer(sealer.connection, tmp_path).step()
        record(sealer.connection, 9)
    assert opened().size == 4


def test_without_the_file_apart_an_older_copy_is_signed_on(
    sealer: Sealer, owner_connection: Any, tmp_path: Path
) -> None:
    grow(sealer, 4, 3)
    cut(owner_connection, 4)
    record(sealer.connection, 9)
    assert new_sealer(sealer.connection, tmp_path / "elsewhere").step() == 9


def test_only_the_sealer_seals_and_nobody_takes_back(sealer: Sealer, new_connection: Connect) -> None:
    grow(sealer, 3)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        new_connection().execute("SELECT ledger.seal(1::smallint, 3, 4, 'x', 'x', 'x', '{}', '{}', '{}', '{}')")
    for table in ("tile", "checkpoint", "log_key", "cosignature"):
        for act in (f"DELETE FROM ledger.{table}", f"TRUNCATE ledger.{table} CASCADE"):
            with pytest.raises(psycopg.Error, match="only grows"):
                new_connection("owner").execute(act)
    with pytest.raises(psycopg.Error, match="not past the last leaf"):
        sealer.connection.execute(
            "SELECT ledger.seal(1::smallint, 3, 4, sha256('x'), 'x', 'x', '{}', '{}', '{}', '{}')"
        )


def test_a_key_of_32_bytes_is_used_as_it_is_and_the_first_signs() -> None:
    kept = "l2:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=,l1:other"
    assert log_signer(LOG.name, kept) == LOG
    assert log_signer(LOG.name, "l1:development-only") != log_signer(LOG.name, "l1:another")
