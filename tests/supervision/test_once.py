"""A card is raised once: over a kill at each event, over a replay of the whole ledger, beside timers."""

from __future__ import annotations

import os
import signal
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.cast import on, small_county
from tongban.ledger.actions import FOLLOWERS, TOGETHER, follow, sequence
from tongban.ledger.events import Entry
from tongban.ledger.queries import cursor_of, events_from, leaf_count
from tongban.supervision import followers
from tongban.supervision.actions import raising
from tongban.supervision.actions.watching import fire_due, watch_event
from tongban.supervision.models import Card, Timer

NAME = "supervision"


@pytest.fixture
def told(committed_db: str, sealer_connection: psycopg.Connection[Any]) -> int:
    """A case that ran late, in the global order; how many events there are."""
    cast = small_county()
    case_id = cast.accepted(on(11, 2), on(11, 3)).case_id
    assert case_id
    while sequence(sealer_connection):
        pass
    FOLLOWERS.setdefault(NAME, followers.watch)
    return leaf_count()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_at(idx: int) -> None:
    """The follower in a process of its own, killed when it has handled an event."""
    connection.close()
    child = os.fork()
    if child == 0:

        def watch(entry: Entry) -> None:
            followers.watch(entry)
            if entry.idx == idx:
                die()

        FOLLOWERS[NAME] = watch
        try:
            follow(NAME)
        finally:
            die()
    assert os.waitpid(child, 0)[1] == signal.SIGKILL


def killed_in_a_round() -> None:
    """The follower as the worker runs it, killed when it has written what a whole round left, before the commit."""
    connection.close()
    child = os.fork()
    if child == 0:

        def watch(entries: list[Entry]) -> None:
            followers.watch_many(entries)
            die()

        FOLLOWERS[NAME] = followers.watch
        TOGETHER[followers.watch] = watch
        try:
            follow(NAME)
        finally:
            die()
    assert os.waitpid(child, 0)[1] == signal.SIGKILL


def catch_up(end: int) -> None:
    while cursor_of(NAME) < end:
        follow(NAME)


def cards() -> list[tuple[str, str]]:
    return sorted(Card.objects.values_list("rule", "occurrence"))


def test_a_kill_at_the_last_events_raises_nothing_twice_and_loses_nothing(told: int) -> None:
    for idx in range(told - 2, told):
        killed_at(idx)
        assert Card.objects.count() == Timer.objects.count() == 0
    catch_up(told)
    fire_due(at=on(11, 18))
    first = cards()
    assert ("due.statutory", "1") in first
    assert len(first) == len(set(first))


def test_a_kill_at_the_end_of_a_round_leaves_nothing_of_it(told: int) -> None:
    killed_in_a_round()
    assert Card.objects.count() == Timer.objects.count() == cursor_of(NAME) == 0
    catch_up(told)
    assert cursor_of(NAME) == told
    assert Timer.objects.filter(rule="due.statutory").count() == 1


def replayed() -> None:
    for entry in events_from(0, 10_000):
        watch_event(entry)
    fire_due(at=on(11, 18))


def test_the_whole_ledger_read_again_raises_nothing_more(told: int) -> None:
    catch_up(told)
    fire_due(at=on(11, 18))
    first = cards()
    replayed()
    assert cards() == first


def test_a_rule_that_names_its_occurrences_anew_each_time_would_be_found(
    told: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seeded fault: each reading takes the same breach for another occurrence."""
    catch_up(told)
    fire_due(at=on(11, 18))
    first = cards()
    made = raising._card

    def another(rule: Any, hit: Any, track: Any, about: Any, at: Any) -> Card:
        return made(rule, hit, track, (about[0], about[1], f"{about[2]}+"), at)

    monkeypatch.setattr(raising, "_card", another)
    monkeypatch.setattr(raising.Card.objects, "filter", lambda **named: Card.objects.none())
    replayed()
    assert cards() != first


def test_timers_outlive_a_restart(told: int) -> None:
    catch_up(told)
    connection.close()
    assert Timer.objects.filter(rule="due.statutory").count() == 1
    fire_due(at=on(11, 18))
    assert Timer.objects.filter(due_at__lt=on(11, 18)).count() == 0
