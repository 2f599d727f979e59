"""Breaches and look-alikes planted among cases that went well, all rules at once: each found, nothing else, by rule.

A rule has its share of 2,000 breaches, 2,000 look-alikes and 200,000 events, in the small world that its trial needs. A
pattern is many cases already, so each of its plants stands alone, after its part of the others: among them its share of
all would rightly be no longer unusual.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid5

import pytest

from tests.supervision.story import Small, Story, ref, usual
from tests.supervision.test_rules import TRIALS, stories
from tongban.ledger.events import Entry
from tongban.supervision.rules.declare import Kind
from tongban.supervision.rules.engine import Engine, Finding, replay
from tongban.supervision.rules.shipped.every import BY_CODE, SHIPPED

TIMES, EVENTS, PEOPLE, DAYS = 20, 200_000, 300, 40
BEFORE = timedelta(days=200)
Told = Story | list[Story]


def again(told: Told, place: int) -> Iterator[Entry]:
    """The events of the same stories as cases of their own."""
    for story in stories(told):
        for one in story.facts:
            yield replace(one, subject=uuid5(one.subject, str(place)), id=uuid5(one.id, str(place)))


def gone_well(cases: int, before: timedelta = timedelta()) -> list[Entry]:
    """Cases that went well, over many days and by many people, so that no pattern is in them."""
    found = []
    for case in range(cases):
        shift, person = timedelta(days=-(case % DAYS), minutes=case * 7 % 400) - before, f"clerk-{case % PEOPLE}"
        for one in usual(f"well-{case}").facts:
            own = {name: uuid5(value, person) for name in ("actor", "post_id") if (value := getattr(one, name))}
            found.append(replace(one, at=one.at + shift, recorded_at=one.recorded_at + shift, **own))
    return found


def with_people(world: Small) -> Small:
    """The world of a trial, with the posts of those people."""
    duties = {"market_head": frozenset({"decide", "lead"}), "market_desk": frozenset({"accept"})}
    for name, held in duties.items():
        world.posts |= {uuid5(ref(name), f"clerk-{no}"): held for no in range(PEOPLE)}
    return world


def findings(code: str, facts: list[Entry], world: Small, until: datetime | None) -> list[Finding]:
    """What all rules find, this one among them though it may be off as shipped."""
    engine = Engine(SHIPPED, lambda rule, track, at: rule.starts_on or rule.code == code)
    told = sorted(facts, key=lambda one: (one.at, one.seq))
    return [one for one in replay(engine, told, with_people(world), until=until) if one.rule.code == code]


def found(code: str, told: Told, world: Small, times: int, well: list[Entry]) -> int:
    """How many of so many plants the rule finds; one among the others raises, unless the world itself makes it one."""
    plants = [list(again(told, place)) for place in range(times)]
    place_of = {fact.id: place for place, facts in enumerate(plants) for fact in facts}
    hits = findings(code, [*well, *(fact for facts in plants for fact in facts)], world, TRIALS[code].until)
    cited = [{place_of[cite] for cite in one.hit.cites if cite in place_of} for one in hits]
    return len({place for places in cited for place in places})


def planted(code: str, events: int) -> tuple[int, int, int]:
    """(breaches found, look-alikes found, cases gone well that were found) of one rule."""
    trial, pattern = TRIALS[code], BY_CODE[code].check.kind is Kind.PATTERN
    alike_world, rounds, times = trial.alike_world or trial.world, *((TIMES, 1) if pattern else (1, TIMES))
    well = gone_well(events // 12, BEFORE if pattern else timedelta())
    right = wrong = 0
    for no in range(rounds):
        share = well[no * len(well) // rounds : (no + 1) * len(well) // rounds]
        right += found(code, trial.breach(), trial.world(), times, share)
        wrong += found(code, trial.alike(), alike_world(), times, share)
    return right, wrong, len(findings(code, well, Small(), TRIALS[code].until))


LINE = "{:<24} found {:>3} of {:>3}, wrongly {:>2} of {:>3} and {:>2} gone well\n"
CLOSING = (
    "{:,} of {:,} breaches found, {:,} of {:,} look-alikes wrongly found ({:.2f} %), among {:,} events, all rules on\n"
)


@pytest.mark.nightly
def test_a_01_planted_breaches_are_found_and_look_alikes_are_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(TRIALS) == set(BY_CODE), "every rule is planted"
    missed, wrong, right_in_all, wrong_in_all, plants = [], [], 0, 0, len(TRIALS) * TIMES
    assert plants >= 2_000
    with capsys.disabled():
        sys.stdout.write("\n")
        for code in TRIALS:
            right, alike, well = planted(code, EVENTS // len(TRIALS))
            sys.stdout.write(LINE.format(code, right, TIMES, alike, TIMES, well))
            sys.stdout.flush()
            missed += [code] * (right != TIMES)
            wrong += [code] * bool(alike or well)
            right_in_all, wrong_in_all = right_in_all + right, wrong_in_all + alike + well
        share = 100 * wrong_in_all / plants
        sys.stdout.write(CLOSING.format(right_in_all, plants, wrong_in_all, plants, share, EVENTS))
    assert (missed, wrong) == ([], [])
