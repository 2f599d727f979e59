"""The line before a case, told again from its events: what a back-test finds of cases that went before others."""

from __future__ import annotations

from uuid import uuid5

import pytest

from tests.supervision.story import Small, Story, on, ref, usual
from tongban.ledger.events import Entry
from tongban.supervision.rules.engine import Engine, Finding
from tongban.supervision.rules.memory import MemoryLine
from tongban.supervision.rules.shipped.every import BY_CODE
from tongban.supervision.rules.track import Track


class Past(Small):
    """The small world with the line of the events told so far."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = MemoryLine()

    def waiting(self, item: object, body: object, before: object) -> int:
        return self.lines.waiting(item, body, before)  # type: ignore[arg-type]


def told_again(stories: list[Story], *, heard: bool = True) -> list[Finding]:
    """What the rule on jumped lines finds in the events in the order of time."""
    engine, world, tracks = Engine([BY_CODE["line.jumped"]]), Past(), {}
    facts: list[Entry] = sorted((one for story in stories for one in story.facts), key=lambda one: (one.at, one.seq))
    found = []
    for fact in facts:
        track = tracks.setdefault(fact.subject, Track(fact.kind, fact.subject))
        found += engine.step(track, fact, world)
        if heard:
            world.lines.seen(track)
    return found


def earlier(no: int) -> Story:
    """Accepted in October at the same body, and nothing more."""
    return Story(f"waits-{no}").received(on(10, 20)).accepted(on(10, 21))


def test_a_03_a_jumped_line_is_found_again_from_the_events_alone() -> None:
    (found,) = told_again([*map(earlier, range(3)), usual()])
    assert found.hit.figures["waiting"] == 3
    assert told_again([*map(earlier, range(2)), usual()]) == []


@pytest.mark.parametrize(
    "gone",
    [
        lambda story: story.told("case.withdrawn", on(10, 22), state="withdrawn"),
        lambda story: story.paused(on(10, 22)),
        lambda story: story.reviewed(on(10, 22)).decided(on(10, 23)),
    ],
)
def test_a_03_who_has_ended_stands_still_or_is_decided_waits_in_no_line(gone: object) -> None:
    stories = [*map(earlier, range(2)), earlier(2)]
    gone(stories[2])  # type: ignore[operator]
    assert told_again([*stories, usual()]) == []


def test_other_items_and_bodies_are_other_lines() -> None:
    line, other = MemoryLine(), Track("case", uuid5(ref("case"), "other"))
    for fact in earlier(0).facts:
        other.add(fact)
    line.seen(other)
    assert line.waiting(ref("restaurant"), ref("market"), on(11, 1)) == 1
    assert line.waiting(ref("restaurant"), ref("fire"), on(11, 1)) == 0
    assert line.waiting(ref("bookshop"), ref("market"), on(11, 1)) == 0


def test_without_hearing_the_other_cases_nothing_is_found() -> None:
    assert told_again([*map(earlier, range(3)), usual()], heard=False) == []
