"""The judge of races and crashes is itself judged: for each of its rules a damage that only this rule has to find.

The owner does the damage with the guards off, in a transaction that is taken back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import psycopg
import pytest

from tests.cast import small_county
from tests.soundness import PARTS, RULES, faults, seen
from tests.stages import accepted, with_every_special, with_every_turn

Connect = Callable[..., psycopg.Connection[Any]]
GUARDED: Final = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
COPY: Final = (
    "INSERT INTO cases_task SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(),"
    " 'instance', 900 + t.instance))).* FROM cases_task t WHERE t.closed_at IS "
)

DAMAGE: Final[dict[str, str]] = {
    "the row is not at the head of its chain": "UPDATE cases_case SET seq = seq + 1",
    "a chain without its case": (
        "INSERT INTO ledger.ledger_head VALUES ('case', gen_random_uuid(), 1, sha256('a'), sha256('b'), '1')"
    ),
    "a chain without its certificate, or a certificate off its chain": "UPDATE certificates_certificate SET seq = 9",
    "the head has not the hash of the last event": "UPDATE ledger.ledger_head SET hash = sha256('other')",
    "an event neither waits for its place nor has one, or both": "DELETE FROM ledger.outbox",
    "a case that ended early keeps its marking, a task or a clock that stands still": (
        "UPDATE cases_case SET state = 'withdrawn', marking = '{3}'"
    ),
    "a task is open twice": f"{COPY} NULL",
    "a task that no event opened, or opened twice": f"{COPY} NOT NULL",
    "an event opened or closed a task that is not so": "UPDATE cases_task SET closed_at = NULL",
    "an event tells of a document that is not there": "DELETE FROM documents_document WHERE kind = 'acceptance'",
    "a document without its event": "UPDATE documents_document SET seq = 99",
    "a decided case without exactly one decision": "DELETE FROM cases_decision",
    "a result without its certificate, or a certificate without its result": "DELETE FROM certificates_certificate",
    "a gap in document numbers": "UPDATE documents_numberseries SET last = last + 1 WHERE series NOT LIKE 'cert%'",
    "a gap in certificate numbers": "UPDATE documents_numberseries SET last = last + 1 WHERE series LIKE 'cert%'",
    "a gap in case numbers": "UPDATE cases_casenumber SET next = next + 1",
    "the chain of": "UPDATE ledger.event SET body = body || '\\x20' WHERE type = 'case.accepted'",
    "with [": "UPDATE cases_case SET marking = '{}' WHERE state = 'accepted'",
} | {f"a row of {part} without its event": f"UPDATE {part} SET seq = 99" for part in PARTS}


def test_each_damage_is_found_by_its_rule(committed_db: str, new_connection: Connect) -> None:
    cast, owner = small_county(), new_connection("owner")
    with_every_turn(cast)
    with_every_special(cast)
    accepted(cast)
    guarded = [row[0] for row in owner.execute(GUARDED).fetchall()]
    assert faults(owner) == []
    unfound = []
    for rule, damage in DAMAGE.items():
        with owner.transaction(force_rollback=True):
            owner.execute("; ".join(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in guarded))
            assert owner.execute(damage).rowcount > 0, damage
            if not any(rule in found for found in seen(owner)):
                unfound.append(rule)
    assert unfound == []
    assert faults(owner) == []


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_has_its_damage(rule: str) -> None:
    assert rule in DAMAGE
