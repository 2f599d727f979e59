"""The ruler: one way of drawing time for citizen, clerk and supervisor.

One cell is one working day (a calendar day for limits in days, months or years; an hour for limits in hours). A
paused cell is hatched and pushes the limit to the right. It says what each cell is, not how it looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from tongban.kernel.clock.deadline import DAY, HOUR, Count, count_of
from tongban.kernel.clock.limits import Extension, Limit, LimitKind, Pause, Unit
from tongban.kernel.clock.words import SHORT_ZH, amount
from tongban.kernel.workcalendar import WorkCalendar

MOST_CELLS = 60
KINDS_ZH = {LimitKind.PROMISED: "承诺", LimitKind.STATUTORY: "法定", LimitKind.STEP: "限"}
KINDS_EN = {LimitKind.PROMISED: "promised", LimitKind.STATUTORY: "statutory limit", LimitKind.STEP: "limit"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `week_starts`: rest days (in hours: midnight) lie before it. `outside`: on the axis only."""

    day: date
    used: bool = False
    over: bool = False
    paused: bool = False
    done: bool = False
    is_limit: bool = False
    week_starts: bool = False
    today: bool = False
    outside: bool = False


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
        return self.zh if language == "zh" else self.en


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
    axis: tuple[date, date] | None = None,
    most_cells: int = MOST_CELLS,
) -> Ruler:
    """The ruler of one clock at `now`; `axis` gives branches of one case the same first and last day.

    Never more than `most_cells` cells: the window then keeps today in sight and the label says how many are left out.
    """
    moment = now if closed_at is None else min(closed_at, now)
    count = count_of(
        limit, started_at, calendar=calendar, pauses=pauses, extension=extension, day_end=day_end, tz=tz, now=moment
    )
    drawing = _Drawing(count, moment.astimezone(tz), now.astimezone(tz), moment == closed_at)
    first, last = drawing.window(most_cells, axis)
    total = drawing.length(axis)
    cells = drawing.hours(first, last) if count.unit is Unit.HOUR else drawing.days(first, last, axis)
    before, after = first, total - last
    zh, en = _label(drawing, extension)
    if before or after:
        zh, en = f"{zh}（尺上略去 {before + after} 格）", f"{en} ({before + after} cells left out)"
    return Ruler(tuple(cells), zh, en, before, after)


@dataclass(frozen=True, slots=True)
class _Drawing:
    count: Count
    moment: datetime
    now: datetime
    closed: bool

    def length(self, axis: tuple[date, date] | None) -> int:
        """How many cells there are without a window."""
        if self.count.unit is Unit.HOUR:
            return -(-(max(self.count.deadline.at, self.moment) - self.count.start) // HOUR)
        base, end = self.ends(axis)
        return self.count.between(base, end)

    def ends(self, axis: tuple[date, date] | None) -> tuple[date, date]:
        """The day before the first cell, and the last day."""
        if axis is not None:
            return axis[0] - DAY, axis[1]
        return self.count.start.date(), max(self.count.deadline.day, self.moment.date())

    def window(self, most: int, axis: tuple[date, date] | None) -> tuple[int, int]:
        """The first cell shown and the one after the last: today in the middle when not all fit."""
        total = self.length(axis)
        if total <= most:
            return 0, total
        if self.count.unit is Unit.HOUR:
            here = (self.moment - self.count.start) // HOUR
        else:
            here = self.count.between(self.ends(axis)[0], self.moment.date())
        first = min(max(here - most // 2, 0), total - most)
        return first, first + most

    def days(self, first: int, last: int, axis: tuple[date, date] | None) -> list[Cell]:
        """The cells of a limit in working days or days."""
        base = self.ends(axis)[0]
        working = self.count.unit is Unit.WORKING_DAY
        cells: list[Cell] = []
        previous: date | None = None
        for place in range(first + 1, last + 1):
            day = self.count.calendar.add_working_days(base, place) if working else base + place * DAY
            gap = day - previous > DAY if working and previous else day.weekday() == 0
            cells.append(self._day(day, bool(previous) and gap))
            previous = day
        return cells

    def _day(self, day: date, gap: bool) -> Cell:
        start, end, here = self.count.start.date(), self.count.deadline.day, self.moment.date()
        today = day == self.now.date()
        if not start < day <= max(end, here):
            return Cell(day, week_starts=gap, today=today, outside=True)
        paused = self.count.paused_on(day)
        gone = day <= here and not paused
        return Cell(
            day=day,
            used=gone and day <= end,
            over=gone and day > end,
            paused=paused,
            done=gone and self.closed,
            is_limit=day == end,
            week_starts=gap,
            today=today,
        )

    def hours(self, first: int, last: int) -> list[Cell]:
        """The cells of a limit in hours: full hours since the start."""
        cells = []
        for place in range(first, last):
            since = self.count.start + place * HOUR
            until = since + HOUR
            paused = any(span.began <= since + timedelta(minutes=30) < span.ended for span in self.count.spans)
            gone = until <= self.moment and not paused
            over = since >= self.count.deadline.at
            cells.append(
                Cell(
                    day=since.date(),
                    used=gone and not over,
                    over=over and not paused,
                    paused=paused,
                    done=gone and self.closed,
                    is_limit=since < self.count.deadline.at <= until,
                    week_starts=place > first and since.date() != (since - HOUR).date(),
                    today=since <= self.now < until,
                )
            )
        return cells


def _label(drawing: _Drawing, extension: Extension | None) -> tuple[str, str]:
    zh, en = _length_words(drawing.count.limit, extension)
    done_zh, done_en = _used_words(drawing)
    out = drawing.count.left_out(drawing.moment)
    if out and not drawing.closed:
        short = f"{out}{SHORT_ZH[drawing.count.unit]}"
        return f"{zh}，{done_zh}，另有 {short}不计时", f"{en}, {done_en}, another {out} not counted"
    return f"{zh}，{done_zh}", f"{en}, {done_en}"


def _length_words(limit: Limit, extension: Extension | None) -> tuple[str, str]:
    zh = f"{KINDS_ZH[limit.kind]} {amount(limit.length, limit.unit, 'zh')}"
    en = f"{KINDS_EN[limit.kind]} {amount(limit.length, limit.unit, 'en')}"
    if extension is None:
        return zh, en
    return (
        f"{zh}，延长 {amount(extension.length, extension.unit, 'zh')}",
        f"{en}, extended by {amount(extension.length, extension.unit, 'en')}",
    )


def _used_words(drawing: _Drawing) -> tuple[str, str]:
    count = drawing.count
    used = count.used(drawing.moment)
    left = count.total() - used
    short = f"{used}{SHORT_ZH[count.unit]}"
    if drawing.closed:
        return f"用 {short}办结", f"closed after {used}"
    if left < 0 and count.limit.kind is LimitKind.STEP:
        return f"已超 {-left}{SHORT_ZH[count.unit]}", f"{-left} over"
    last_day = (
        count.unit is not Unit.HOUR
        and drawing.moment.date() == count.deadline.day
        and drawing.moment <= count.deadline.at
    )
    if last_day and left == 0 and not count.paused_on(drawing.moment.date()):
        return f"今天是第 {short}", f"today is number {used}"
    return f"已用 {short}", f"{used} used"
