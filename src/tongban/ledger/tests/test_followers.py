"""Followers: once each, in order, whatever point they are killed at; an effect outside the transaction repeats."""

import os
import signal
import traceback
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection

from tongban.ledger.actions import FOLLOWERS, FollowerOvertaken, connection_as
from tongban.ledger.actions import recording as actions
from tongban.ledger.events import Entry
from tongban.ledger.followers import register, run_once
from tongban.ledger.management import following
from tongban.ledger.management.following import follow_all
from tongban.ledger.queries import cursor_of
from tongban.ledger.queries.reading import events_from
from tongban.ledger.tests.toys import move

Connect = Callable[..., psycopg.Connection[Any]]
SEE = "INSERT INTO toy_seen (event_id) VALUES (%s)"


def see(entry: Entry) -> None:
    """A handler that writes as it should: on the connection of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(SEE, [entry.id])


def see_outside(entry: Entry) -> None:
    """The naive handler: its effect commits at once, on a connection of its own."""
    with connection_as(connection.settings_dict) as own:
        own.execute(SEE, [entry.id])


def seen() -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT event_id FROM toy_seen ORDER BY no")
        return [row[0] for row in cursor.fetchall()]


@pytest.fixture
def recorded(toys: str, sealer_connection: Any, monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """Five events in their global order, and nobody following yet."""
    for name in list(FOLLOWERS):
        monkeypatch.delitem(FOLLOWERS, name)
    subject = uuid4()
    events = [move(subject, number).event_id for number in range(1, 6)]
    sealer_connection.execute("SELECT ledger.sequence(100)")
    yield events
    FOLLOWERS.clear()


def test_a_follower_handles_each_event_once_and_in_order(recorded: list[UUID]) -> None:
    register("toys", see)
    assert [run_once("toys", limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert seen() == recorded
    assert cursor_of("toys") == 5


def test_followers_have_each_their_own_place(recorded: list[UUID]) -> None:
    register("toys", see)
    register("others", lambda entry: None)
    run_once("toys", limit=2)
    assert (cursor_of("toys"), cursor_of("others")) == (2, 0)


def test_a_name_is_given_once(recorded: list[UUID]) -> None:
    register("toys", see)
    register("toys", see)
    with pytest.raises(ValueError, match="two followers are called toys"):
        register("toys", see_outside)


def test_a_handler_that_fails_moves_nothing(recorded: list[UUID]) -> None:
    def fail_at_the_third(entry: Entry) -> None:
        see(entry)
        if entry.seq == 3:
            raise RuntimeError

    register("toys", fail_at_the_third)
    with pytest.raises(RuntimeError):
        run_once("toys")
    assert (seen(), cursor_of("toys")) == ([], 0)


def test_one_failing_follower_does_not_stop_the_others(recorded: list[UUID]) -> None:
    def fail(entry: Entry) -> None:
        raise RuntimeError

    register("broken", fail)
    register("toys", see)
    assert follow_all() is False
    assert (seen(), cursor_of("broken")) == (recorded, 0)


def test_followers_at_one_place_share_what_was_read(recorded: list[UUID], monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[int] = []
    monkeypatch.setattr(following, "events_from", lambda start, limit: reads.append(start) or events_from(start, limit))
    register("toys", see)
    register("others", lambda entry: None)
    assert follow_all() is True
    assert (reads, len(seen())) == ([0, 5], 5)  # the five events once, then once that there are no more


def test_a_follower_does_not_wait_for_the_disk_and_nobody_else_is_touched(recorded: list[UUID]) -> None:
    def asked() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            return str(cursor.fetchone()[0])

    before, told = asked(), []
    register("toys", lambda entry: told.append(asked()))
    run_once("toys")
    assert (set(told), asked()) == ({"off"}, before)


def test_while_one_process_follows_another_stays_away(recorded: list[UUID], new_connection: Connect) -> None:
    register("toys", see)
    other = new_connection()
    other.execute("BEGIN")
    other.execute("SELECT pg_advisory_xact_lock(hashtextextended('ledger.follower.toys', 1))")
    assert run_once("toys") == 0
    other.execute("COMMIT")
    assert run_once("toys") == 5


def test_a_cursor_moved_by_somebody_else_undoes_the_work(recorded: list[UUID], new_connection: Connect) -> None:
    def overtake(entry: Entry) -> None:
        see(entry)
        if entry.idx == 0:
            new_connection().execute("SELECT ledger.advance('toys', 0, 1)")

    register("toys", overtake)
    with pytest.raises(FollowerOvertaken):
        run_once("toys")
    assert (seen(), cursor_of("toys")) == ([], 1)


@pytest.mark.parametrize(("handled", "reached"), [(0, 0), (1, 0), (0, 6), (0, -1)])
def test_a_cursor_moves_forward_and_not_past_the_end(recorded: list[UUID], handled: int, reached: int) -> None:
    with pytest.raises(DatabaseError, match="moves forward"), connection.cursor() as cursor:
        cursor.execute("SELECT ledger.advance('toys', %s, %s)", [handled, reached])


def killed_at(point: str, handler: Callable[[Entry], None]) -> None:
    """Runs the follower in a process that is killed at a point; the child shares nothing but the database."""
    connection.close()
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        FOLLOWERS["toys"] = lambda entry: (handler(entry), die() if point == f"handled {entry.seq}" else None)[0]
        ask = actions._row

        def row(sql: str, values: list[Any]) -> Any:
            if "advance" in sql and point == "before the cursor moves":
                die()
            answer = ask(sql, values)
            if "advance" in sql and point == "after the cursor moved":
                die()
            return answer

        actions._row = row
        try:
            run_once("toys")
        except BaseException:
            os.write(tell, traceback.format_exc().encode()[-4000:])
        finally:
            die()
    os.close(tell)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
    with os.fdopen(told) as heard:
        assert heard.read() == ""


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def catch_up() -> None:
    """Follows to the end; the server may need a moment to see that the killed process is gone."""
    while cursor_of("toys") < 5:
        run_once("toys")


POINTS = [
    "handled 1",
    "handled 3",
    "handled 5",
    "before the cursor moves",
    "after the cursor moved",
    "after the commit",
]


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_repeats_nothing_and_skips_nothing(recorded: list[UUID], point: str) -> None:
    register("toys", see)
    killed_at(point, see)
    assert len(seen()) == (5 if point == "after the commit" else 0)
    catch_up()
    assert seen() == recorded


def test_an_effect_outside_the_transaction_repeats_after_a_kill(recorded: list[UUID]) -> None:
    register("toys", see_outside)
    killed_at("before the cursor moves", see_outside)
    catch_up()
    assert len(seen()) == 10
