"""Random histories of holdings, and a second way to answer them: every moment of every place painted by itself.

What changes hands is worked out by the very functions that the acts write from.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import Final

from tongban.delegation.rules.forms import LENT
from tongban.delegation.rules.index import Row
from tongban.kernel.refusals import Refusal, Refused, refuse
from tongban.powerlist.rules.handing import (
    Change,
    Grant,
    Handing,
    Lines,
    Standing,
    handed,
    handing_problem,
    returned,
)

MOMENTS: Final = 60
PARENTS: Final[dict[str, str | None]] = {
    "county": None, "a": "county", "b": "county", "a1": "a", "a2": "a", "b1": "b",
}  # fmt: skip
BODIES: Final = ("bureau", "centre", "town_a", "town_b", "village_a1")
FUNCTIONS: Final = ("accept", "decide")
FORMS: Final = ("transferred", "transferred", "concentrated", "entrusted")
Cell = tuple[str, str, str]


@dataclass
class Painting:
    """For each power, place and function: a pile of bodies at every single moment; an empty pile looks above."""

    piles: dict[Cell, list[list[tuple[int, str, str]]]] = field(default_factory=dict)
    gifts: int = 0
    lent_on: list[str] = field(default_factory=list)
    ends: set[int] = field(default_factory=set)

    def of(self, cell: Cell) -> list[list[tuple[int, str, str]]]:
        if cell not in self.piles:
            self.piles[cell] = [[] for _ in range(MOMENTS)]
        return self.piles[cell]

    def put(self, cell: Cell, body: str, form: str, start: int, until: int | None) -> None:
        held = self.top(cell, start)
        if held is not None and held[2] in ("entrusted", "posted_team", "co_handling"):
            self.lent_on.append(held[1])
        self.gifts += 1
        self.ends |= {start, until if until is not None else MOMENTS}
        for moment in range(start, MOMENTS if until is None else min(until, MOMENTS)):
            self.of(cell)[moment].append((self.gifts, body, form))

    def lift(self, cell: Cell, at: int, until: int | None) -> None:
        """Takes the gift that lies on top at `at` from every moment of the span."""
        gift = self.of(cell)[at][-1]
        self.ends |= {at, until if until is not None else MOMENTS}
        for moment in range(at, MOMENTS if until is None else min(until, MOMENTS)):
            if gift in self.of(cell)[moment]:
                self.of(cell)[moment].remove(gift)

    def top(self, cell: Cell, at: int) -> tuple[int, str, str] | None:
        power, here, function = cell
        while here is not None:
            if pile := self.of((power, here, function))[at]:
                return pile[-1]
            here = PARENTS[here]
        return None

    def who(self, power: str, place: str, function: str, at: int) -> str | None:
        found = self.top((power, place, function), at)
        return None if found is None else found[1]


@dataclass
class Gift:
    """A handing that took place: its row, and the place's own row that it ended."""

    row: int
    before: int | None
    cell: Cell


class Rows:
    """Holdings in memory, changed by what the acts write."""

    def __init__(self) -> None:
        self.lines = Lines(PARENTS)
        for power in ("p", "q"):
            for function in FUNCTIONS:
                self.grant(Grant(Handing(power, "county", function, "bureau", "statutory", 0), None))

    def give(self, one: Handing, at: int) -> Gift:
        """Hands a power down as the act does; the door of the form stands before it."""
        held = self.lines.at(one.item_id, one.place_id, one.function, one.start)
        if problem := self.problem(one, at):
            raise Refused(problem)
        if held.legal_form in LENT:
            raise refuse("form.passed_on", zh="受委托的职权不得再转给别的单位", en="what is entrusted is not passed on")
        change = handed(one, self.lines)
        new = self.write(change)
        return Gift(new, held.id if change.spans else None, (one.item_id, one.place_id, one.function))

    def problem(self, one: Handing, at: int) -> Refusal | None:
        return handing_problem(one, self.lines, at)

    def back(self, gift: Gift, moment: int) -> None:
        """Takes a gift back as the act does."""
        before = None if gift.before is None else self.lines.by_id[gift.before]
        self.write(returned(self.lines.by_id[gift.row], before, self.lines, moment))

    def write(self, change: Change) -> int:
        """What the act writes; answers the first new row."""
        for one in change.spans:
            self.keep(replace(one.row, start=one.start, until=one.until))
        return next(iter([self.grant(new) for new in change.grants]), -1)

    def grant(self, new: Grant) -> int:
        key, one = len(self.lines.by_id), new.what
        what = (one.item_id, one.place_id, one.function, one.body_id, one.legal_form)
        self.keep(Standing(key, *what, new.former, 1, one.start, one.until))
        return key

    def keep(self, row: Standing) -> None:
        """A row of no length never stood."""
        own = self.lines.own(row.item_id, row.place_id, row.function)
        own[:] = [other for other in own if other.id != row.id]
        if row.until is None or row.start < row.until:
            self.lines.add(row)
        self.lines.by_id[row.id] = row


@dataclass
class Story:
    """One random history with its painting; `done` counts the acts that were not refused."""

    rows: Rows
    painting: Painting
    gifts: list[Gift] = field(default_factory=list)
    done: int = 0
    refused: int = 0


def story(seed: int, kind: type[Rows] = Rows, acts: int = 25) -> Story:
    """A history of some acts on two powers; what is refused is not painted."""
    random, made = Random(seed), Story(kind(), Painting())
    for power in ("p", "q"):
        for function in FUNCTIONS:
            made.painting.put((power, "county", function), "bureau", "statutory", 0, None)
    clock = 0
    for _ in range(acts):
        clock = min(clock + random.randrange(0, 4), MOMENTS - 4)
        try:
            _act(random, made, clock)
            made.done += 1
        except Refused:
            made.refused += 1
    return made


def _act(random: Random, made: Story, clock: int) -> None:
    at = clock + random.randrange(1, 4)
    if random.random() < 0.65 or not made.gifts:
        power, function, place = random.choice(("p", "q")), random.choice(FUNCTIONS), random.choice(list(PARENTS))
        until = at + random.randrange(0, 12) if random.random() < 0.3 else None
        one = Handing(power, place, function, random.choice(BODIES), random.choice(FORMS), at, until)
        made.gifts.append(made.rows.give(one, clock))
        made.painting.put((power, place, function), one.body_id, one.legal_form, at, until)
        return
    gift = random.choice(made.gifts)
    made.rows.back(gift, at)
    made.painting.lift(gift.cell, at, None)
    made.gifts.remove(gift)


def rows_of(rows: Rows) -> list[Row[str]]:
    """The holdings as rows of the index."""
    return [
        Row(one.item_id, one.place_id, one.function, one.body_id, one.start, one.until)
        for places in rows.lines.rows.values()
        for own in places.values()
        for one in own
    ]
