"""What is not looked at because nothing can have fallen due: the same findings as when everything is looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

import pytest

from tests.supervision.story import Small, Story, done, on, step, version_of
from tests.supervision.test_rules import TRIALS, stories
from tongban.kernel.tests.sizes import examples
from tongban.ledger.events import Entry
from tongban.supervision.rules import engine as engines
from tongban.supervision.rules.engine import Engine, Finding, replay
from tongban.supervision.rules.shipped.every import SHIPPED
from tongban.supervision.rules.track import Track
from tongban.supervision.rules.world import World

LATER, CASES = on(12, 28), examples(120, 2_000)


class Thorough(Engine):
    """Looks at every clock before every event."""

    __slots__ = ()

    def step(self, track: Track, fact: Entry, world: World) -> list[Finding]:
        track.bounded = -1  # of no number of events is it known that nothing is due
        return super().step(track, fact, world)

    def fallen(self, track: Track, until: datetime, world: World) -> list[Finding]:
        return [one for one in self.due(track, world) if one.hit.at < until]


def in_hours(content: dict[str, object]) -> None:
    """A guide whose steps count hours."""
    for one in content["limits"]:  # type: ignore[attr-defined]  # a list in the file
        if one["key"].startswith("review"):
            one["unit"] = "hour"


def from_receipt(content: dict[str, object]) -> None:
    """A guide whose whole limits run from the receipt."""
    for one in content["limits"]:  # type: ignore[attr-defined]  # a list in the file
        if one["key"].startswith("whole"):
            one["starts"] = "receipt"


def world() -> Small:
    return Small(version_of("v_hours", in_hours), version_of("v_receipt", from_receipt))


def told(engine: Engine, told_of: list[Story]) -> set[tuple[str, str, str, datetime]]:
    facts = sorted((fact for one in told_of for fact in one.facts), key=lambda fact: (fact.at, fact.seq))
    found = replay(engine, facts, world(), until=LATER)
    return {(one.rule.code, str(one.hit.cites), one.hit.occurrence, one.hit.at) for one in found}


def wander(draw: Random, name: str) -> Story:
    """A case that goes on somehow: stops and goes on, is extended, handed in again, opened again, given up."""
    story, at = Story(name), on(9, 1) + timedelta(hours=draw.randrange(24 * 20))
    story.received(at, item_version=str(version_of(draw.choice(["v1", "v_hours", "v_receipt"])).id))
    turns: list[Callable[[datetime], object]] = [
        story.accepted, story.accepted, story.reviewed, story.decided, story.issued, story.delivered,
        lambda at: story.paused(at, until=(at + timedelta(days=draw.randrange(9))).date().isoformat()),
        lambda at: story.told("case.resumed", at, state="accepted"),
        lambda at: story.told("case.suspended", at, state="accepted", document="d", until=at.date().isoformat()),
        lambda at: story.told("case.continued", at, state="accepted"),
        lambda at: story.told("case.extended", at, length=draw.randrange(1, 20), unit="working_day", document="d"),
        lambda at: story.told("case.notified", at, state="noticed", no=1, points=[]),
        lambda at: story.told("case.supplemented", at, state="received"),
        lambda at: story.told("case.handover_offered", at, task="review_market", to_post=None),
        lambda at: story.told("case.handover_answered", at, task="review_market"),
        lambda at: story.told("case.moved", at, closed=[done("review_market")],
                              opened=[step("review", "review_market", "review_market")]),
        lambda at: story.told("case.withdrawn", at, state="withdrawn"),
    ]  # fmt: skip
    for _ in range(draw.randrange(1, 9)):
        at += timedelta(minutes=draw.choice([5, 60, 60 * 20, 60 * 24 * 3, 60 * 24 * 9]))
        draw.choice(turns)(at)
    return story


def test_a_01_looking_only_when_something_can_be_due_finds_the_same() -> None:
    draw = Random(7)
    cases = [wander(draw, f"case-{no}") for no in range(CASES)]
    found = told(Engine(SHIPPED), cases)
    assert found == told(Thorough(SHIPPED), cases)
    assert len({code for code, *_ in found}) > 20


@pytest.mark.parametrize("code", TRIALS)
def test_a_01_each_breach_is_found_the_same_way(code: str) -> None:
    breach = stories(TRIALS[code].breach())
    assert told(Engine(SHIPPED), breach) == told(Thorough(SHIPPED), breach)


def test_a_01_what_began_while_a_case_was_given_up_is_due_once_it_goes_on() -> None:
    story = Story("goes on").received(on(11, 2)).accepted(on(11, 2, 11))
    for hour in (14, 16):
        story.told("case.handover_offered", on(11, 2, hour), task="review_market", to_post=None)
        story.told("case.withdrawn", on(11, 2, hour, 30), state="withdrawn")
    story.reviewed(on(11, 5)).decided(on(11, 5, 11)).delivered(on(11, 5, 12))
    found = told(Engine(SHIPPED), [story])
    assert found == told(Thorough(SHIPPED), [story])
    assert [code for code, *_ in found].count("handover.silent") == 2


def test_a_01_a_late_case_is_asked_again_only_when_the_next_moment_has_come() -> None:
    story = Story("late").received(on(11, 2)).accepted(on(11, 3))
    for day in range(9, 28):
        story.told("case.noted", on(11, day), state="accepted")
    engine, track, known = Engine(SHIPPED), Track("case", story.facts[0].subject), world()
    found = [engine.step(track, fact, known) for fact in story.facts]
    moments = {one.hit.at for some in found for one in some}
    assert len([some for some in found if some]) <= len(moments) < len(story.facts) // 2
    codes = {one.rule.code for some in found for one in some}
    assert {"due.one_day", "due.near", "due.promise", "due.statutory"} <= codes


def test_a_bound_that_is_too_late_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "of_case", lambda checks, track, world, first: first)
    draw = Random(7)
    cases = [wander(draw, f"case-{no}") for no in range(60)]
    missed = told(Thorough(SHIPPED), cases) - told(Engine(SHIPPED), cases)
    assert any(code.startswith("due.") for code, *_ in missed)


def test_an_event_that_is_wrongly_said_to_move_no_clock_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "may_move", lambda track, fact, world: fact.type == "case.received")
    draw = Random(7)
    cases = [wander(draw, f"case-{no}") for no in range(60)]
    missed = told(Thorough(SHIPPED), cases) - told(Engine(SHIPPED), cases)
    assert any(code.startswith("due.") for code, *_ in missed)


def test_a_02_what_runs_from_the_receipt_waits_while_the_applicant_lacks_papers() -> None:
    story = Story("lacks").received(on(11, 2), item_version=str(version_of("v_receipt").id))
    story.told("case.notified", on(11, 3), state="noticed", no=1, points=[])
    late = {"due.promise", "due.statutory", "due.near"}
    assert {code for code, *_rest in told(Engine(SHIPPED), [story])} & late == set()
    story.told("case.supplemented", on(11, 10), state="received")
    assert {code for code, *_rest in told(Engine(SHIPPED), [story])} >= {"due.promise", "due.statutory"}
