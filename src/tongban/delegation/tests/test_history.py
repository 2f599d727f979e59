"""Histories of holdings against an independent painting of every moment, and against what must never be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tongban.delegation.rules.history import FULL, Giving, History, Spell
from tongban.delegation.rules.index import HoldingIndex, Row, lapses, two_holders
from tongban.delegation.tests.histories import FUNCTIONS, MOMENTS, PARENTS, Story, rows_of, story
from tongban.kernel.refusals import Refused

HISTORIES = 1000


def differences(made: Story) -> Iterator[tuple[str, str, str, int]]:
    """Where the index and the painting name different bodies."""
    index = HoldingIndex(rows_of(made.history), PARENTS)
    for power in ("p", "q"):
        for function in FUNCTIONS:
            for place in PARENTS:
                for at in range(MOMENTS):
                    if index.who(power, place, function, at) != made.painting.who(power, place, function, at):
                        yield power, place, function, at


def faults(made: Story) -> list[str]:
    """What must never be, judged from the painting and the spells: see the words."""
    found = [f"two holders {one} {other}" for one, other in two_holders(rows_of(made.history))]
    found += [f"a lapse after {row}" for row in lapses((r for r in rows_of(made.history) if r.place == "county"), 0)]
    for (power, place, function), spells in made.history.spells.items():
        for spell in spells:
            found += excess(made, power, place, function, spell)
    return found


def excess(made: Story, power: str, place: str, function: str, spell: Spell) -> list[str]:
    """More power than the giver had: someone else held it just before, or the giver only had it on loan."""
    if spell.giver is None or spell.start == 0 or spell.giver == spell.body:
        return ["gave to itself"] if spell.giver == spell.body else []
    own = made.history.own(power, place, function)
    resumed = any(one.end is not None and one.giver == spell.giver and one.body == spell.body for one in own)
    without = History(PARENTS, {**made.history.spells, (power, place, function): [s for s in own if s != spell]})
    above = without.spell_at(power, PARENTS[place] or place, function, spell.start) if PARENTS[place] else spell.under
    giver = spell.under or above
    if giver is None or resumed:
        return []
    found = [] if giver.body == spell.giver else [f"{spell.giver} gave what {giver.body} held"]
    return found + ([] if giver.form in FULL else [f"{spell.giver} passed on what it had on loan"])


def test_a_thousand_random_histories_equal_the_painting_and_break_no_rule() -> None:
    done = refused = 0
    for seed in range(HISTORIES):
        made = story(seed)
        assert next(differences(made), None) is None, seed
        assert faults(made) == [], seed
        done, refused = done + made.done, refused + made.refused
    assert done > 4 * HISTORIES
    assert refused > HISTORIES


class KeepsNothingUnder(History):
    """Taking back forgets what the place had before."""

    def take_back(self, power: str, place: str, function: str, at: int) -> Spell:
        ended = super().take_back(power, place, function, at)
        own = self.own(power, place, function)
        if ended.under is not None and PARENTS[place] is None:
            own.pop()
        return ended


class EndsADayLate(History):
    """What is taken back runs one moment longer."""

    def take_back(self, power: str, place: str, function: str, at: int) -> Spell:
        ended = super().take_back(power, place, function, at)
        own = self.own(power, place, function)
        for number, spell in enumerate(own):
            if spell.end == at and spell.giver is not None:
                own[number] = replace(spell, end=at + 1)
        return ended


class GivesWhatItHasNot(History):
    """Anybody gives anything."""

    def _not_theirs(self, giving: Giving, above: Spell | None) -> None:
        return None


class LooksAboveFirst(History):
    """The county's row over the township's own."""

    def spell_at(self, power: str, place: str, function: str, at: int) -> Spell | None:
        return super().spell_at(power, "county", function, at)


@pytest.mark.parametrize("broken", [KeepsNothingUnder, EndsADayLate, GivesWhatItHasNot, LooksAboveFirst])
def test_a_broken_history_is_found_out(broken: type[History]) -> None:
    assert any(next(differences(made), None) or faults(made) for made in (story(n, broken) for n in range(60)))


def test_an_index_that_takes_the_most_general_row_is_found_out() -> None:
    flat = {place: "county" if above else None for place, above in PARENTS.items()}
    made = story(3)
    index = HoldingIndex(rows_of(made.history), {place: None for place in flat})
    asked = [("p", place, "decide", at) for place in PARENTS for at in range(MOMENTS)]
    assert any(index.who(*one) != made.painting.who(*one) for one in asked)


def county() -> History:
    history = History(PARENTS)
    history.found("p", "county", "decide", "bureau", 0)
    return history


REFUSED = [
    ("holding.not_held", Giving("p", "a", "decide", "centre", "town_a", "transferred", 5)),
    ("holding.cycle", Giving("p", "a", "decide", "bureau", "bureau", "transferred", 5)),
    ("holding.term", Giving("p", "a", "decide", "bureau", "town_a", "trial", 5)),
    ("holding.order", Giving("p", "a", "decide", "bureau", "town_a", "trial", 5, 5)),
]


@pytest.mark.parametrize(("code", "giving"), REFUSED, ids=[code for code, _ in REFUSED])
def test_what_is_refused(code: str, giving: Giving) -> None:
    with pytest.raises(Refused) as told:
        county().give(giving)
    assert told.value.refusal.code == code


def test_what_is_entrusted_is_not_passed_on_and_what_was_passed_on_comes_back_first() -> None:
    history = county()
    history.give(Giving("p", "a", "decide", "bureau", "town_a", "entrusted", 5))
    with pytest.raises(Refused, match="holding.sub_entrusted"):
        history.give(Giving("p", "a1", "decide", "town_a", "village_a1", "entrusted", 8))
    history.take_back("p", "a", "decide", 9)
    history.give(Giving("p", "a", "decide", "bureau", "town_a", "transferred", 10))
    history.give(Giving("p", "a1", "decide", "town_a", "village_a1", "entrusted", 12))
    with pytest.raises(Refused, match="holding.given_on"):
        history.take_back("p", "a", "decide", 14)


def test_rows_of_uuids_and_times_answer_as_well() -> None:
    rows = [Row(1, 10, "decide", 100, 0, None), Row(1, 11, "decide", 111, 5, 9)]
    index = HoldingIndex(rows, {10: None, 11: 10, 12: 11})
    assert [index.who(1, 12, "decide", at) for at in (-1, 0, 4, 5, 8, 9)] == [None, 100, 100, 111, 111, 100]
