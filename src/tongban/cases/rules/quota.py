"""数量限制: who applied first comes first, and not one more than there is (licence law art. 57). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongban.kernel.refusals import Refusal
from tongban.powerlist.rules.arrangements import QuotaCount


@dataclass(frozen=True, slots=True)
class Line:
    """The limited number as it stands for one case: how many there are and are used, and its place in the line."""

    number: int
    used: int
    place: int

    @property
    def left(self) -> int:
        """How many can still be granted."""
        return max(self.number - self.used, 0)


def period_of(quota: QuotaCount, today: date) -> str:
    """The period in which a grant counts: a year's number, or `total`."""
    return f"{today.year:04d}" if quota.period == "year" else "total"


def line_problem(line: Line) -> Refusal | None:
    """Why this one cannot be granted now: none is left, or those before it take what is left."""
    params = {"number": line.number, "used": line.used, "left": line.left, "before": line.place - 1}
    if line.left == 0:
        return Refusal(
            "quota_full",
            "名额已经用完：共 {number} 个，已准予 {used} 个。不能再准予，请作不予许可的决定并写明理由。",
            "The number is used up: {used} of {number} are granted. Nothing more can be granted; refuse it for that.",
            params,
        )
    if line.place > line.left:
        return Refusal(
            "quota_line",
            "名额只剩 {left} 个，前面还有 {before} 件先申请的没有决定。请先办前面的（行政许可法第五十七条）。",
            "Only {left} are left and {before} earlier applications are not decided. Decide those first (licence law "
            "art. 57).",
            params,
        )
    return None
