"""Append-only in the database: what each role may not do to the ledger, and what an owner's break shows."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from tongban.ledger.models import LedgerEvent
from tongban.ledger.rules import check_chain
from tongban.ledger.tests.toys import move

TABLES = ["event", "ledger_head", "outbox", "leaf", "cursor"]
ATTEMPTS = [
    "UPDATE ledger.{t} SET {c} = {c}",
    "UPDATE ledger.{t} SET {c} = {c} WHERE false",
    "DELETE FROM ledger.{t}",
    "DELETE FROM ledger.{t} WHERE false",
    "TRUNCATE ledger.{t}",
    "INSERT INTO ledger.{t} OVERRIDING SYSTEM VALUE SELECT * FROM ledger.{t}",
    "COPY ledger.{t} FROM STDIN",
    "COPY ledger.{t} FROM PROGRAM 'true'",
    "MERGE INTO ledger.{t} USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE",
    "DROP TABLE ledger.{t}",
    "ALTER TABLE ledger.{t} DISABLE TRIGGER ALL",
    "ALTER TABLE ledger.{t} DISABLE TRIGGER USER",
    "ALTER TABLE ledger.{t} RENAME TO x",
    "ALTER TABLE ledger.{t} OWNER TO CURRENT_USER",
    "ALTER TABLE ledger.{t} DROP COLUMN {c}",
    "CREATE RULE r AS ON INSERT TO ledger.{t} DO INSTEAD NOTHING",
    "CREATE TRIGGER t BEFORE INSERT ON ledger.{t} FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "DO 'BEGIN GRANT ALL ON ledger.{t} TO CURRENT_USER; DELETE FROM ledger.{t}; END'",
    "LOCK TABLE ledger.{t} IN EXCLUSIVE MODE",
]
AT_LARGE = [
    "DROP SCHEMA ledger CASCADE",
    "DROP FUNCTION ledger.append(bytea)",
    "DROP TRIGGER only_grows ON ledger.event",
    "DROP FUNCTION ledger.refuse() CASCADE",
    "CREATE OR REPLACE FUNCTION ledger.append(body bytea) RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "ALTER FUNCTION ledger.append(bytea) SECURITY INVOKER",
    "CREATE TABLE ledger.mine (id int)",
    "SET session_replication_role = replica",
    "SELECT nextval('ledger.outbox_no_seq')",
    "DROP TRIGGER governed ON cases_case",
    "ALTER TABLE cases_case DISABLE TRIGGER governed",
]
COLUMNS = {"event": "type", "ledger_head": "seq", "outbox": "event_id", "leaf": "idx", "cursor": "idx"}
CLOSED = {"app": "SELECT ledger.sequence(1)", "sealer": "SELECT ledger.append(''), ledger.advance('x', 0, 1)"}


def filled(new_connection: Callable[..., Any]) -> None:
    """A ledger in which each table has a row, so that a statement that were allowed would find one."""
    subject = uuid4()
    for number in range(1, 4):
        move(subject, number)
    new_connection("sealer").execute("SELECT ledger.sequence(2)")
    new_connection("app").execute("SELECT ledger.advance('toys', 0, 1)")


def refused(connection: psycopg.Connection[Any], statement: str) -> bool:
    """Whether the role may not; what it may is undone."""
    try:
        with connection.transaction(force_rollback=True), connection.cursor() as cursor:
            if statement.startswith("COPY"):
                with cursor.copy(statement) as copy:
                    copy.write(b"")
            else:
                cursor.execute(statement)
    except InsufficientPrivilege:
        return True
    return False


@pytest.mark.parametrize("role", ["app", "sealer"])
def test_no_role_but_the_owner_changes_the_ledger(
    committed_db: str, new_connection: Callable[..., Any], role: str
) -> None:
    filled(new_connection)
    connection = new_connection(role)
    statements = [text.format(t=table, c=COLUMNS[table]) for table in TABLES for text in ATTEMPTS]
    assert [text for text in [*statements, *AT_LARGE, CLOSED[role]] if not refused(connection, text)] == []


def test_the_same_statements_are_not_refused_for_lack_of_rights_to_an_owner(
    committed_db: str, new_connection: Callable[..., Any]
) -> None:
    filled(new_connection)
    owner = new_connection("owner")
    assert not refused(owner, "INSERT INTO ledger.cursor VALUES ('x', 0)")
    assert not refused(owner, "ALTER TABLE ledger.event DISABLE TRIGGER USER")


@pytest.mark.parametrize("role", ["app", "sealer"])
def test_reading_is_allowed(committed_db: str, new_connection: Callable[..., Any], role: str) -> None:
    filled(new_connection)
    for table in TABLES:
        assert new_connection(role).execute(f"SELECT count(*) > 0 FROM ledger.{table}").fetchone() == (True,)


ORDINARY = [
    *[f"DELETE FROM ledger.{table}" for table in TABLES],
    *[f"TRUNCATE ledger.{table}" for table in TABLES],
    "UPDATE ledger.event SET type = 'x'",
    "UPDATE ledger.leaf SET idx = idx + 10",
    "UPDATE ledger.outbox SET event_id = gen_random_uuid()",
    "UPDATE ledger.ledger_head SET hash = sha256('')",
    "UPDATE ledger.ledger_head SET seq = seq - 1",
    "UPDATE ledger.ledger_head SET subject_id = gen_random_uuid()",
    "MERGE INTO ledger.event e USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE",
]


@pytest.mark.parametrize("statement", ORDINARY)
def test_an_owners_ordinary_statements_are_refused_too(
    committed_db: str, new_connection: Callable[..., Any], statement: str
) -> None:
    filled(new_connection)
    with pytest.raises(psycopg.Error) as caught:
        new_connection("owner").execute(statement)
    assert caught.value.sqlstate == "TB002"


def test_what_an_owner_breaks_shows_in_the_chain(fresh_db: str, new_connection: Callable[..., Any]) -> None:
    subject = uuid4()
    for number in range(1, 5):
        move(subject, number)
    assert check_chain(chain(subject)) is None
    owner = new_connection("owner")
    owner.execute("ALTER TABLE ledger.event DISABLE TRIGGER USER")
    owner.execute(
        "UPDATE ledger.event SET body = replace(convert_from(body, 'UTF8'), 'shelf', 'floor')::bytea WHERE seq = 3"
    )
    assert check_chain(chain(subject)) == 3


def chain(subject: Any) -> list[tuple[bytes, bytes]]:
    rows = LedgerEvent.objects.filter(subject_id=subject).order_by("seq").values_list("body", "hash")
    return [(bytes(body), bytes(digest)) for body, digest in rows]


def test_a_head_cannot_be_moved_by_hand_without_its_event_going_missing(
    committed_db: str, new_connection: Callable[..., Any]
) -> None:
    subject = uuid4()
    move(subject, 1)
    new_connection("owner").execute(
        "UPDATE ledger.ledger_head SET seq = 2, prev = hash, hash = sha256('forged'), txid = pg_current_xact_id()"
    )
    assert len(chain(subject)) == 1  # the head says two: a comparison of heads with events finds it
