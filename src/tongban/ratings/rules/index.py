"""服务指数 (S-36): the service index of a unit by the published formula, from counts whose records can be opened. Pure.

index = Σ weight × share ÷ Σ weight over the shares that have a base; satisfaction alone when there was no bad rating.
The share of services that were rated is told beside it and never counts: rating is voluntary.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tongban.ratings.rules.levels import LEVELS, is_bad

# Share → words; the weights are rulebook rows `index.weight_<share>`.
SHARES: Final = {
    "satisfaction": ("满意率", "satisfaction"),
    "contacted": ("差评按时联系率", "bad ratings contacted in time"),
    "rectified": ("差评按时整改率", "bad ratings put right in time"),
    "solved": ("差评回访解决率", "bad ratings solved, as called back"),
}


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted for one unit in one span of time; excluded ratings stand apart and in no base."""

    services: int = 0
    levels: Mapping[int, int] = field(default_factory=dict)
    excluded: int = 0
    contact_due: int = 0
    contact_in_time: int = 0
    rectify_due: int = 0
    rectify_in_time: int = 0
    reached: int = 0
    solved: int = 0

    @property
    def rated(self) -> int:
        """Ratings that count: the base of satisfaction."""
        return sum(self.levels.values())

    @property
    def bad(self) -> int:
        """差评."""
        return sum(number for level, number in self.levels.items() if is_bad(level))


@dataclass(frozen=True, slots=True)
class Share:
    """One part of the index: how many of how many, in words and as a part of 100; None without a base."""

    key: str
    part: int
    base: int
    weight: int

    @property
    def percent(self) -> float | None:
        """Of a hundred, to two digits."""
        return round(100 * self.part / self.base, 2) if self.base else None


def shares_of(counts: Counts, weights: Mapping[str, int]) -> tuple[Share, ...]:
    """The four shares with their bases and weights."""
    parts = {
        "satisfaction": (counts.rated - counts.bad, counts.rated),
        "contacted": (counts.contact_in_time, counts.contact_due),
        "rectified": (counts.rectify_in_time, counts.rectify_due),
        "solved": (counts.solved, counts.reached),
    }
    return tuple(Share(key, *parts[key], weights[key]) for key in SHARES)


def index_of(counts: Counts, weights: Mapping[str, int], least: int) -> float | None:
    """The index, 0 to 100 with one digit; None when fewer than `least` ratings count."""
    if counts.rated < max(1, least):
        return None
    based = [share for share in shares_of(counts, weights) if share.base]
    whole = sum(share.weight for share in based)
    return round(100 * sum(share.weight * share.part / share.base for share in based) / whole, 1) if whole else None


def all_levels(counts: Counts) -> tuple[tuple[int, int], ...]:
    """(level, number) for all five, also those that nobody chose."""
    return tuple((level, counts.levels.get(level, 0)) for level in LEVELS)
