"""The ruler: one way of drawing time for citizen, clerk and supervisor.

One cell is one working day (a calendar day for limits in days, months or years; an hour for limits in hours). A
paused cell is hatched and pushes the limit to the right. It says what each cell is, not how it looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from functools import lru_cache

from tongban.kernel.clock.deadline import DAY, HOUR, Count, Span, count_of
from tongban.kernel.clock.limits import Extension, Limit, LimitKind, Pause, Unit
from tongban.kernel.clock.words import SHORT_ZH, amount, chinese
from tongban.kernel.workcalendar import WorkCalendar

MOST_CELLS = 60
KINDS_ZH = {LimitKind.PROMISED: "承诺", LimitKind.STATUTORY: "法定", LimitKind.STEP: "限"}
KINDS_EN = {LimitKind.PROMISED: "promised", LimitKind.STATUTORY: "statutory limit", LimitKind.STEP: "limit"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `done`: the case was closed; `week_starts`: rest days (in hours: midnight) lie before it."""

    day: date
    used: bool = False
    over: bool = False
    paused: bool = False
    done: bool = False
    is_limit: bool = False
    week_starts: bool = False
    today: bool = False


@dataclass(frozen=True, slots=True)
class Ruler:
    """The cells and the same in words. `before` and `after` count the cells left out of a ruler too long."""

    cells: tuple[Cell, ...]
    zh: str
    en: str
    before: int = 0
    after: int = 0

    def label(self, language: str) -> str:
        """The ruler in words: 承诺 10 个工作日，已用 11 个."""
        return self.zh if chinese(language) else self.en


@dataclass(frozen=True, slots=True)
class _Sight:
    """A count looked at: `moment` is where use ends (closing, or now), `now` is where the reader is."""

    count: Count
    moment: datetime
    now: datetime
    closed: bool


