"""How followers share the worker's time: who is waited for goes first, the others by turns, rests as long as needed."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event as Flag
from typing import Any
from uuid import uuid4

import pytest

from tongban.ledger.actions import FIRST, FOLLOWERS, TOGETHER
from tongban.ledger.events import Entry
from tongban.ledger.followers import register
from tongban.ledger.management import following
from tongban.ledger.management.following import Idle, Turns, rest, rest_after
from tongban.ledger.queries import cursor_of
from tongban.ledger.tests.toys import move


@pytest.fixture
def five(toys: str, sealer_connection: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Five events in their order, and nobody following yet."""
    for name in list(FOLLOWERS):
        monkeypatch.delitem(FOLLOWERS, name)
    subject = uuid4()
    for number in range(1, 6):
        move(subject, number)
    sealer_connection.execute("SELECT ledger.sequence(100)")
    first, together = set(FIRST), dict(TOGETHER)
    yield
    FOLLOWERS.clear()
    FIRST.clear()
    FIRST.update(first)
    TOGETHER.clear()
    TOGETHER.update(together)


def test_who_is_waited_for_goes_first_and_to_the_end(five: None) -> None:
    told: list[str] = []
    register("counts", lambda entry: told.append("counts"))
    register("cards", lambda entry: told.append("cards"), first=True)
    Turns().round()
    assert told == ["cards"] * 5 + ["counts"] * 5


def test_the_others_stop_when_the_time_is_over_and_go_on_where_they_stood(
    five: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "SLICE_BATCH", 2)
    for name in ("a", "b"):
        register(name, lambda entry: None)
    turns, seen = Turns(), []
    while turns.round(0.0).more:
        seen.append((cursor_of("a"), cursor_of("b")))
    assert seen == [(2, 0), (2, 2), (4, 2), (4, 4), (5, 4), (5, 5)]


def test_in_a_rush_the_others_have_their_turn_every_few_seconds(five: None, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(float(second) for second in range(1000))
    monkeypatch.setattr(following, "monotonic", lambda: next(clock))  # each look at the clock is a second later
    monkeypatch.setattr(following, "SLICE_BATCH", 1)
    monkeypatch.setattr(following, "LONGEST_REST_SECONDS", 8.0)
    register("cards", lambda entry: None, first=True)
    register("counts", lambda entry: None)
    turns, seen = Turns(), []
    for _ in range(6):
        assert turns.round(0.2).more
        seen.append(cursor_of("counts"))
    assert (seen[0], seen[1]) == (1, 1)
    assert 1 < seen[-1] < 5


def test_many_at_once_are_one_call_and_move_the_place_as_far(five: None) -> None:
    calls: list[int] = []

    def one(entry: Entry) -> None:
        raise AssertionError("one by one")

    register("cards", one, together=lambda entries: calls.append(len(entries)))
    assert Turns().round().well
    assert (calls, cursor_of("cards")) == ([5], 5)


def test_a_failing_one_is_not_asked_again_in_the_round(five: None) -> None:
    asked: list[int] = []

    def fail(entry: Entry) -> None:
        asked.append(entry.seq)
        raise RuntimeError

    register("broken", fail)
    register("counts", lambda entry: None)
    assert not Turns().round().well
    assert (asked, cursor_of("counts")) == ([1], 5)


@pytest.mark.parametrize(
    ("worked", "first", "owed"),
    [(0.0, 0.0, 0.2), (0.05, 0.0, 0.2), (0.4, 0.0, 0.8), (30.0, 0.0, 2.0), (0.4, 0.4, 0.4), (0.5, 0.3, 0.7)],
)
def test_followers_rest_twice_as_long_as_they_worked_within_bounds(worked: float, first: float, owed: float) -> None:
    assert rest_after(worked, first) == pytest.approx(owed)


class Machine:
    """A machine on which so many processors stand idle."""

    def __init__(self, idle: float) -> None:
        self.idle = idle

    def processors(self) -> float:
        """Always the same."""
        return self.idle


@pytest.mark.parametrize(("idle", "shortest", "longest"), [(0.9, 0.1, 0.4), (0.1, 0.6, 3.0)])
def test_a_rest_ends_where_nobody_needs_the_time(
    idle: float, shortest: float, longest: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "Idle", lambda: Machine(idle))
    assert shortest <= rest(Flag(), 0.6, 0.1) <= longest


def test_idle_processors_are_read_from_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stat, moments = tmp_path / "stat", iter([10.0, 12.0])
    monkeypatch.setattr(following, "monotonic", lambda: next(moments))
    stat.write_text("cpu  5 0 5 1000 20 0 0 0 0 0\n", encoding="ascii")
    look = Idle(stat)
    stat.write_text("cpu  9 0 9 1290 30 0 0 0 0 0\n", encoding="ascii")
    assert look.processors() == 1.5


def test_a_machine_that_does_not_tell_has_none_idle(tmp_path: Path) -> None:
    assert Idle(tmp_path / "none").processors() == 0.0
