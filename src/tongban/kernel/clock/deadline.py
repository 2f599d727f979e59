"""From a limit to its deadline, and what has been used of it.

**How days count.** The day on which a clock starts is not counted. A pause works the same way: of a pause from
moment s to moment e, the days d with s.date < d <= e.date are not counted, so the day on which it begins is
counted as used and the day on which it ends is not. Overlapping pauses count once. In a limit of months or
years (民法典 arts 200-204: the day with the same number, or the last day of a month that has none) every day
not counted moves the end by one day.

**The last day.** A pause that begins on the last day, before the deadline, finds no day left over: the deadline
then goes to the day on which the clock goes on (to the next working day when it goes on after hours or on a
rest day), never into the past.

**Open pauses** count as if they ended at `now`. Hours run round the clock and never ask the calendar.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from tongban.kernel.clock.limits import Extension, Limit, Pause, Unit
from tongban.kernel.refusals import Refused, refuse
from tongban.kernel.workcalendar import WorkCalendar

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment until which something is in time; provisional when it rests on years without official holidays."""

    at: datetime
    day: date
    provisional: bool = False
    unknown_years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A merged pause: the days d with `after` < d <= `until` are not counted; in hours, from `began` to `ended`."""

    after: date
    until: date
    began: datetime
    ended: datetime

    def keeps_out(self, day: date) -> bool:
        """Whether the day is not counted."""
        return self.after < day <= self.until


@dataclass(frozen=True, slots=True)
class Count:
    """A limit laid on the calendar: where it starts, what is left out, where it ends. Made by `count_of`."""

    limit: Limit
    start: datetime
    calendar: WorkCalendar
    spans: tuple[Span, ...]
    deadline: Deadline

    @property
    def unit(self) -> Unit:
        """The unit in which use is told: months and years are told in days."""
        return Unit.DAY if self.limit.unit in (Unit.MONTH, Unit.YEAR) else self.limit.unit

    def used(self, moment: datetime) -> int:
        """Units counted from the start to `moment`; a day counts from its morning, an hour when it is full."""
        local = moment.astimezone(self.start.tzinfo)
        if local <= self.start:
            return 0
        if self.unit is Unit.HOUR:
            return (local - self.start - _paused_time(self.spans, self.start, local)) // HOUR
        return self.counted(self.start.date(), local.date())

    def left_out(self, moment: datetime) -> int:
        """Units from the start to `moment` that a pause keeps out of the count."""
        local = max(moment.astimezone(self.start.tzinfo), self.start)
        if self.unit is Unit.HOUR:
            return _paused_time(self.spans, self.start, local) // HOUR
        return self.between(self.start.date(), local.date()) - self.counted(self.start.date(), local.date())

    def total(self) -> int:
        """Units from the start to the deadline: the length, and what a rest day or a pause on the last day adds."""
        if self.unit is Unit.HOUR:
            return -(-(self.deadline.at - self.start - _paused_time(self.spans, self.start, self.deadline.at)) // HOUR)
        return self.counted(self.start.date(), self.deadline.day)

    def counted(self, after: date, until: date) -> int:
        """Days d with `after` < d <= `until` that count: working days or all days, without the pauses."""
        out = sum(self.between(max(after, s.after), max(after, s.after, min(until, s.until))) for s in self.spans)
        return self.between(after, until) - out

    def between(self, after: date, until: date) -> int:
        """Days d with `after` < d <= `until`, pauses or not."""
        return _between(self.unit, self.calendar, after, until)

    def paused_on(self, day: date) -> bool:
        """Whether a pause keeps the day out of the count."""
        return any(span.keeps_out(day) for span in self.spans)


def deadline(
    limit: Limit,
    started_at: datetime,
    *,
    calendar: WorkCalendar,
    pauses: Sequence[Pause] = (),
    extension: Extension | None = None,
    day_end: time,
    tz: tzinfo,
    now: datetime | None = None,
) -> Deadline:
    """When a limit that began at `started_at` ends.

    `day_end` is the end of the office day on the legal clock of `tz`; `now` is needed while a pause is open.
    Raises `Refused` (unknown_year) when a strict calendar does not know a year between start and end.
    """
    return count_of(
        limit, started_at, calendar=calendar, pauses=pauses, extension=extension, day_end=day_end, tz=tz, now=now
    ).deadline


def count_of(
    limit: Limit,
    started_at: datetime,
    *,
    calendar: WorkCalendar,
    pauses: Sequence[Pause] = (),
    extension: Extension | None = None,
    day_end: time,
    tz: tzinfo,
    now: datetime | None = None,
) -> Count:
    """The limit laid on the calendar; the arguments are those of `deadline`."""
    start = _local(started_at, tz)
    spans = _spans(pauses, start=start, now=now)
    if limit.unit is Unit.HOUR:
        end = _hour_end(limit, start, spans, extension)
        return Count(limit, start, calendar, spans, Deadline(end, end.date()))
    day = _last_day(limit, start, spans, extension, calendar, day_end)
    calendar.require(start.date(), day)
    unknown = calendar.unknown_years(start.date(), day)
    return Count(limit, start, calendar, spans, Deadline(_closing(day, day_end, tz), day, bool(unknown), unknown))


def _last_day(
    limit: Limit,
    start: datetime,
    spans: Iterable[Span],
    extension: Extension | None,
    calendar: WorkCalendar,
    day_end: time,
) -> date:
    end = _reach(limit, extension, start.date(), calendar)
    for span in spans:
        if span.after < end:
            end = _advance(end, _between(limit.unit, calendar, span.after, span.until), _step(limit.unit), calendar)
        elif span.began <= _closing(_settle(end, limit, calendar), day_end, start.tzinfo) < span.ended:
            resumed = span.until if span.ended.time() <= day_end else span.until + DAY
            end = _settle(resumed, limit, calendar)
    return _settle(end, limit, calendar)


def _reach(limit: Limit, extension: Extension | None, first: date, calendar: WorkCalendar) -> date:
    if extension is None:
        return _advance(first, limit.length, limit.unit, calendar)
    if extension.unit is limit.unit:
        return _advance(first, limit.length + extension.length, limit.unit, calendar)
    if extension.unit is Unit.HOUR:
        raise _other_unit(extension)
    return _advance(_advance(first, limit.length, limit.unit, calendar), extension.length, extension.unit, calendar)


def _advance(day: date, count: int, unit: Unit, calendar: WorkCalendar) -> date:
    if unit is Unit.WORKING_DAY:
        return calendar.add_working_days(day, count)
    if unit is Unit.DAY:
        return day + count * DAY
    return _same_number(day, count * 12 if unit is Unit.YEAR else count)


def _same_number(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _step(unit: Unit) -> Unit:
    return Unit.WORKING_DAY if unit is Unit.WORKING_DAY else Unit.DAY


def _between(unit: Unit, calendar: WorkCalendar, after: date, until: date) -> int:
    return calendar.working_days_between(after, until) if unit is Unit.WORKING_DAY else (until - after).days


def _settle(day: date, limit: Limit, calendar: WorkCalendar) -> date:
    moves = limit.moves_off_rest_day or limit.unit is Unit.WORKING_DAY
    return calendar.next_working_day(day) if moves else day


def _closing(day: date, day_end: time, tz: tzinfo | None) -> datetime:
    return datetime.combine(day, day_end, tz)


def _hour_end(limit: Limit, start: datetime, spans: Iterable[Span], extension: Extension | None) -> datetime:
    hours = limit.length
    if extension is not None:
        if extension.unit is not Unit.HOUR:
            raise _other_unit(extension)
        hours += extension.length
    end = start + hours * HOUR
    for span in spans:
        if span.began <= end:
            end += span.ended - span.began
    return end


def _other_unit(extension: Extension) -> Refused:
    return refuse(
        "extension_unit",
        zh="延期的单位与时限不一致：按小时计的时限只能按小时延长。",
        en="The extension has another unit than the limit: only a limit in hours is extended by hours.",
        unit=extension.unit.value,
    )


def _local(moment: datetime, tz: tzinfo) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone names no moment")
    return moment.astimezone(tz)


def _spans(pauses: Iterable[Pause], *, start: datetime, now: datetime | None) -> tuple[Span, ...]:
    merged: list[tuple[datetime, datetime]] = []
    for began, ended in sorted(_bounds(pause, start, now) for pause in pauses):
        if ended <= start:
            continue
        if merged and began <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], ended))
        else:
            merged.append((began, ended))
    return tuple(Span(began.date(), ended.date(), began, ended) for began, ended in merged)


def _bounds(pause: Pause, start: datetime, now: datetime | None) -> tuple[datetime, datetime]:
    ended = pause.end or now
    if ended is None:
        raise ValueError("an open pause has no length without now")
    began = max(pause.start, start).astimezone(start.tzinfo)
    return began, max(ended.astimezone(start.tzinfo), began)


def _paused_time(spans: Iterable[Span], start: datetime, until: datetime) -> timedelta:
    return sum((max(min(s.ended, until) - max(s.began, start), timedelta()) for s in spans), timedelta())
