"""Random histories of holdings, and a second way to answer them: every moment of every place painted by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Final

from tongban.delegation.rules.history import Giving, History
from tongban.delegation.rules.index import Row
from tongban.kernel.refusals import Refused

MOMENTS: Final = 60
PARENTS: Final[dict[str, str | None]] = {
    "county": None, "a": "county", "b": "county", "a1": "a", "a2": "a", "b1": "b",
}  # fmt: skip
BODIES: Final = ("bureau", "centre", "town_a", "town_b", "village_a1")
FUNCTIONS: Final = ("accept", "decide")
FORMS: Final = ("transferred", "transferred", "concentrated", "entrusted", "trial")
Cell = tuple[str, str, str]


@dataclass
class Painting:
    """For each power, place and function: a pile of bodies at every single moment; an empty pile looks above."""

    piles: dict[Cell, list[list[tuple[int, str]]]] = field(default_factory=dict)
    gifts: int = 0

    def of(self, cell: Cell) -> list[list[tuple[int, str]]]:
        return self.piles.setdefault(cell, [[] for _ in range(MOMENTS)])

    def put(self, cell: Cell, body: str, start: int, until: int | None) -> None:
        self.gifts += 1
        for moment in range(start, MOMENTS if until is None else min(until, MOMENTS)):
            self.of(cell)[moment].append((self.gifts, body))

    def lift(self, cell: Cell, at: int, until: int | None) -> None:
        """Takes the gift that lies on top at `at` from every moment of the span."""
        gift = self.of(cell)[at][-1]
        for moment in range(at, MOMENTS if until is None else min(until, MOMENTS)):
            if gift in self.of(cell)[moment]:
                self.of(cell)[moment].remove(gift)

    def who(self, power: str, place: str, function: str, at: int) -> str | None:
        here: str | None = place
        while here is not None:
            pile = self.of((power, here, function))[at]
            if pile:
                return pile[-1][1]
            here = PARENTS[here]
        return None


@dataclass
class Story:
    """One random history with its painting; `done` counts the acts that were not refused."""

    history: History
    painting: Painting
    done: int = 0
    refused: int = 0


def story(seed: int, kind: type[History] = History, acts: int = 25) -> Story:
    """A history of some acts on two powers; what the history refuses is not painted."""
    random, made = Random(seed), Story(kind(PARENTS), Painting())
    for power in ("p", "q"):
        for function in FUNCTIONS:
            made.history.found(power, "county", function, "bureau", 0)
            made.painting.put((power, "county", function), "bureau", 0, None)
    clock = 0
    for _ in range(acts):
        clock = min(clock + random.randrange(0, 4), MOMENTS - 2)
        try:
            _act(random, made, clock)
            made.done += 1
        except Refused:
            made.refused += 1
    return made


def _act(random: Random, made: Story, clock: int) -> None:
    power, function = random.choice(("p", "q")), random.choice(FUNCTIONS)
    place, at = random.choice(list(PARENTS)), clock + random.randrange(0, 3)
    until = at + random.randrange(0, 12)
    cell, what = (power, place, function), random.random()
    if what < 0.6:
        held = made.history.spell_at(power, place, function, at)
        giver = held.body if held is not None and random.random() < 0.9 else random.choice(BODIES)
        form = random.choice(FORMS)
        term = until if form == "trial" or random.random() < 0.2 else None
        receiver = random.choice(BODIES)
        made.history.give(Giving(power, place, function, giver, receiver, form, at, term))
        made.painting.put(cell, receiver, at, term)
    elif what < 0.85:
        made.history.take_back(power, place, function, at)
        made.painting.lift(cell, at, None)
    else:
        made.history.suspend(power, place, function, at, until)
        made.painting.lift(cell, at, until)


def rows_of(history: History) -> list[Row[str]]:
    """The spells as rows."""
    return [
        Row(power, place, function, one.body, one.start, one.end)
        for (power, place, function), spells in history.spells.items()
        for one in spells
    ]
