"""Rules made ready for a type of event find what they find when each is asked in full, and a pattern is told once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from random import Random
from typing import cast
from uuid import UUID

import pytest

from tests.supervision.story import Small, Story, on, usual
from tests.supervision.test_bounds import told, wander
from tests.supervision.test_rules import TRIALS, stories
from tongban.ledger.events import Entry
from tongban.supervision.rules.declare import Check, Hit, Kind, Look
from tongban.supervision.rules.engine import Engine, Group, replay
from tongban.supervision.rules.kinds.patterns import Often
from tongban.supervision.rules.memory import KeyMarks
from tongban.supervision.rules.shipped.every import BY_CODE, SHIPPED
from tongban.supervision.rules.track import Track, asks, holds
from tongban.supervision.rules.world import written

CASES = 60


@dataclass(frozen=True)
class InFull:
    """A check that is asked as it is declared."""

    kind: Kind

    def breaches(self, track: Track, fact: Entry, seen: list[Hit]) -> list[Hit]:
        return seen


class Unprepared(Engine):
    """Asks every rule that hears of a type in full, each time from its declaration."""

    __slots__ = ()

    def _asked(self, fact: Entry) -> tuple[Group, ...]:
        groups: list[Group] = []
        for rule in self._hearing(fact):
            counts = rule.check.kind is Kind.PATTERN
            where = () if counts else getattr(rule.check, "where", ())
            plain = replace(rule, check=cast(Check, InFull(rule.check.kind)))
            groups.append(("", partial(holds, where=where), ((plain, partial(rule.check.found, rule.code), counts),)))
        return tuple(groups)


@pytest.mark.parametrize("code", TRIALS)
def test_a_01_a_rule_made_ready_finds_the_same(code: str) -> None:
    breach = stories(TRIALS[code].breach())
    assert told(Engine(SHIPPED), breach) == told(Unprepared(SHIPPED), breach)


def test_a_01_rules_made_ready_find_the_same_in_cases_that_go_on_somehow() -> None:
    draw = Random(11)
    cases = [wander(draw, f"case-{no}") for no in range(CASES)]
    assert told(Engine(SHIPPED), cases) == told(Unprepared(SHIPPED), cases)


def test_a_pattern_that_forgets_what_is_no_hit_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeded fault: a share of all is taken of the hits alone."""
    alike = [*stories(TRIALS["spike.withdrawn"].alike())]
    right, look = told(Engine(SHIPPED), alike), Often.look

    def hits_alone(self: Often, code: str, event_type: str) -> Look | None:
        return look(self, code, event_type) if event_type in self.hits else None

    monkeypatch.setattr(Often, "look", hits_alone)
    assert told(Engine(SHIPPED), alike) != right


def spree(day: int, cases: int) -> list[Entry]:
    """So many decisions at one post within an hour."""
    found = []
    for no in range(cases):
        for one in usual(f"{day}-{no}").facts:
            found.append((one, timedelta(days=day, seconds=no)))
    return sorted((_moved(one, by) for one, by in found), key=lambda one: (one.at, one.seq))


def _moved(one: Entry, by: timedelta) -> Entry:
    return Entry(**{name: getattr(one, name) for name in one.__slots__} | {"at": one.at + by})


def test_a_pattern_is_told_once_a_period_and_again_in_the_next() -> None:
    engine, world, days = Engine([BY_CODE["spree.closing"]]), Small(), []
    tracks: dict[UUID, Track] = {}
    for fact in [*spree(0, 60), *spree(1, 60)]:
        track = tracks.setdefault(fact.subject, Track(fact.kind, fact.subject))
        days += [one.hit.occurrence for one in engine.step(track, fact, world)]
    assert days == ["2026-11-09", "2026-11-10"]


def test_a_replay_in_a_world_without_memory_keeps_one_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """The live world forgets: what is found again is the same finding."""
    facts, engine = spree(0, 60), Engine([BY_CODE["spree.closing"]])
    remembered = replay(engine, facts, Small(), until=on(12, 1))
    monkeypatch.setattr(KeyMarks, "news", lambda self, period: True)
    assert replay(engine, facts, Small(), until=on(12, 1)) == remembered
    assert len(remembered) == 1


def test_enough_hits_are_those_that_are_counted() -> None:
    """Marks come in any order, also after the span that is asked."""
    draw = Random(5)
    for _ in range(200):
        world, marks = Small(), None
        for no in range(draw.randrange(1, 9)):
            at = on(11, 1) + timedelta(hours=draw.randrange(9))
            marks = world.mark("rule", (1,), UUID(int=no), at, draw.random() < 0.7)
        assert marks is not None
        since, until = sorted(on(11, 1) + timedelta(hours=draw.randrange(9)) for _ in range(2))
        counted = marks.counted(since, until)
        for at_least in range(1, 6):
            assert marks.enough(at_least, since, until) == (counted if counted[0] >= at_least else None)


def test_a_key_is_stored_as_before_by_its_ids() -> None:
    one, other = UUID("6a1c2f0e-5b7d-5c11-9a65-2f0d5e7c9b13"), "9c0b2f7e-0000-5c11-9a65-2f0d5e7c9b13"
    assert written((one.int, other, None)) == f"{one}/{other}/"


@pytest.mark.parametrize(
    ("where", "fulfilled"),
    [
        ((), True), ((("no", "is", 2),), True), ((("no", "not", 2),), False), ((("no", "over", 1),), True),
        ((("no", "in", (1, 3)),), False), ((("seen", "empty", None),), True), ((("actor", "filled", None),), True),
        ((("no", "is", 2), ("seen", "filled", None)), False),
    ],
)  # fmt: skip
def test_a_condition_made_ready_holds_where_it_held(
    where: tuple[tuple[str, str, object], ...], fulfilled: bool
) -> None:
    fact = Story().told("case.notified", on(11, 3), no=2).facts[0]
    asked = asks(where)
    assert (asked is None or asked(fact)) is holds(fact, where) is fulfilled
