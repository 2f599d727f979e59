"""The global order: late commits are never lost, the order of each subject is kept, two sequencers do no harm."""

from collections import defaultdict
from collections.abc import Callable
from random import Random
from threading import Event as Flag
from threading import Thread
from time import sleep
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.core.management import call_command

from tongban.ledger.queries import events_from, leaf_count, waiting
from tongban.ledger.tests.toys import move, moved

Connect = Callable[..., psycopg.Connection[Any]]
APPEND = "SELECT ledger.append(%s)"


def read_by_leaf(reader: psycopg.Connection[Any], place: int) -> tuple[list[UUID], int]:
    """How a follower reads: from its place in the global order."""
    reader.execute("SELECT ledger.sequence(100)")
    rows = reader.execute("SELECT event_id, idx FROM ledger.leaf WHERE idx >= %s ORDER BY idx", [place]).fetchall()
    return [row[0] for row in rows], place + len(rows)


def read_by_number(reader: psycopg.Connection[Any], place: int) -> tuple[list[UUID], int]:
    """The naive way: a number drawn inside the act, the highest one seen so far remembered."""
    rows = reader.execute("SELECT event_id, no FROM ledger.outbox WHERE no >= %s ORDER BY no", [place]).fetchall()
    return [row[0] for row in rows], rows[-1][1] + 1 if rows else place


def seen_with_a_late_commit(connect: Connect, read: Callable[..., tuple[list[UUID], int]]) -> int:
    """Two acts, the first commits last, a reader comes between and after: how many of their two events it has seen."""
    late, early, reader = connect(), connect(), connect("sealer")
    late.execute("BEGIN")
    late.execute(APPEND, [moved(uuid4(), 1)])
    early.execute(APPEND, [moved(uuid4(), 1)])
    first, place = read(reader, 0)
    late.execute("COMMIT")
    second, _ = read(reader, place)
    return len({*first, *second})


def test_an_event_that_commits_late_is_still_read(committed_db: str, new_connection: Connect) -> None:
    assert seen_with_a_late_commit(new_connection, read_by_leaf) == 2


def test_a_number_drawn_inside_the_act_loses_it(committed_db: str, new_connection: Connect) -> None:
    assert seen_with_a_late_commit(new_connection, read_by_number) == 1


def write(connection: psycopg.Connection[Any], seed: int, mine: list[UUID]) -> None:
    """Acts that take their time between the event and the commit; one in five is given up."""
    chance = Random(seed)
    for subject in mine:
        for number in range(1, 6):
            connection.execute("BEGIN")
            connection.execute(APPEND, [moved(subject, number)])
            sleep(chance.random() / 200)
            connection.execute("COMMIT")
        connection.execute("BEGIN")
        connection.execute(APPEND, [moved(subject, 6)])
        connection.execute("ROLLBACK")


def test_two_sequencers_under_late_commits_lose_nothing_and_keep_each_order(
    committed_db: str, new_connection: Connect
) -> None:
    done = Flag()
    subjects = [[uuid4() for _ in range(5)] for _ in range(6)]
    writers = [Thread(target=write, args=[new_connection(), n, mine]) for n, mine in enumerate(subjects)]
    sequencers = [Thread(target=sequence_until, args=[new_connection("sealer"), done]) for _ in range(2)]
    for thread in [*sequencers, *writers]:
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in sequencers:
        thread.join()
    entries = events_from(0, 1000)
    order = defaultdict(list)
    for entry in entries:
        order[entry.subject].append(entry.seq)
    assert [entry.idx for entry in entries] == list(range(150))
    assert all(order[subject] == [1, 2, 3, 4, 5] for mine in subjects for subject in mine)
    assert waiting() == (0, None)


def sequence_until(sealer: psycopg.Connection[Any], done: Flag) -> None:
    while not done.is_set():
        sealer.execute("SELECT ledger.sequence(3)")
    while sealer.execute("SELECT ledger.sequence(3)").fetchone() != (0,):
        pass


def test_the_sequencer_tells_how_far_the_order_goes(committed_db: str, new_connection: Connect) -> None:
    listener = new_connection()
    listener.execute("LISTEN ledger_leaf")
    subject = uuid4()
    move(subject, 1)
    move(subject, 2)
    call_command("sequence", once=True)
    assert [note.payload for note in listener.notifies(timeout=60, stop_after=1)] == ["2"]
    assert leaf_count() == 2


def test_an_empty_outbox_wakes_nobody(committed_db: str, new_connection: Connect) -> None:
    listener = new_connection()
    listener.execute("LISTEN ledger_leaf")
    call_command("sequence", once=True)
    assert list(listener.notifies(timeout=0.05)) == []


def test_a_row_leaves_the_outbox_only_as_a_leaf(committed_db: str, new_connection: Connect) -> None:
    move(uuid4(), 1)
    with pytest.raises(psycopg.Error, match="becoming a leaf"):
        new_connection("owner").execute("DELETE FROM ledger.outbox")
    assert waiting()[0] == 1
