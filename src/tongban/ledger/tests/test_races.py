"""Races for one number: of all who try, exactly one gets it; a head without compare-and-set gives it to several."""

from collections import Counter
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from tongban.ledger.models import LedgerEvent
from tongban.ledger.queries import events_of
from tongban.ledger.rules import check_chain
from tongban.ledger.tests.toys import moved

CLIENTS = 8
ATTEMPTS = 1000
Connect = Callable[..., psycopg.Connection[Any]]

# What a careful-looking programmer might write: read the head, compute, write. The pause stands for a slow moment.
NAIVE = """
CREATE TABLE naive_head (subject uuid PRIMARY KEY, seq int);
CREATE TABLE naive_event (subject uuid, seq int);
CREATE FUNCTION naive_append(body bytea) RETURNS int LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  told jsonb := convert_from(body, 'UTF8')::jsonb;
  wanted uuid := (told ->> 'subject')::uuid;
  last int := coalesce((SELECT seq FROM naive_head WHERE subject = wanted), 0);
BEGIN
  IF last <> (told ->> 'seq')::int - 1 THEN RAISE EXCEPTION 'stale' USING ERRCODE = 'TB001'; END IF;
  PERFORM pg_sleep(0.02);
  INSERT INTO naive_head VALUES (wanted, last + 1) ON CONFLICT (subject) DO UPDATE SET seq = last + 1;
  INSERT INTO naive_event VALUES (wanted, last + 1);
  RETURN last + 1;
END $$;
"""


def race(connect: Connect, function: str, subject: UUID, numbers: int) -> Counter[int]:
    """Eight clients start together on each number; how many of them got it."""
    barrier = Barrier(CLIENTS)
    won: Counter[int] = Counter()
    strange: list[str | None] = []

    def client(connection: psycopg.Connection[Any]) -> None:
        for number in range(1, numbers + 1):
            body = moved(subject, number)
            barrier.wait()
            try:
                connection.execute(f"SELECT {function}(%s)", [body])
                won[number] += 1
            except psycopg.Error as error:
                if error.sqlstate != "TB001":
                    strange.append(error.sqlstate)

    threads = [Thread(target=client, args=[connect()]) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert strange == []
    return won


def one_winner_each(won: Counter[int], numbers: int) -> bool:
    return won == Counter(range(1, numbers + 1))


def test_exactly_one_of_all_who_try_gets_a_number(committed_db: str, new_connection: Connect) -> None:
    subject, numbers = uuid4(), ATTEMPTS // CLIENTS
    assert one_winner_each(race(new_connection, "ledger.append", subject, numbers), numbers)
    assert [entry.seq for entry in events_of("toy", subject)] == list(range(1, numbers + 1))
    rows = LedgerEvent.objects.filter(subject_id=subject).order_by("seq").values_list("body", "hash")
    assert check_chain([(bytes(body), bytes(digest)) for body, digest in rows]) is None


def test_without_compare_and_set_several_get_it(committed_db: str, new_connection: Connect) -> None:
    new_connection("owner").execute(NAIVE)
    assert not one_winner_each(race(new_connection, "naive_append", uuid4(), 5), 5)


@pytest.mark.parametrize("level", ["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"])
def test_whoever_waited_for_the_winner_is_stale(committed_db: str, new_connection: Connect, level: str) -> None:
    subject = uuid4()
    first, second = new_connection(), new_connection()
    first.execute("SELECT ledger.append(%s)", [moved(subject, 1)])
    second.execute(f"BEGIN ISOLATION LEVEL {level}")
    second.execute("SELECT 1 FROM ledger.ledger_head")
    first.execute("SELECT ledger.append(%s)", [moved(subject, 2)])
    with pytest.raises(psycopg.Error) as caught:
        second.execute("SELECT ledger.append(%s)", [moved(subject, 2)])
    assert caught.value.sqlstate in {"TB001", "40001"}
