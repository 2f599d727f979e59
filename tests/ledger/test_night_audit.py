"""The audit with what the installation knows by itself, and the night's audit (A6): recorded, shown, an alarm.

Keys are believed from the settings alone; what waits for its place is recomputed too; the file in which the sealer
notes what it signed is held against the database.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from tests.ledger.test_operator import wipe
from tests.ledger.test_receipts import KEY, WITNESS
from tongban.kernel.ids import uuid7
from tongban.ledger.actions import sequence
from tongban.ledger.actions.auditing import AUDITED, Checked, audit_by_night, check_ledger, trusted_keys
from tongban.ledger.actions.sealing import Sealer, SealingStopped
from tongban.ledger.management.running import new_sealer as configured
from tongban.ledger.queries import events_of
from tongban.ledger.queries.audit import audit
from tongban.ledger.queries.sealed import checkpoint_note
from tongban.ledger.rules.checkpoints import cosign
from tongban.ledger.rules.notes import Signer
from tongban.ledger.tests.sealed import LOG, grow, new_sealer, record, spoil
from tongban.ledger.tests.toys import move

Connect = Callable[..., psycopg.Connection[Any]]
AT = datetime(2026, 11, 20, 18, 50, tzinfo=UTC)
STRANGER = Signer(LOG.name, bytes(range(1, 33)))
SHELB = "UPDATE ledger.event SET body = convert_to(replace(convert_from(body, 'UTF8'), 'shelf', 'shelb'), 'UTF8')"


@pytest.fixture
def sealer(committed_db: str, new_connection: Connect, tmp_path: Path, settings: Any) -> Sealer:
    settings.TONGBAN_LEDGER_KEY, settings.LEDGER_SIGNED = KEY, tmp_path / "signed"
    made = new_sealer(new_connection("sealer"), settings.LEDGER_SIGNED)
    grow(made, 40, 20)
    return made


def checked() -> tuple[int, int, int, list[str]]:
    found = check_ledger(trusted_keys())
    return found.events, found.sealed, found.waiting, [str(fault) for fault in found.faults]


def wait(count: int) -> None:
    """Events that nobody gives a place."""
    with transaction.atomic():
        for number in range(count):
            move(uuid7(), 1, place=f"shelf {number}")


def test_a6_what_waits_is_counted_and_recomputed_too(sealer: Sealer, new_connection: Connect) -> None:
    wait(5)
    assert checked() == (60, 60, 5, [])
    spoil(new_connection("owner"), f"{SHELB} WHERE id IN (SELECT event_id FROM ledger.outbox ORDER BY no LIMIT 1)")
    (fault,) = checked()[3]
    assert "which waits: its hash is not that of its body" in fault
    sql = "DELETE FROM ledger.event WHERE id IN (SELECT event_id FROM ledger.outbox ORDER BY no DESC LIMIT 1)"
    spoil(new_connection("owner"), sql)
    assert any("only its wait is left" in fault for fault in checked()[3])


def test_a3_a_ledger_written_anew_with_a_key_that_only_the_database_names_is_found(
    sealer: Sealer, new_connection: Connect, tmp_path: Path, settings: Any
) -> None:
    """Superuser rights without the log's key: all is recorded again and signed with a key of the operator's own."""
    wipe(new_connection("owner"))
    anew = Sealer(new_connection("sealer"), STRANGER, tmp_path / "elsewhere")
    grow(anew, 60)
    assert audit(new_connection(), [LOG.verifier, STRANGER.verifier]).faults == [], "sound by itself: the control"
    faults = checked()[3]
    assert any(STRANGER.verifier.line() in fault and "only the database says" in fault for fault in faults)
    assert any("signed by none of our keys" in fault or "has not signed" in fault for fault in faults)
    # A key that was ours is said to be so, in the settings or by whoever asks.
    assert check_ledger(trusted_keys([STRANGER.verifier.line()])).faults == []
    settings.LEDGER_EARLIER_KEYS = (STRANGER.verifier.line(),)
    assert checked()[3] == []


def test_a3_an_older_copy_is_found_by_the_file_that_the_sealer_keeps_apart(
    sealer: Sealer, new_connection: Connect
) -> None:
    owner = new_connection("owner")
    spoil(owner, "DELETE FROM ledger.checkpoint WHERE size = 60", "checkpoint")
    spoil(owner, "DELETE FROM ledger.event WHERE id IN (SELECT event_id FROM ledger.leaf WHERE idx >= 40)")
    spoil(owner, "DELETE FROM ledger.leaf WHERE idx >= 40", "leaf")
    sql = "DELETE FROM ledger.ledger_head h WHERE NOT EXISTS (SELECT FROM ledger.event e WHERE e.hash = h.hash)"
    spoil(owner, sql, "ledger_head")
    said = [fault for fault in checked()[3] if "its head" not in fault and "number" not in fault]
    assert said == ["checkpoint of 60: the file apart from the database holds a signature over 60 events, here are 40:"
                    " the end was cut"]  # fmt: skip


def test_a12_a_new_key_does_not_sign_on_where_an_older_copy_was_brought_back(
    sealer: Sealer, new_connection: Connect, settings: Any
) -> None:
    """With the key changed in the same hour the sealer remembers all the same what the one before has signed."""
    owner = new_connection("owner")
    spoil(owner, "DELETE FROM ledger.checkpoint WHERE size > 40", "checkpoint")
    spoil(owner, "DELETE FROM ledger.leaf WHERE idx >= 40", "leaf")
    settings.TONGBAN_LEDGER_KEY = f"l2:{base64.b64encode(STRANGER.seed).decode()},{KEY}"
    record(sealer.connection, 30)
    with pytest.raises(SealingStopped, match="were signed before"):
        configured(new_connection("sealer")).step()
    forgetful = Sealer(new_connection("sealer"), STRANGER, settings.LEDGER_SIGNED)
    assert forgetful.step() == 30, "one that knows the newest key alone signs a second history: the control"


def test_a2_every_bit_of_a_witness_signature_is_found(sealer: Sealer, new_connection: Connect, settings: Any) -> None:
    settings.LEDGER_WITNESSES = (WITNESS.verifier.line(),)
    note = checkpoint_note() or ""
    line = cosign(note.partition("\n\n")[0] + "\n", WITNESS, 1_795_000_000)
    assert Client().post("/ledger/cosignature", note + line, content_type="text/plain").status_code == 204
    assert checked()[3] == []
    for place in (40, 60, len(line) - 4):
        other = line[:place] + ("A" if line[place] != "A" else "B") + line[place + 1 :]
        spoil(new_connection("owner"), f"UPDATE ledger.cosignature SET line = '{other}'", "cosignature")
        (fault,) = checked()[3]
        assert fault.startswith("checkpoint of 60: below it: "), fault


def test_a6_the_night_records_what_it_found_and_the_page_tells_it(sealer: Sealer) -> None:
    assert "重新计算，没有不一致" not in Client().get("/ledger/").content.decode()
    audit_by_night(at=AT)
    page = Client().get("/ledger/").content.decode()
    assert "对全部60条登记逐条重新计算，没有不一致" in page
    assert Client().get("/ledger/alarm").content.decode().strip() == ""
    (event,) = events_of("ledger", AUDITED)
    assert dict(event.data) == {"events": 60, "sealed": 60, "waiting": 0, "faults": 0, "first": ""}


def test_a6_a_planted_difference_is_an_alarm_after_one_night(sealer: Sealer, new_connection: Connect) -> None:
    from tongban.ledger.jobs import audit_round

    spoil(new_connection("owner"), f"{SHELB} WHERE id = (SELECT event_id FROM ledger.leaf WHERE idx = 5)")
    audit_round.func(timestamp=0)
    alarm, page = (Client().get(path).content.decode() for path in ("/ledger/alarm", "/ledger/"))
    assert "第一处为event 5" in alarm
    assert "处不一致，正在查证" in page
    sequence(sealer.connection)
    sealer.step()  # work goes on


def test_a_night_that_believes_the_database_sees_nothing(sealer: Sealer, new_connection: Connect) -> None:
    spoil(new_connection("owner"), f"{SHELB} WHERE id = (SELECT event_id FROM ledger.leaf WHERE idx = 5)")
    blind = audit_by_night(at=AT, check=lambda keys: Checked(60, 60, 0, ()))
    assert blind.faults == ()
    assert Client().get("/ledger/alarm").content.decode().strip() == ""


def test_the_command_counts_what_waits(sealer: Sealer, capsys: pytest.CaptureFixture[str]) -> None:
    wait(2)
    call_command("ledger", "fsck")
    assert "60 events, 60 of them sealed, 2 more waiting: 0 faults" in capsys.readouterr().out
