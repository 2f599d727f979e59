"""The work calendar: which days count as working days, and counting with them.

A calendar is one version of a table of days, each working, rest, holiday or make-up day (a weekend day that is
worked). Counting costs the same for one day and for a thousand: the constructor lays down prefix counts. It
knows no limit, no time of day and no source: the rows come from the caller.
"""

from __future__ import annotations

from array import array
from calendar import isleap, monthrange
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from tongban.kernel.refusals import Refused, refuse

# How many years before and after the official table a provisional calendar answers for: no limit of law is longer.
PROVISIONAL_YEARS = 30
# Saturday and Sunday, as remainders of a day's ordinal: the first day of all was a Monday.
WEEKEND = (6, 0)


class DayKind(StrEnum):
    """What kind of day it is: 工作日, 休息日, 节假日, 调休上班日."""

    WORKING = "working"
    REST = "rest"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"

    @property
    def works(self) -> bool:
        """Whether offices work on such a day."""
        return self in (DayKind.WORKING, DayKind.MAKE_UP)


@dataclass(frozen=True, slots=True, eq=False)
class WorkCalendar:
    """One version of the table of days.

    `days` must hold whole years; a year that is not in it is unknown. A strict calendar refuses every question whose
    days lie in an unknown year or pass through one. A provisional calendar takes weekends as rest there, and the days
    in `fixed` (month, day) as holidays that the law itself dates; `unknown_years` tells which years an answer rests
    on, and whoever shows the answer must say so.
    """

    version: str
    days: Mapping[date, DayKind]
    provisional: bool = False
    fixed: frozenset[tuple[int, int]] = frozenset()
    _years: frozenset[int] = field(init=False, repr=False)
    _first: int = field(init=False, repr=False)
    _upto: array[int] = field(init=False, repr=False)
    _working: array[int] = field(init=False, repr=False)
    _checked: bool = field(init=False, repr=False)

    def __post_init__(self) -> None:
        years = frozenset(day.year for day in self.days)
        _check_whole(self.days, years)
        reach = PROVISIONAL_YEARS if self.provisional else 0
        first, last = date(min(years) - reach, 1, 1), date(max(years) + reach, 12, 31)
        working: array[int] = array("l")
        upto: array[int] = array("l")
        table = self._table(range(first.year, last.year + 1))
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            if table.get(ordinal, ordinal % 7 not in WEEKEND):
                working.append(ordinal)
            upto.append(len(working))
        holes = len(years) < max(years) - min(years) + 1
        for name, value in (
            ("_years", years),
            ("_first", first.toordinal()),
            ("_upto", upto),
            ("_working", working),
            ("_checked", holes and not self.provisional),
        ):
            object.__setattr__(self, name, value)

    def _table(self, years: Iterable[int]) -> dict[int, bool]:
        """Whether offices work, by ordinal, on the days of the table and on fixed holidays of years that it lacks."""
        held = (date(year, month, day) for year in years for month, day in self.fixed if _exists(year, month, day))
        working = {kind for kind in DayKind if kind.works}
        return {day.toordinal(): False for day in held} | {
            day.toordinal(): kind in working for day, kind in self.days.items()
        }

    @classmethod
    def from_rows(
        cls,
        version: str,
        rows: Iterable[tuple[date, DayKind | str]],
        *,
        provisional: bool = False,
        fixed: frozenset[tuple[int, int]] = frozenset(),
    ) -> Self:
        """A calendar from the rows of an edited table; a day given twice or a year with a missing day is refused."""
        days: dict[date, DayKind] = {}
        for day, kind in rows:
            if day in days:
                raise refuse(
                    "day_twice",
                    zh="工作日历中{day}出现两次，请只保留一行。",
                    en="The work calendar lists {day} twice. Keep one row.",
                    day=day,
                )
            days[day] = DayKind(kind)
        return cls(version, days, provisional, fixed)

    def knows(self, year: int) -> bool:
        """Whether the official table covers the year."""
        return year in self._years

    def unknown_years(self, first: date, last: date) -> tuple[int, ...]:
        """The years without an official table that the days from `first` to `last` lie in or pass through."""
        return tuple(year for year in range(first.year, last.year + 1) if year not in self._years)

    def require(self, first: date, last: date) -> None:
        """Refuses when a strict calendar cannot answer for every day from `first` to `last`."""
        self._index(first)
        self._index(last)
        self._require_known(first, last)

    def kind(self, day: date) -> DayKind:
        """The kind of a day; in an unknown year of a provisional calendar by weekday and fixed holidays."""
        self.require(day, day)
        return self._kind(day)

    def is_working(self, day: date) -> bool:
        """Whether offices work on the day."""
        return self.kind(day).works

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; `day` itself is not counted, and 0 gives it back."""
        if count <= 0:
            if count < 0:
                raise ValueError("a limit is never shorter than nothing")
            return day
        place = self._upto[self._index(day)] + count - 1
        if place >= len(self._working):
            raise _unknown_year(self._last_year() + 1)
        end = date.fromordinal(self._working[place])
        if self._checked:
            self._require_known(day, end)
        return end

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days d there are with `after` < d <= `until`; negative when `until` lies before `after`."""
        count = self._upto[self._index(until)] - self._upto[self._index(after)]
        if self._checked:
            self._require_known(min(after, until), max(after, until))
        return count

    def next_working_day(self, day: date) -> date:
        """The day itself when it is a working day, otherwise the first working day after it."""
        return day if self.is_working(day) else self.add_working_days(day, 1)

    def _kind(self, day: date) -> DayKind:
        if (known := self.days.get(day)) is not None:
            return known
        if (day.month, day.day) in self.fixed:
            return DayKind.HOLIDAY
        return DayKind.REST if day.weekday() >= 5 else DayKind.WORKING

    def _index(self, day: date) -> int:
        index = day.toordinal() - self._first
        if 0 <= index < len(self._upto):
            return index
        raise _unknown_year(day.year)

    def _require_known(self, first: date, last: date) -> None:
        if not self.provisional and (unknown := self.unknown_years(first, last)):
            raise _unknown_year(unknown[0])

    def _last_year(self) -> int:
        return date.fromordinal(self._first + len(self._upto) - 1).year


def _check_whole(days: Mapping[date, DayKind], years: frozenset[int]) -> None:
    if not years:
        raise ValueError("a calendar without a day answers nothing")
    found = Counter(day.year for day in days)
    for year in sorted(years):
        first, length = date(year, 1, 1), 366 if isleap(year) else 365
        if found[year] < length:
            raise _missing_day(next(day for n in range(length) if (day := first + timedelta(days=n)) not in days))


def _exists(year: int, month: int, day: int) -> bool:
    """Whether a year has this day: not each has a 29 February."""
    return day <= monthrange(year, month)[1]


def _missing_day(day: date) -> Refused:
    return refuse(
        "incomplete_year",
        zh="工作日历 {year} 年缺{day}，补齐全年各日后才能使用。",
        en="The work calendar for {year} lacks {day}. Fill in every day of the year first.",
        year=day.year,
        day=day,
    )


def _unknown_year(year: int) -> Refused:
    return refuse(
        "unknown_year",
        zh="{year} 年的放假安排还没有录入工作日历，不能推算期限。请日历管理员录入国务院办公厅通知后再办。",
        en="The work calendar has no official holidays for {year}, so the time limit cannot be worked out. "
        "Ask the calendar administrator to enter the State Council notice first.",
        year=year,
    )
