"""The audit of a database: nothing is found in a sound one, and what only an owner can do is found and named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command

from tongban.ledger.actions.sealing import Sealer
from tongban.ledger.queries.audit import audit
from tongban.ledger.queries.sealed import checkpoint_note
from tongban.ledger.rules import audit as rules
from tongban.ledger.rules import epochs
from tongban.ledger.tests.sealed import LOG, grow, new_sealer, record, spoil

Connect = Callable[..., psycopg.Connection[Any]]
SHELB = "convert_to(replace(convert_from(body, 'UTF8'), 'shelf', 'shelb'), 'UTF8')"
ROUND = f"UPDATE ledger.event SET body = {SHELB} WHERE id = "
FIFTH = "(SELECT event_id FROM ledger.leaf WHERE idx = 5)"


@pytest.fixture
def sealer(committed_db: str, new_connection: Connect, tmp_path: Path) -> Sealer:
    made = new_sealer(new_connection("sealer"), tmp_path)
    grow(made, 300, 9)
    return made


def faults(connect: Connect) -> list[str]:
    return [str(fault) for fault in audit(connect(), [LOG.verifier]).faults]


def test_a_sound_ledger_has_no_fault_sealed_or_not(sealer: Sealer, new_connection: Connect) -> None:
    assert faults(new_connection) == []
    record(sealer.connection, 2)
    assert faults(new_connection) == []


CHANGES = {
    "a body": (f"{ROUND}{FIFTH}", "event", "event 5: its hash is not that of its body"),
    "a hash": (f"UPDATE ledger.event SET hash = sha256(hash) WHERE id = {FIFTH}", "event", "event 5: its hash"),
    "the one before": (f"UPDATE ledger.event SET prev = sha256(prev) WHERE id = {FIFTH}", "event", "event 5: its hash"),
    "a time": (f"UPDATE ledger.event SET at = at - interval '1 day' WHERE id = {FIFTH}", "event", "column at"),
    "a number": (f"UPDATE ledger.event SET seq = 77 WHERE id = {FIFTH}", "event", "column seq"),
    "a whole event": (f"DELETE FROM ledger.event WHERE id = {FIFTH}", "event", "event 5: it is gone"),
    "a leaf": ("DELETE FROM ledger.leaf WHERE idx = 5", "leaf", "event 5: it is missing from the order"),
    "the last leaf": ("DELETE FROM ledger.leaf WHERE idx = 308", "leaf", "the end was cut"),
    "a tile": ("UPDATE ledger.tile SET hashes = overlay(hashes placing '\\x00' from 163)", "tile", "event 5: "),
    "a tile's root": ("UPDATE ledger.tile SET root = sha256(root)", "tile", "tile 0/0: "),
    "a tile gone": ("DELETE FROM ledger.tile", "tile", "tile 0/0: it is missing"),
    "a checkpoint": ("UPDATE ledger.checkpoint SET root = sha256(root) WHERE size = 300", "checkpoint", "of 300: its"),
    "a signature": ("UPDATE ledger.checkpoint SET note = replace(note, E'300\\n', E'301\\n')", "checkpoint", "of 300"),
    "a head": ("DELETE FROM ledger.ledger_head WHERE seq = 3", "ledger_head", "its head is not its newest event"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_is_named(sealer: Sealer, new_connection: Connect, change: str) -> None:
    sql, table, named = CHANGES[change]
    spoil(new_connection("owner"), sql, table)
    found = faults(new_connection)
    assert any(named in fault for fault in found), found


def test_without_the_recomputation_a_changed_body_passes(
    sealer: Sealer, new_connection: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(new_connection("owner"), f"{ROUND}{FIFTH}")
    for part in (rules, epochs):
        monkeypatch.setattr(part, "link", lambda prev, body: next(hashes))
    rows = new_connection().execute(
        "SELECT e.hash FROM ledger.leaf l JOIN ledger.event e ON e.id = l.event_id ORDER BY l.idx"
    )
    hashes = iter([digest for (digest,) in rows.fetchall() for _ in range(2)])
    assert faults(new_connection) == []


def test_an_event_put_in_beside_the_order_is_named(sealer: Sealer, new_connection: Connect) -> None:
    record(sealer.connection, 1)
    sealer.step()
    spoil(new_connection("owner"), "DELETE FROM ledger.leaf WHERE idx = 309", "leaf")
    spoil(new_connection("owner"), "DELETE FROM ledger.checkpoint WHERE size = 310", "checkpoint")
    assert any("no place in the order" in fault for fault in faults(new_connection))


def test_the_command_tells_as_json_and_ends_with_1(
    sealer: Sealer, new_connection: Connect, capsys: pytest.CaptureFixture[str], settings: Any, tmp_path: Path
) -> None:
    settings.TONGBAN_LEDGER_KEY = "l1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    call_command("ledger", "fsck", "--json")
    assert json.loads(capsys.readouterr().out) == {"events": 309, "sealed": 309, "waiting": 0, "faults": []}
    held = tmp_path / "held"
    held.write_text(checkpoint_note() or "")
    spoil(new_connection("owner"), "DELETE FROM ledger.checkpoint WHERE size = 309", "checkpoint")
    spoil(new_connection("owner"), "DELETE FROM ledger.leaf WHERE idx >= 300", "leaf")
    spoil(new_connection("owner"), "DELETE FROM ledger.event WHERE id NOT IN (SELECT event_id FROM ledger.leaf)")
    with pytest.raises(SystemExit):
        call_command("ledger", "fsck", "--checkpoint", str(held))
    assert "the end was cut" in capsys.readouterr().out
    held.write_text("x")
    with pytest.raises(CommandError, match="no checkpoint"):
        call_command("ledger", "fsck", "--checkpoint", str(held))


def test_status_keys_and_export_are_told(sealer: Sealer, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    call_command("ledger", "status")
    call_command("ledger", "keys")
    call_command("ledger", "export", str(tmp_path / "out"))
    told = capsys.readouterr().out
    assert "sealed: 309 events" in told
    assert LOG.verifier.line() in told
    assert len((tmp_path / "out").read_bytes().splitlines()) == 309
