"""The burden of a township, counted from what passes through: what is measured, its trend, its target. Pure.

Nobody fills in a form for it. It compares a township with its own past and the middle of all, and ranks nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

# What is counted of the marks: kind of mark → words. "superiors" are the distinct bodies behind the tasks.
MEASURES: Final = {
    "superiors": ("上级部门", "superior bodies"),
    "task": ("任务", "tasks"),
    "report": ("报告报表", "reports asked"),
    "data": ("要报的数据", "data asked"),
    "again": ("重复要的数据", "data asked again"),
    "back": ("乡镇退回", "given back"),
    "card": ("监督牌", "supervision cards"),
    "case": ("受理办件", "cases accepted"),
}
Month = date
Counted = Mapping[tuple[Month, str], int]


def month_of(day: date) -> Month:
    """The first of a day's month."""
    return day.replace(day=1)


def months_to(last: date, number: int) -> list[Month]:
    """So many months up to and with that of a day, the oldest first."""
    place = last.year * 12 + last.month - 1
    return [date(one // 12, one % 12 + 1, 1) for one in range(place - number + 1, place + 1)]


def again(asked: Iterable[tuple[str, date]], kind: str, day: date, within: int) -> bool:
    """Whether data of a kind was asked before, within so many months of a day: (kind, day) of what was asked."""
    first = months_to(day, within + 1)[0].replace(day=min(day.day, 28))
    return any(name == kind and first <= on <= day for name, on in asked)


@dataclass(frozen=True, slots=True)
class Trend:
    """One measure over months: the mean it began with, its target, the mean of the last months, whether it is met.

    Means are of whole months in hundredths; None where there are too few months with anything to say.
    """

    base: float | None
    now: float | None
    target: float | None

    @property
    def met(self) -> bool | None:
        """Whether the burden fell by as much as it shall."""
        return None if self.now is None or self.target is None else self.now <= self.target

    @property
    def change(self) -> int | None:
        """The change since the base in percent; None where the base is nought."""
        return None if self.now is None or not self.base else round(100 * (self.now - self.base) / self.base)


def trend(values: Sequence[int], base_months: int, falls: int) -> Trend:
    """The trend of a row of months: its first `base_months` against its last, which shall be `falls` percent lower.

    The two spans may not touch: with less than twice as many months there is no trend yet.
    """
    if len(values) < 2 * base_months or not base_months:
        return Trend(None, None, None)
    base = sum(values[:base_months]) / base_months
    now = sum(values[-base_months:]) / base_months
    return Trend(base, now, base * (100 - falls) / 100)


def row(counted: Counted, months: Sequence[Month], measure: str) -> list[int]:
    """One measure, month by month; a month without marks is nought."""
    return [counted.get((month, measure), 0) for month in months]


def middle(all_towns: Sequence[Sequence[int]]) -> list[float]:
    """The median of all townships month by month: what a township compares itself with. No township is named by it."""
    return [float(median(values)) for values in zip(*all_towns, strict=True)] if all_towns else []


def each(number: int, officers: int) -> str:
    """A figure per officer with one decimal; a dash without officers."""
    return f"{number / officers:.1f}" if officers else "—"
