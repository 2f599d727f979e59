"""At which level cases arise, and at which they are decided (D-23). Pure.

A case that arose in a township and was decided by whoever decides for the county is held above the level at which it
arose. Where the township's own row stands, it is not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Arose:
    """So many cases of a power arose at a place."""

    item: UUID
    place: UUID
    cases: int


@dataclass(frozen=True, slots=True)
class Share:
    """Of so many cases that arose in townships, how many are decided above."""

    arose: int = 0
    above: int = 0

    @property
    def percent(self) -> int | None:
        """The share held above, in percent; None when none arose there."""
        return round(100 * self.above / self.arose) if self.arose else None


def shares(
    cases: Iterable[Arose], *, held: Mapping[tuple[UUID, UUID], UUID], towns: Collection[UUID], county: UUID
) -> dict[UUID, Share]:
    """For each body that decides for the county: what arose in townships of its powers, and what stayed above.

    `held` names who decides on a power at a place, `county` is the place of the whole county. Powers that nobody
    decides for the county are left out: they lie below already.
    """
    found: dict[UUID, Share] = {}
    for one in cases:
        owner = held.get((one.item, county))
        if owner is None or one.place not in towns:
            continue
        before = found.get(owner, Share())
        above = held.get((one.item, one.place), owner) == owner
        found[owner] = Share(before.arose + one.cases, before.above + (one.cases if above else 0))
    return found


def pairs(
    held: Mapping[tuple[UUID, UUID], UUID], *, towns: Collection[UUID], county: UUID, body: UUID | None
) -> dict[UUID, set[UUID]]:
    """Power → the places below where somebody else decides on it, of what one body decides for the county (None: all).

    What `shares` counts as decided above is every other place: the same figures, for the records behind them.
    """
    found: dict[UUID, set[UUID]] = {}
    for (item, place), owner in held.items():
        if place == county and body in (None, owner):
            found[item] = {town for town in towns if held.get((item, town), owner) != owner}
    return found
