"""A bad rating that was put right and, at the call back, not solved: the second putting right is watched too."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.supervision.story import Small, judged, on, ref
from tests.supervision.trials_more import CONTACT, FIXED, bad_rating
from tongban.supervision.rules.engine import Engine, Finding, replay
from tongban.supervision.rules.shipped.every import BY_CODE

CODE = "rating.unrectified"
UNSOLVED = {"act": "call_back", "result": "unsolved", "late": False, "rectify_by": on(12, 8, 17).isoformat()}
SOLVED = {"act": "call_back", "result": "solved", "late": False}
LONGER = {"act": "rectify", "result": "planned", "late": False, "rectify_by": on(12, 15, 17).isoformat()}
LATE = on(12, 20)


def found(*steps: dict[str, Any]) -> list[Finding]:
    return judged(bad_rating(CONTACT, *steps), until=LATE, only=CODE)


def test_what_was_found_unsolved_is_due_anew_for_the_body_that_answers() -> None:
    (one,) = found(FIXED, UNSOLVED)
    assert (one.hit.at, one.hit.occurrence, one.hit.body) == (on(12, 8, 17), "4", ref("market"))


def test_put_right_again_in_time_breaks_nothing() -> None:
    assert found(FIXED, UNSOLVED, FIXED) == []
    assert found(FIXED, SOLVED) == []


def test_more_time_that_was_told_holds_for_the_second_one_too() -> None:
    assert [one.hit.at for one in found(FIXED, UNSOLVED, LONGER)] == [on(12, 15, 17)]


def test_a_third_one_is_an_occurrence_of_its_own() -> None:
    third = {**UNSOLVED, "rectify_by": on(12, 11, 17).isoformat()}
    assert [(one.hit.occurrence, one.hit.at) for one in found(FIXED, UNSOLVED, FIXED, third)] == [("6", on(12, 11, 17))]


@pytest.mark.parametrize("steps", [(FIXED, UNSOLVED), (FIXED, UNSOLVED, LONGER), (FIXED, UNSOLVED, FIXED)])
def test_event_by_event_finds_what_looking_at_the_whole_history_finds(steps: tuple[dict[str, Any], ...]) -> None:
    facts, engine = bad_rating(CONTACT, *steps).facts, Engine([BY_CODE[CODE]], lambda rule, track, at: True)
    whole = replay(engine, facts, Small(), until=LATE)
    apart = {
        (one.hit.occurrence, one.hit.at) for n in range(1, len(facts) + 1)
        for one in replay(engine, facts[:n], Small(), until=facts[n].at if n < len(facts) else LATE)
    }  # fmt: skip
    assert {(one.hit.occurrence, one.hit.at) for one in whole} == apart


def test_without_beginning_anew_the_second_one_would_be_missed() -> None:
    """Seeded fault: the rule as it was."""
    rule = BY_CODE[CODE]
    blind = replace(rule, check=replace(rule.check, anew=()))  # type: ignore[type-var]
    engine = Engine([blind], lambda rule, track, at: True)
    assert replay(engine, bad_rating(CONTACT, FIXED, UNSOLVED).facts, Small(), until=LATE) == []