def ruler(
    limit: Limit,
    started_at: datetime,
    *,
    now: datetime,
    calendar: WorkCalendar,
    day_end: time,
    tz: tzinfo,
    pauses: Sequence[Pause] = (),
    extension: Extension | None = None,
    closed_at: datetime | None = None,
    most_cells: int = MOST_CELLS,
) -> Ruler:
    """The ruler of one clock at `now`, from the first unit after the start to the limit or, when over, to now.

    Never more than `most_cells` cells: the window then keeps the present in sight and the label says how many are left
    out.
    """
    moment = now if closed_at is None else min(closed_at, now)
    count = count_of(
        limit, started_at, calendar=calendar, pauses=pauses, extension=extension, day_end=day_end, tz=tz, now=moment
    )
    sight = _Sight(count, moment.astimezone(tz), now.astimezone(tz), moment == closed_at)
    drawn = _hours if count.unit is Unit.HOUR else _days
    total, here = _extent(sight)
    first = min(max(here - most_cells // 2, 0), max(total - most_cells, 0))
    last = min(first + most_cells, total)
    zh, en = _label(sight, extension)
    if left_out := first + total - last:
        zh, en = f"{zh}（尺上略去 {left_out} 格）", f"{en} ({left_out} cells left out)"
    return Ruler(drawn(sight, first, last), zh, en, first, total - last)


def _extent(sight: _Sight) -> tuple[int, int]:
    """How many cells there are, and how many of them lie before the present."""
    count = sight.count
    if count.unit is Unit.HOUR:
        return -((count.start - max(count.deadline.at, sight.moment)) // HOUR), (sight.moment - count.start) // HOUR
    start, here = count.start.date(), sight.moment.date()
    return count.between(start, max(count.deadline.day, here)), count.between(start, here)


@dataclass(frozen=True, slots=True)
class _Days:
    """All that the cells of a count in days hang on: what began and ends on the same days looks the same."""

    calendar: WorkCalendar
    working: bool
    start: date
    end: date
    spans: tuple[Span, ...]
    until: date
    today: date
    closed: bool
    first: int
    last: int


def _days(sight: _Sight, first: int, last: int) -> tuple[Cell, ...]:
    count = sight.count
    return _day_cells(_Days(
        count.calendar, count.unit is Unit.WORKING_DAY, count.start.date(), count.deadline.day, count.spans,
        sight.moment.date(), sight.now.date(), sight.closed, first, last,
    ))  # fmt: skip


# A list of a hundred cases holds few different rulers, and every desk of the day the same ones.
@lru_cache(maxsize=2048)
def _day_cells(sight: _Days) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for place in range(sight.first + 1, sight.last + 1):
        day = sight.calendar.add_working_days(sight.start, place) if sight.working else sight.start + place * DAY
        gap = bool(cells) and (day - cells[-1].day > DAY if sight.working else day.weekday() == 0)
        cells.append(_day_cell(sight, day, gap))
    return tuple(cells)


def _day_cell(sight: _Days, day: date, gap: bool) -> Cell:
    paused = any(span.keeps_out(day) for span in sight.spans)
    gone = day <= sight.until and not paused
    return Cell(
        day=day,
        used=gone and day <= sight.end,
        over=gone and day > sight.end,
        paused=paused,
        done=gone and sight.closed,
        is_limit=day == sight.end,
        week_starts=gap,
        today=day == sight.today,
    )


def _hours(sight: _Sight, first: int, last: int) -> tuple[Cell, ...]:
    end = sight.count.deadline.at
    cells: list[Cell] = []
    for place in range(first, last):
        since = sight.count.start + place * HOUR
        until = since + HOUR
        paused = any(span.began <= since + HOUR / 2 < span.ended for span in sight.count.spans)
        gone = until <= sight.moment and not paused
        cells.append(
            Cell(
                day=since.date(),
                used=gone and since < end,
                over=gone and since >= end,
                paused=paused,
                done=gone and sight.closed,
                is_limit=since < end <= until,
                week_starts=bool(cells) and since.date() != cells[-1].day,
                today=since <= sight.now < until,
            )
        )
    return tuple(cells)


def _label(sight: _Sight, extension: Extension | None) -> tuple[str, str]:
    limit = sight.count.limit
    zh, en = f"{KINDS_ZH[limit.kind]} {_amount(limit, 'zh')}", f"{KINDS_EN[limit.kind]} {_amount(limit, 'en')}"
    if extension is not None:
        zh, en = f"{zh}，延长 {_amount(extension, 'zh')}", f"{en}, extended by {_amount(extension, 'en')}"
    used_zh, used_en = _used_words(sight)
    zh, en = f"{zh}，{used_zh}", f"{en}, {used_en}"
    out = sight.count.left_out(sight.moment)
    if out and not sight.closed:
        zh, en = f"{zh}，另有 {_short(sight, out)}不计时", f"{en}, another {out} not counted"
    return zh, en


def _used_words(sight: _Sight) -> tuple[str, str]:
    used = sight.count.used(sight.moment)
    over = used - sight.count.total()
    if sight.closed:
        return f"用 {_short(sight, used)}办结", f"closed after {used}"
    if over > 0 and sight.count.limit.kind is LimitKind.STEP:
        return f"已超 {_short(sight, over)}", f"{over} over"
    if over == 0 and _on_last_day(sight):
        return f"今天是第 {_short(sight, used)}", f"today is number {used}"
    return f"已用 {_short(sight, used)}", f"{used} used"


def _on_last_day(sight: _Sight) -> bool:
    today = sight.moment.date()
    return sight.count.unit is not Unit.HOUR and today == sight.count.deadline.day and not sight.count.paused_on(today)


def _amount(length: Limit | Extension, language: str) -> str:
    return amount(length.length, length.unit, language)


def _short(sight: _Sight, count: int) -> str:
    return f"{count}{SHORT_ZH[sight.count.unit]}"
