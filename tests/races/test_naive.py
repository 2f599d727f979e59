"""The races have teeth: each is run against the variant that a hurried hand would write, and must find it.

In a database of its own the owner takes away what guards a race (compare-and-set, guards, unique keys), or the code is
exchanged for read-then-write, highest number plus one, no lock, no second try.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import psycopg
import pytest
from django.db.models import QuerySet

from tests.cast import small_county
from tests.races.scenarios import RACES
from tests.races.test_races import run
from tests.soundness import faults
from tongban.cases.actions import step, taking
from tongban.cases.actions.statement import StepStatement
from tongban.cases.queries import step as reading
from tongban.certificates.actions import issue as certificates
from tongban.documents.actions import within

Connect = Callable[..., psycopg.Connection[Any]]

# Compare-and-set becomes read-then-write: the head is read, and whatever was read before is overwritten.
READ_THEN_WRITE: Final = """
CREATE OR REPLACE FUNCTION ledger.append(body bytea) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  told jsonb := convert_from(append.body, 'UTF8')::jsonb;
  known int := (SELECT seq FROM ledger.ledger_head WHERE kind = told ->> 'kind'
                AND subject_id = (told ->> 'subject')::uuid);
BEGIN
  INSERT INTO ledger.ledger_head (kind, subject_id, seq, prev, hash, txid)
    VALUES (told ->> 'kind', (told ->> 'subject')::uuid, coalesce(known, 0) + 1, sha256(''), sha256(append.body),
            pg_current_xact_id())
    ON CONFLICT (kind, subject_id) DO UPDATE SET seq = EXCLUDED.seq, txid = EXCLUDED.txid;
  INSERT INTO ledger.event (id, origin, kind, subject_id, seq, type, type_version, at, body, prev, hash)
    VALUES ((told ->> 'id')::uuid, '', told ->> 'kind', (told ->> 'subject')::uuid, coalesce(known, 0) + 1,
            told ->> 'type', 1, (told ->> 'at')::timestamptz, append.body, sha256(''), sha256(append.body));
  INSERT INTO ledger.outbox (event_id) VALUES ((told ->> 'id')::uuid);
  RETURN coalesce(known, 0) + 1;
END $$;
ALTER TABLE ledger.event DROP CONSTRAINT event_kind_subject_id_seq_key;
ALTER TABLE ledger.ledger_head DISABLE TRIGGER USER;
"""
KEYS: Final = """
SELECT conrelid::regclass::text, conname FROM pg_constraint
WHERE contype = 'u' AND connamespace = 'public'::regnamespace
  AND conrelid::regclass::text ~ '^(cases_(task|de|extension|notice|caseform|casematerial)|certificates_)'
"""
ONE_OPEN_PAUSE: Final = "DROP INDEX pause_one_open"
GUARDED: Final = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'governed'"


def weaken(owner: psycopg.Connection[Any]) -> None:
    """No compare-and-set, no guard, no unique key on what may happen once."""
    owner.execute(READ_THEN_WRITE)
    for (table,) in owner.execute(GUARDED).fetchall():
        owner.execute(f"DROP TRIGGER governed ON {table}")
    for table, key in owner.execute(KEYS).fetchall():
        owner.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{key}"')
    owner.execute(ONE_OPEN_PAUSE)


WITH_CARE: Final = StepStatement.update


def without_looking(statement: Any, table: str, key: Any, columns: Any, **care: Any) -> None:
    """Writes the row whether or not it is still as it was read."""
    WITH_CARE(statement, table, key, columns, must=False)


BY_COMPARE_AND_SET: Final = [
    "double decision", "acceptance, deemed acceptance and notice", "withdrawal and decision", "one certificate",
    "one delivery", "one pause", "one resumption", "one extension", "one urging a day", "one supplement",
]  # fmt: skip


def test_read_then_write_is_found(fresh_db: str, new_connection: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    weaken(new_connection("owner"))
    monkeypatch.setattr(StepStatement, "update", without_looking)
    monkeypatch.setattr(certificates, "_one_at_a_time", lambda case_id: None)
    cast = small_county()
    assert [name for name in BY_COMPARE_AND_SET if not run(RACES[name], cast, 200, stop_at=1)] == []
    assert faults(new_connection()) != []


def test_branches_without_a_second_try_are_found(committed_db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step, "TRIES", 1)
    assert found("branches side by side")


def found(name: str) -> bool:
    """Whether a race meets an anomaly within so many starts."""
    return run(RACES[name], small_county(), 800, stop_at=1) != []


def test_certificate_numbers_by_highest_plus_one_are_found(committed_db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    naive = (
        "WITH taken AS (SELECT coalesce(max(k.no), 0) + 1 AS last FROM cases_case c "
        "LEFT JOIN certificates_certificate k ON k.body_id = c.body_id AND %s::text <> '' AND k.year = %s::smallint "
        "WHERE c.id = %s) "
    )
    monkeypatch.setattr(reading, "_TAKING", naive)
    assert found("certificate numbers")


def test_document_numbers_by_highest_plus_one_are_found(committed_db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    naive = (
        "allotted AS (SELECT coalesce(max(d.no), 0) + 1 AS last FROM documents_document d"
        " WHERE (d.body_id, d.series, d.year) = (%s::uuid, %s::text, %s::smallint))"
    )
    monkeypatch.setattr(within, "_ALLOT", naive)
    assert found("document numbers")


def test_case_numbers_by_highest_plus_one_are_found(committed_db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = "n AS (SELECT count(*) + 1 AS no FROM cases_case WHERE %s::text <> '' AND %s::date IS NOT NULL)"
    naive = "WITH " + counted + ", {holding} SELECT n.no" + taking._TAKE.partition("SELECT n.no")[2]
    monkeypatch.setattr(taking, "_TAKE", naive)
    assert found("case numbers")


def test_a_draft_without_its_lock_is_found(committed_db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows)
    assert found("one draft")
