"""Breaches and look-alikes planted many times among cases that went well: every one found, nothing else, by rule."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid5

import pytest

from tests.supervision.story import Small, Story, judged, usual
from tests.supervision.test_rules import TRIALS, stories
from tongban.supervision.rules.declare import Kind
from tongban.supervision.rules.shipped.every import BY_CODE

TIMES, BACKGROUND = 25, 60
# Patterns are about many cases already; planted side by side they would be one.
PLANTED = [code for code in TRIALS if BY_CODE[code].check.kind is not Kind.PATTERN]


def again(told: Story | list[Story], times: int) -> Iterator[Story]:
    """The same stories as cases of their own."""
    for place in range(times):
        for story in stories(told):
            facts = [
                replace(one, subject=uuid5(one.subject, str(place)), id=uuid5(one.id, str(place)))
                for one in story.facts
            ]
            yield Story(f"{story.name}-{place}", story.kind, facts)


def found(code: str, told: Story | list[Story], world: Small, times: int) -> int:
    background = [usual(f"well-{place}") for place in range(BACKGROUND)]
    hits = judged(*again(told, times), *background, world=world, until=TRIALS[code].until, only=code)
    return len({one.hit.cites[0] for one in hits})


@pytest.mark.nightly
def test_a_01_planted_breaches_are_found_and_look_alikes_are_not() -> None:
    missed, wrong, line = [], [], "{:<24} found {:>3} of {:>3}, wrongly {:>2} of {:>3}\n"
    for code in PLANTED:
        trial = TRIALS[code]
        right = found(code, trial.breach(), trial.world(), TIMES)
        # What the lists of a trial say of a usual case, too, is no fault of the rule.
        told = right - found(code, [], trial.world(), 0)
        alike_world = trial.alike_world or trial.world
        alike = found(code, trial.alike(), alike_world(), TIMES) - found(code, [], alike_world(), 0)
        sys.stdout.write(line.format(code, told, TIMES, alike, TIMES))
        missed += [code] * (told != TIMES)
        wrong += [code] * bool(alike)
    sys.stdout.write(f"{len(PLANTED) * TIMES} breaches and {len(PLANTED) * TIMES} look-alikes planted\n")
    assert (missed, wrong) == ([], [])
