"""Histories of holdings against an independent painting of every moment, and against what must never be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from tongban.delegation.rules.forms import LENT
from tongban.delegation.rules.index import HoldingIndex, Row, lapses, two_holders
from tongban.delegation.tests.histories import FUNCTIONS, MOMENTS, PARENTS, Gift, Rows, Story, rows_of, story
from tongban.kernel.refusals import Refusal, Refused
from tongban.kernel.tests.sizes import examples
from tongban.powerlist.rules.handing import Change, Handing

HISTORIES = examples(150, 1_000)


def differences(made: Story) -> Iterator[tuple[str, str, str, int]]:
    """Where the index and the painting name different bodies; both change only at the ends of rows and strokes."""
    rows = rows_of(made.rows)
    index = HoldingIndex(rows, PARENTS)
    ends = {end for row in rows for end in (row.start, row.end) if end is not None} | made.painting.ends
    moments = sorted({0} | {at for at in ends if at < MOMENTS})
    for power, function, place, at in product(("p", "q"), FUNCTIONS, PARENTS, moments):
        if index.who(power, place, function, at) != made.painting.who(power, place, function, at):
            yield power, place, function, at


def faults(made: Story) -> list[str]:
    """What must never be, judged from the rows: see the words."""
    rows = rows_of(made.rows)
    found = [f"two holders {one} {other}" for one, other in two_holders(rows)]
    found += [f"a lapse after {row}" for row in lapses((row for row in rows if row.place == "county"), 0)]
    return found + [f"{body} passed on what it had on loan" for body in made.painting.lent_on]


def test_random_histories_of_what_the_acts_write_equal_the_painting_and_break_no_rule() -> None:
    done = refused = 0
    for seed in range(HISTORIES):
        made = story(seed)
        assert next(differences(made), None) is None, seed
        assert faults(made) == [], seed
        done, refused = done + made.done, refused + made.refused
    assert done > 4 * HISTORIES
    assert refused > HISTORIES


class KeepsNothingUnder(Rows):
    """Taking back forgets what the place had before."""

    def back(self, gift: Gift, moment: int) -> None:
        super().back(replace(gift, before=None), moment)


class EndsADayLate(Rows):
    """What ends runs one moment longer."""

    def write(self, change: Change) -> int:
        spans = tuple(one._replace(until=one.until + 1) if one.until is not None else one for one in change.spans)
        return super().write(change._replace(spans=spans))


class StandsAgainAtOnce(Rows):
    """A term does not end: what was there before never stands again."""

    def write(self, change: Change) -> int:
        return super().write(change._replace(grants=change.grants[:1]))


class GivesBeyond(Rows):
    """Nobody asks how long the giver has it, nor what was promised."""

    def problem(self, one: Handing, at: int) -> Refusal | None:
        told = super().problem(one, at)
        return None if told is not None and told.code in ("holding.longer", "holding.later") else told


class LendsOn(Rows):
    """What is lent is given on."""

    def give(self, one: Handing, at: int) -> Gift:
        held = self.lines.at(one.item_id, one.place_id, one.function, one.start)
        if held is not None and held.legal_form in LENT:
            own = replace(held, legal_form="transferred")
            self.keep(own)
            try:
                return super().give(one, at)
            finally:
                self.keep(replace(self.lines.by_id[held.id], legal_form=held.legal_form))
        return super().give(one, at)


@pytest.mark.parametrize("broken", [KeepsNothingUnder, EndsADayLate, StandsAgainAtOnce, GivesBeyond, LendsOn])
def test_a_broken_history_is_found_out(broken: type[Rows]) -> None:
    assert any(next(differences(made), None) or faults(made) for made in (story(n, broken) for n in range(60)))


def test_an_index_that_takes_the_most_general_row_is_found_out() -> None:
    made = story(3)
    index = HoldingIndex(rows_of(made.rows), dict.fromkeys(PARENTS))
    asked = [("p", place, "decide", at) for place in PARENTS for at in range(MOMENTS)]
    assert any(index.who(*one) != made.painting.who(*one) for one in asked)


def handing(
    place: str = "a", body: str = "town_a", start: int = 5, until: int | None = None, power: str = "p"
) -> Handing:
    return Handing(power, place, "decide", body, "transferred", start, until)


TERMED, LATER = handing(until=9), handing(start=8)
REFUSED = [
    ("holding.nobody", [], handing(power="x")),
    ("holding.same", [], handing(body="bureau")),
    ("holding.past", [], handing(start=0)),
    ("holding.order", [], handing(until=5)),
    ("holding.later", [LATER], handing()),
    ("holding.later", [handing("a1", "village_a1", 8)], handing()),
    ("holding.bounded", [TERMED], handing(body="centre", start=6)),
    ("holding.longer", [TERMED], handing("a1", "village_a1", 6)),
    ("holding.longer", [TERMED], handing("a1", "village_a1", 6, 10)),
]


@pytest.mark.parametrize(("code", "before", "asked"), REFUSED, ids=[f"{n}-{one[0]}" for n, one in enumerate(REFUSED)])
def test_d_15_what_cannot_be_handed_is_refused_by_name(code: str, before: list[Handing], asked: Handing) -> None:
    rows = Rows()
    for one in before:
        rows.give(one, 0)
    with pytest.raises(Refused) as told:
        rows.give(asked, 0)
    assert told.value.refusal.code == code


@pytest.mark.parametrize("asked", [handing(), TERMED, handing("a1", "village_a1", 6), handing("b", "town_b", 1)])
def test_what_the_giver_has_for_good_may_be_handed(asked: Handing) -> None:
    assert Rows().give(asked, 0).before is None


def test_what_was_given_further_comes_back_first() -> None:
    rows = Rows()
    town = rows.give(handing(), 0)
    village = rows.give(handing("a1", "village_a1", 8), 0)
    with pytest.raises(Refused, match=r"holding\.given_on"):
        rows.back(town, 10)
    rows.back(village, 10)
    rows.back(town, 10)
    assert rows.lines.at("p", "a1", "decide", 10).body_id == "bureau"


def test_what_was_handed_further_at_the_place_is_undone_first_and_never_comes_back_by_itself() -> None:
    rows = Rows()
    town = rows.give(handing(), 0)
    centre = rows.give(handing(body="centre", start=8, until=12), 0)
    with pytest.raises(Refused, match=r"holding\.later"):
        rows.back(town, 6)
    rows.back(centre, 8)
    assert rows.lines.at("p", "a", "decide", 20).body_id == "town_a"


def test_what_ended_is_not_taken_back_and_the_root_does_not_lapse() -> None:
    rows = Rows()
    town = rows.give(TERMED, 0)
    with pytest.raises(Refused, match=r"holding\.ended"):
        rows.back(town, 9)
    with pytest.raises(Refused, match=r"holding\.lapse"):
        rows.back(Gift(0, None, ("p", "county", "decide")), 9)


def test_taken_back_at_the_moment_it_begins_a_power_never_came_down() -> None:
    rows = Rows()
    rows.back(rows.give(handing(), 0), 5)
    assert rows.give(handing(), 0).before is None


def test_rows_of_uuids_and_times_answer_as_well() -> None:
    rows = [Row(1, 10, "decide", 100, 0, None), Row(1, 11, "decide", 111, 5, 9)]
    index = HoldingIndex(rows, {10: None, 11: 10, 12: 11})
    assert [index.who(1, 12, "decide", at) for at in (-1, 0, 4, 5, 8, 9)] == [None, 100, 100, 111, 111, 100]
