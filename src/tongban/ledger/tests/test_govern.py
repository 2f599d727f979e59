"""No write without its event: what the trigger of a governed table refuses, and that a weaker one would not."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tongban.kernel.refusals import Refused
from tongban.ledger.governed import Govern
from tongban.ledger.tests.toys import MAIN, PART, make_toys, move, moved

A, B, PART_ID = uuid4(), uuid4(), uuid4()
RULE = "no write without its event"


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def put(seq: int, subject: UUID = A) -> None:
    run("INSERT INTO toy (id, seq) VALUES (%s, %s)", subject, seq)


def update(seq: int, subject: UUID = A) -> None:
    run("UPDATE toy SET seq = %s WHERE id = %s", seq, subject)


def put_part(seq: int) -> None:
    run("INSERT INTO toy_part (id, toy_id, seq) VALUES (%s, %s, %s)", PART_ID, A, seq)


def update_part(seq: int) -> None:
    run("UPDATE toy_part SET seq = %s WHERE id = %s", seq, PART_ID)


def begin(subject: UUID = A) -> None:
    with transaction.atomic():
        move(subject, 1)
        put(1, subject)


def write_without_event() -> None:
    put(1)


def write_after_the_transaction_of_its_event() -> None:
    with transaction.atomic():
        move(A, 1)
    put(1)


def update_without_event() -> None:
    begin()
    update(2)


def update_that_keeps_its_number() -> None:
    begin()
    run("UPDATE toy SET place = 'floor' WHERE id = %s", A)


def second_update_with_one_event() -> None:
    begin()
    with transaction.atomic():
        move(A, 2)
        update(2)
        update(3)


def same_number_twice_with_one_event() -> None:
    begin()
    with transaction.atomic():
        move(A, 2)
        update(2)
        run("UPDATE toy SET seq = 2, place = 'floor' WHERE id = %s", A)


def update_that_skips_an_event() -> None:
    begin()
    with transaction.atomic():
        move(A, 2)
        move(A, 3)
        update(3)


def update_with_an_earlier_number() -> None:
    begin()
    with transaction.atomic():
        move(A, 2)
        move(A, 3)
        update(2)


def event_of_another_subject() -> None:
    begin()
    begin(B)
    with transaction.atomic():
        move(B, 2)
        update(2, A)


def row_that_changes_its_subject() -> None:
    begin()
    with transaction.atomic():
        move(B, 1)
        move(B, 2)
        run("UPDATE toy SET id = %s, seq = 2 WHERE id = %s", B, A)


def write_after_its_event_was_rolled_back() -> None:
    with transaction.atomic():
        point = transaction.savepoint()
        move(A, 1)
        transaction.savepoint_rollback(point)
        put(1)


def part_without_event() -> None:
    begin()
    put_part(1)


def part_twice_with_one_event() -> None:
    begin()
    with transaction.atomic():
        move(A, 2)
        put_part(2)
        update_part(2)


def part_with_an_earlier_event() -> None:
    begin()
    with transaction.atomic():
        move(A, 2)
        move(A, 3)
        put_part(2)


def missing_number() -> None:
    with transaction.atomic():
        move(A, 1)
        run("INSERT INTO toy (id) VALUES (%s)", A)


def delete() -> None:
    begin()
    run("DELETE FROM toy WHERE id = %s", A)


def delete_of_nothing() -> None:
    run("DELETE FROM toy_part")


def truncate() -> None:
    run("TRUNCATE toy")


def projection_with_something_else() -> None:
    begin()
    run("UPDATE toy SET due = 5, place = 'floor' WHERE id = %s", A)


REFUSED = [
    write_without_event, write_after_the_transaction_of_its_event, update_without_event, update_that_keeps_its_number,
    second_update_with_one_event, same_number_twice_with_one_event, update_that_skips_an_event,
    update_with_an_earlier_number, event_of_another_subject, row_that_changes_its_subject,
    write_after_its_event_was_rolled_back, part_without_event, part_twice_with_one_event, part_with_an_earlier_event,
    missing_number, delete, delete_of_nothing, truncate, projection_with_something_else,
]  # fmt: skip


@pytest.mark.parametrize("attempt", REFUSED, ids=lambda attempt: attempt.__name__)
def test_refused(toys: str, attempt: Callable[[], None]) -> None:
    with pytest.raises(DatabaseError) as caught:
        attempt()
    assert getattr(caught.value.__cause__, "sqlstate", None) == "TB002"
    assert str(caught.value).startswith(("toy: ", "toy_part: ", "public.toy"))


def test_main_row_and_parts_are_written_with_their_events(toys: str) -> None:
    begin()
    with transaction.atomic():
        move(A, 2)
        update(2)
        put_part(2)
    with transaction.atomic():
        move(A, 3)
        update(3)
        move(A, 4)
        update(4)
        update_part(4)


def test_a_row_may_appear_late_in_the_life_of_its_subject(toys: str) -> None:
    with transaction.atomic():
        move(A, 1)
        move(A, 2)
        put(2)


def test_everything_fits_into_one_statement(toys: str, count_statements: Callable[[], Any]) -> None:
    begin()
    with count_statements() as sent:
        run(
            "WITH e AS MATERIALIZED (SELECT ledger.append(%s) AS seq),"
            " m AS (UPDATE toy SET seq = e.seq FROM e WHERE id = %s::uuid),"
            " p AS (INSERT INTO toy_part (id, toy_id, seq) SELECT %s::uuid, %s::uuid, e.seq FROM e) SELECT seq FROM e",
            *(moved(A, 2), A, PART_ID, A),
        )
    assert sent.count == 1


def test_a_projection_may_change_alone(toys: str) -> None:
    begin()
    run("UPDATE toy SET due = 5 WHERE id = %s", A)


def test_a_stale_number_is_refused_with_a_sentence(toys: str) -> None:
    begin()
    with pytest.raises(Refused) as caught:
        move(A, 1)
    assert caught.value.refusal.code == "stale"


BROKEN = {
    "not in this transaction": (
        MAIN.sql().replace(" AND h.txid = pg_current_xact_id()", ""), write_after_the_transaction_of_its_event
    ),
    "not at this number": (MAIN.sql().replace(" AND h.seq = NEW.seq", ""), update_with_an_earlier_number),
    "not of this subject": (MAIN.sql().replace(" AND h.subject_id = NEW.\"id\"", ""), event_of_another_subject),
    "not one by one": (MAIN.sql().replace("NEW.seq <> OLD.seq + 1", "false"), same_number_twice_with_one_event),
    "subject may change": (
        MAIN.sql().replace("IS DISTINCT FROM OLD.", "IS DISTINCT FROM NEW."), row_that_changes_its_subject
    ),
    "deletes allowed": (MAIN.sql().replace("BEFORE DELETE OR TRUNCATE", "AFTER UPDATE"), None),
}  # fmt: skip


@pytest.mark.parametrize("fault", BROKEN)
def test_a_guard_with_this_fault_would_let_it_through(
    committed_db: str, new_connection: Callable[..., Any], fault: str
) -> None:
    sql, attempt = BROKEN[fault]
    make_toys(new_connection("owner"), main=sql)
    (attempt or delete_of_toys)()


def delete_of_toys() -> None:
    run("DELETE FROM toy")


def test_the_guard_can_be_taken_back(toys: str, new_connection: Callable[..., Any]) -> None:
    owner = new_connection("owner")
    for guard in (MAIN, PART):
        owner.execute(guard.free_sql())
    put(7)


def test_an_insecure_name_is_refused() -> None:
    with pytest.raises(ValueError, match="plain lower-case name"):
        Govern("toy; DROP TABLE toy", kind="toy", subject_column="id")


class Scribe:
    """Stands for the schema editor: keeps what it was given."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def execute(self, sql: str, params: object = ()) -> None:
        assert params is None  # the text holds per cent signs of its own
        self.told.append(sql)


def test_the_migration_sets_the_guard_and_takes_it_back() -> None:
    scribe: Any = Scribe()
    MAIN.state_forwards("toys", None)  # type: ignore[arg-type]
    MAIN.database_forwards("toys", scribe, None, None)
    MAIN.database_backwards("toys", scribe, None, None)
    assert scribe.told == [MAIN.sql(), MAIN.free_sql()]
    assert MAIN.reversible
    assert (MAIN.describe(), MAIN.migration_name_fragment) == ("No write to toy without its event", "govern_toy")
