"""Reads the rulebook: the figure of a key on a day, as a number, a time limit, thresholds or a time of day.

It reads and shapes; the rows are in `rows`, and nothing here changes one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from tongban.kernel.clock.limits import Limit, LimitKind, StartEvent, Unit
from tongban.kernel.clock.standing import Thresholds
from tongban.kernel.refusals import refuse
from tongban.rulebook.rows.appraisal import APPRAISAL
from tongban.rulebook.rows.candidates import CANDIDATES
from tongban.rulebook.rows.certificates import CERTIFICATES
from tongban.rulebook.rows.clearing import CLEARING
from tongban.rulebook.rows.delegating import DELEGATING
from tongban.rulebook.rows.grid import GRID
from tongban.rulebook.rows.hotline import HOTLINE
from tongban.rulebook.rows.identifiers import IDENTIFIERS
from tongban.rulebook.rows.increase import INCREASE
from tongban.rulebook.rows.interface import INTERFACE
from tongban.rulebook.rows.items import ITEMS
from tongban.rulebook.rows.keeping import KEEPING
from tongban.rulebook.rows.licence import LICENCE
from tongban.rulebook.rows.mediation import MEDIATION
from tongban.rulebook.rows.office import OFFICE
from tongban.rulebook.rows.people import PEOPLE
from tongban.rulebook.rows.procedure import PROCEDURE
from tongban.rulebook.rows.ratings import RATINGS
from tongban.rulebook.rows.relief import RELIEF
from tongban.rulebook.rows.remedies import REMEDIES
from tongban.rulebook.rows.supervision import SUPERVISION
from tongban.rulebook.rows.topics import TOPICS
from tongban.rulebook.rows.townships import TOWNSHIPS
from tongban.rulebook.rule import RuleRow

REMEMBERED: Final = 8192
ALL_ROWS: tuple[RuleRow, ...] = (
    *LICENCE, *REMEDIES, *PROCEDURE, *OFFICE, *ITEMS, *IDENTIFIERS, *CERTIFICATES, *INTERFACE, *RELIEF,
    *SUPERVISION,
    *PEOPLE,
    *INCREASE,
    *TOWNSHIPS,
    *RATINGS,
    *GRID,
    *MEDIATION,
    *HOTLINE,
    *TOPICS,
    *CANDIDATES,
    *DELEGATING,
    *CLEARING,
    *APPRAISAL,
    *KEEPING,
)  # fmt: skip


def by_key(rows: Iterable[RuleRow]) -> Mapping[str, tuple[RuleRow, ...]]:
    """Rows grouped by key, oldest first."""
    grouped: dict[str, list[RuleRow]] = {}
    for row in rows:
        grouped.setdefault(row.key, []).append(row)
    return MappingProxyType({key: tuple(sorted(some, key=lambda r: r.effective_from)) for key, some in grouped.items()})


_BY_KEY = by_key(ALL_ROWS)


# The rows never change while a process lives, so an answer holds; asked many times for each event of a case.
@lru_cache(maxsize=REMEMBERED)
def rule(key: str, on: date) -> RuleRow:
    """The row of `key` in force on the day; raises `Refused` (no_rule) when the rulebook has none."""
    for row in _BY_KEY.get(key, ()):
        if row.covers(on):
            return row
    raise refuse(
        "no_rule",
        zh="规则库在{day}没有“{key}”这一条。请规则管理员补录有效的依据。",
        en="The rulebook has no “{key}” in force on {day}. Ask the rule administrator to enter it with its source.",
        key=key,
        day=on,
    )


def number(key: str, on: date) -> int:
    """The whole number of a key on a day, in the row's own unit."""
    value = rule(key, on).value
    if not isinstance(value, int):
        raise TypeError(f"{key} is text, not a number")
    return value


@lru_cache(maxsize=REMEMBERED)
def time_of_day(key: str, on: date) -> time:
    """A time of day such as `office.day_end`."""
    return time.fromisoformat(str(rule(key, on).value))


@lru_cache(maxsize=REMEMBERED)
def time_limit(
    key: str, on: date, *, starts: StartEvent, kind: LimitKind = LimitKind.STATUTORY, moves_off_rest_day: bool = True
) -> Limit:
    """A key whose unit is one of time, as a limit for the clock with its citation."""
    row = rule(key, on)
    return Limit(number(key, on), Unit(row.unit), starts, kind, row.citation(), moves_off_rest_day)


def fixed_holidays(on: date) -> frozenset[tuple[int, int]]:
    """The holidays that the law itself dates (month, day), for calendars that run ahead of the yearly notice."""
    days = str(rule("calendar.fixed_holidays", on).value).split()
    return frozenset((int(month), int(day)) for month, day in (each.split("-") for each in days))


def thresholds(on: date) -> Thresholds:
    """From when a clock is near and yellow on a day."""
    return Thresholds(
        near_days=number("clock.near_days", on),
        near_share=number("clock.near_share", on),
        yellow_share=number("clock.yellow_share", on),
    )
