"""回头看: was a power that came down used, in time, rightly, and by whom really? Judged from its cases. Pure.

Five verdicts, the gravest first: hollow (the former holder still decides, puts its seal or approves beforehand), idle,
cannot take it (late), cannot use it well (overturned, or more and more), used well. Each figure keeps its cases.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

HOLLOW, IDLE, CANNOT_TAKE, CANNOT_USE, WELL = "hollow", "idle", "cannot_take", "cannot_use", "used_well"
VERDICTS: Final = {
    HOLLOW: ("放虚不放实", "hollow"),
    IDLE: ("闲置", "idle"),
    CANNOT_TAKE: ("接不住", "cannot take it"),
    CANNOT_USE: ("用不好", "cannot use it well"),
    WELL: ("用得好", "used well"),
}
OUTCOMES: Final = {
    "keep": ("继续下放", "keep"),
    "support": ("加强支持", "support more"),
    "take_back": ("收回", "take back"),
}
CHECKS: Final = {
    "lookback": ("回头看", "look-back"),
    "guidance": ("指导", "guidance"),
    "sample": ("抽查", "sample"),
}


@dataclass(frozen=True, slots=True)
class Used:
    """One case under the power as the ledger tells it."""

    case_id: UUID
    received_at: datetime
    due_at: datetime | None
    decided_at: datetime | None
    decided_body: UUID | None
    overturned: bool
    reviewed_bodies: frozenset[UUID] = frozenset()
    sealed_body: UUID | None = None

    def by(self, body: UUID | None, *, keeps_seal: bool = False) -> bool:
        """Whether a body really decided it: took the decision, had its say before it, or put its seal to the result.

        `keeps_seal`: the power is entrusted, so its papers bear that body's seal by law.
        """
        sealed = not keeps_seal and body == self.sealed_body
        return body is not None and (body == self.decided_body or body in self.reviewed_bodies or sealed)

    def late(self, now: datetime) -> bool:
        """Decided after its day, or not decided and past it."""
        return self.due_at is not None and (self.decided_at or now) > self.due_at


@dataclass(frozen=True, slots=True)
class Limits:
    """The figures of the rulebook: months without a decision, and shares in percent."""

    idle_months: int
    hollow_share: int
    late_share: int
    overturned_share: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What the cases say; each list holds the cases that it counts. `zero_months` on end, up to now."""

    cases: tuple[UUID, ...]
    decided: tuple[UUID, ...]
    late: tuple[UUID, ...]
    overturned: tuple[UUID, ...]
    by_former: tuple[UUID, ...]
    zero_months: int
    rising: bool
    requests: int = 0
    low_ratings: int = 0
    months: tuple[tuple[str, int], ...] = field(default=())

    def counts(self) -> dict[str, int]:
        """The figures alone, for the ledger."""
        told = {name: len(getattr(self, name)) for name in ("cases", "decided", "late", "overturned", "by_former")}
        return told | {"zero_months": self.zero_months, "requests": self.requests, "low_ratings": self.low_ratings}

    @property
    def score(self) -> int | None:
        """使用得分: the share of cases that are neither late nor overturned, in percent; None without a case (D-15)."""
        bad = len({*self.late, *self.overturned})
        return 100 * (len(self.cases) - bad) // len(self.cases) if self.cases else None


def figures(
    used: Sequence[Used],
    *,
    former: UUID | None,
    since: datetime,
    now: datetime,
    requests: int = 0,
    low_ratings: int = 0,
    keeps_seal: bool = False,
) -> Figures:
    """Counts the cases received since a power came down; months are counted from then on.

    `keeps_seal`: whoever gave the power away lets it be used under its own seal, as with an entrusted one.
    """
    decided = [one for one in used if one.decided_at is not None]
    overturned = [one for one in decided if one.overturned]
    months = _months(since, now)
    by_month = {month: 0 for month in months}
    for one in decided:
        if one.decided_at is not None and _month(one.decided_at) in by_month:
            by_month[_month(one.decided_at)] += 1
    return Figures(
        _ids(used), _ids(decided), _ids([one for one in used if one.late(now)]), _ids(overturned),
        _ids([one for one in decided if one.by(former, keeps_seal=keeps_seal)]),
        _zero_at_end(list(by_month.values())), _rising(decided), requests, low_ratings, tuple(by_month.items()),
    )  # fmt: skip


def verdict(found: Figures, limits: Limits) -> str:
    """The gravest of the five that the figures show."""
    decided = len(found.decided)
    if decided and 100 * len(found.by_former) > limits.hollow_share * decided:
        return HOLLOW
    if found.zero_months >= limits.idle_months:
        return IDLE
    if found.cases and 100 * len(found.late) > limits.late_share * len(found.cases):
        return CANNOT_TAKE
    if decided and (100 * len(found.overturned) > limits.overturned_share * decided or found.rising):
        return CANNOT_USE
    return WELL


def proposed(code: str) -> str:
    """The outcome a verdict suggests; a person decides."""
    return {HOLLOW: "take_back", IDLE: "take_back", WELL: "keep"}.get(code, "support")


def _ids(some: Collection[Used]) -> tuple[UUID, ...]:
    return tuple(one.case_id for one in some)


def _month(at: datetime) -> str:
    return f"{at:%Y-%m}"


def _months(since: datetime, now: datetime) -> list[str]:
    """The months from the first to that of `now`."""
    first, last = since.year * 12 + since.month - 1, now.year * 12 + now.month - 1
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1)]


def _zero_at_end(counts: list[int]) -> int:
    """Months without a decision on end; the month that has just begun is not held against anybody."""
    number = 0
    for count in reversed(counts[:-1] if counts and counts[-1] == 0 else counts):
        if count:
            break
        number += 1
    return number


def _rising(decided: Sequence[Used]) -> bool:
    """A greater share overturned in the later half than in the earlier, with at least two."""
    order = sorted(
        (one for one in decided if one.decided_at is not None), key=lambda one: (one.decided_at, one.case_id)
    )
    half = len(order) // 2
    early, late = (sum(one.overturned for one in part) for part in (order[:half], order[half:]))
    return half > 0 and late >= 2 and late * half > early * (len(order) - half)
