"""Deadlines as a table of dated cases; refusals of what may not turn a clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest

from tongban.kernel.clock.deadline import count_of, deadline
from tongban.kernel.clock.limits import Extension, Limit, LimitKind, Pause, StartEvent, Unit, extend
from tongban.kernel.refusals import Refused
from tongban.kernel.tests.day_by_day import TZ
from tongban.kernel.tests.notices import CALENDAR, PROVISIONAL

DOCUMENT = UUID(int=17)
HOUR, DAY, WORK, MONTH, YEAR = Unit


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TZ)


def limit(length: int, unit: Unit, moves: bool = True) -> Limit:
    return Limit(length, unit, StartEvent.ACCEPTANCE, LimitKind.STATUTORY, "law", moves)


def pause(start: str, end: str | None) -> Pause:
    return Pause("testing", DOCUMENT, at(start), at(end) if end else None)


def more(length: int, unit: Unit = WORK) -> Extension:
    return Extension(length, unit, "head", "complex", at("2026-03-02T10:00"))


PLAIN = [
    # length, unit, started, due
    (5, WORK, "2026-11-16T09:00", "2026-11-23T17:00"),  # Licence Law art. 32: five working days to tell what is missing
    (5, WORK, "2026-11-16T23:59", "2026-11-23T17:00"),  # the hour of the start does not matter
    (20, WORK, "2026-09-15T09:00", "2026-10-19T17:00"),  # art. 42 across National Day, with two make-up days
    (20, WORK, "2026-02-02T09:00", "2026-03-06T17:00"),  # across Spring Festival, with two worked Saturdays
    (45, WORK, "2026-01-05T09:00", "2026-03-13T17:00"),  # joint handling
    (10, WORK, "2026-04-30T16:00", "2026-05-18T17:00"),  # delivery, across Labour Day with a worked Saturday
    (1, WORK, "2026-10-09T18:00", "2026-10-10T17:00"),  # a worked Saturday
    (3, MONTH, "2026-01-30T09:00", "2026-04-30T17:00"),  # private school
    (1, MONTH, "2026-01-31T09:00", "2026-02-28T17:00"),  # no 31 February: the last day, a worked Saturday
    (1, MONTH, "2025-01-31T09:00", "2025-02-28T17:00"),
    (1, YEAR, "2024-02-29T09:00", "2025-02-28T17:00"),
    (6, MONTH, "2026-04-03T09:00", "2026-10-08T17:00"),  # ends on 3 October, a holiday: moves
    (90, DAY, "2026-06-01T09:00", "2026-08-31T17:00"),  # penalty: calendar days; 30 August is a Sunday
    (15, DAY, "2026-09-16T09:00", "2026-10-08T17:00"),  # 1 October moves past the holiday
    (60, DAY, "2026-03-10T09:00", "2026-05-09T17:00"),  # ends on a Saturday that is worked
    (24, HOUR, "2026-09-30T20:00", "2026-10-01T20:00"),  # round the clock
    (2, HOUR, "2026-11-21T23:30", "2026-11-22T01:30"),
]


@pytest.mark.parametrize(("length", "unit", "started", "due"), PLAIN)
def test_a_limit_ends(length: int, unit: Unit, started: str, due: str) -> None:
    found = deadline(limit(length, unit), at(started), calendar=CALENDAR, day_end=time(17), tz=TZ)
    assert (found.at, found.day, found.provisional) == (at(due), at(due).date(), False)


PAUSED = [
    # limit, pauses, due: all start on Monday 2 March 2026
    (limit(10, WORK), [("2026-03-05T10:00", "2026-03-11T10:00")], "2026-03-20T17:00"),  # 6, 9, 10, 11 not counted
    (limit(10, WORK), [("2026-03-05T10:00", "2026-03-05T16:00")], "2026-03-16T17:00"),  # within a day: nothing
    (limit(10, WORK), [("2026-03-05T10:00", "2026-03-11T10:00")] * 2, "2026-03-20T17:00"),  # told twice counts once
    (
        limit(10, WORK),
        [("2026-03-05T10:00", "2026-03-10T09:00"), ("2026-03-09T10:00", "2026-03-11T10:00")],
        "2026-03-20T17:00",
    ),
    (limit(10, WORK), [("2026-02-20T10:00", "2026-03-03T10:00")], "2026-03-17T17:00"),  # began before the clock did
    (limit(10, WORK), [("2026-02-20T10:00", "2026-02-27T10:00")], "2026-03-16T17:00"),  # over before the clock began
    (limit(10, WORK), [("2026-03-17T10:00", "2026-03-27T10:00")], "2026-03-16T17:00"),  # too late to help
    (
        limit(10, WORK),
        [("2026-03-16T10:00", "2026-03-19T10:00")],
        "2026-03-19T17:00",
    ),  # on the last day: due on going on
    (limit(10, WORK), [("2026-03-16T10:00", "2026-03-19T17:00")], "2026-03-19T17:00"),
    (limit(10, WORK), [("2026-03-16T10:00", "2026-03-19T18:00")], "2026-03-20T17:00"),  # after hours: the next day
    (limit(10, WORK), [("2026-03-16T10:00", "2026-03-21T10:00")], "2026-03-23T17:00"),  # on a Saturday: Monday
    (limit(10, WORK), [("2026-03-16T17:00", "2026-03-19T10:00")], "2026-03-19T17:00"),  # begun on the last minute
    (
        limit(10, WORK),  # one pause after the other without a moment between
        [("2026-03-16T10:00", "2026-03-17T18:00"), ("2026-03-17T18:00", "2026-03-19T10:00")],
        "2026-03-19T17:00",
    ),
    (limit(10, WORK), [("2026-03-16T17:30", "2026-03-19T10:00")], "2026-03-16T17:00"),  # begun after the deadline
    (limit(5, DAY), [("2026-03-03T10:00", "2026-03-05T10:00")], "2026-03-09T17:00"),
    (limit(5, DAY, moves=False), [("2026-03-07T10:00", "2026-03-08T10:00")], "2026-03-08T17:00"),
    (limit(1, MONTH), [("2026-03-10T10:00", "2026-03-15T10:00")], "2026-04-07T17:00"),
    (limit(24, HOUR), [("2026-03-02T12:00", "2026-03-02T18:30")], "2026-03-03T15:30"),
    (limit(24, HOUR), [("2026-03-03T09:00", "2026-03-03T12:00")], "2026-03-03T12:00"),  # begun on the last minute
    (limit(24, HOUR), [("2026-03-04T12:00", "2026-03-04T18:30")], "2026-03-03T09:00"),
]


@pytest.mark.parametrize(("what", "stretches", "due"), PAUSED)
def test_a_pause_moves_the_end(what: Limit, stretches: list[tuple[str, str]], due: str) -> None:
    pauses = [pause(*each) for each in stretches]
    found = deadline(what, at("2026-03-02T09:00"), calendar=CALENDAR, pauses=pauses, day_end=time(17), tz=TZ)
    assert found.at == at(due)


def test_an_open_pause_counts_as_if_it_ended_now() -> None:
    ask = {"calendar": CALENDAR, "pauses": [pause("2026-03-05T10:00", None)], "day_end": time(17), "tz": TZ}
    found = deadline(limit(10, WORK), at("2026-03-02T09:00"), now=at("2026-03-11T15:00"), **ask)
    assert found.day == date(2026, 3, 20)
    with pytest.raises(ValueError, match="without now"):
        deadline(limit(10, WORK), at("2026-03-02T09:00"), **ask)


EXTENDED = [
    (limit(20, WORK), more(10), "2026-04-14T17:00"),
    (limit(2, MONTH), more(1, MONTH), "2026-06-02T17:00"),
    (limit(1, MONTH), more(10, WORK), "2026-04-17T17:00"),
    (limit(24, HOUR), more(12, HOUR), "2026-03-03T21:00"),
]


@pytest.mark.parametrize(("what", "extension", "due"), EXTENDED)
def test_an_extension_adds_its_own_length(what: Limit, extension: Extension, due: str) -> None:
    started = at("2026-03-02T09:00")
    found = deadline(what, started, calendar=CALENDAR, extension=extension, day_end=time(17), tz=TZ)
    assert found.at == at(due)


@pytest.mark.parametrize(("unit", "extra"), [(HOUR, more(1, WORK)), (WORK, more(1, HOUR))])
def test_hours_and_days_do_not_extend_each_other(unit: Unit, extra: Extension) -> None:
    with pytest.raises(Refused, match="extension_unit"):
        deadline(limit(5, unit), at("2026-03-02T09:00"), calendar=CALENDAR, extension=extra, day_end=time(17), tz=TZ)


def test_the_legal_day_is_that_of_the_office_not_of_the_caller() -> None:
    started = datetime(2026, 11, 15, 16, 30, tzinfo=UTC)  # already Monday the 16th in the office
    found = deadline(limit(5, WORK), started, calendar=CALENDAR, day_end=time(17), tz=TZ)
    assert found.at == at("2026-11-23T17:00")


@pytest.mark.parametrize("what", [limit(30, WORK), limit(2, MONTH), limit(40, DAY)])
def test_a_limit_into_an_unknown_year_is_refused_or_provisional(what: Limit) -> None:
    with pytest.raises(Refused, match="unknown_year"):
        deadline(what, at("2026-11-27T09:00"), calendar=CALENDAR, day_end=time(17), tz=TZ)
    found = deadline(what, at("2026-11-27T09:00"), calendar=PROVISIONAL, day_end=time(17), tz=TZ)
    assert (found.provisional, found.unknown_years) == (True, (2027,))


def test_hours_never_ask_the_calendar() -> None:
    found = deadline(limit(24, HOUR), at("2026-12-31T20:00"), calendar=CALENDAR, day_end=time(17), tz=TZ)
    assert (found.at, found.provisional) == (at("2027-01-01T20:00"), False)


BAD_PAUSES = [(None, "2026-03-02T09:00"), ("", "2026-03-02T09:00"), (DOCUMENT, "2026-02-02T09:00")]


@pytest.mark.parametrize(("document", "end"), BAD_PAUSES)
def test_a_pause_without_document_or_backwards_is_refused(document: UUID | str | None, end: str) -> None:
    with pytest.raises(Refused) as stopped:
        Pause("testing", document, at("2026-03-01T09:00"), at(end))
    assert stopped.value.refusal.code in ("pause_without_document", "pause_ends_before_start")


BAD_EXTENSIONS = [
    (0, "head", "complex", at("2026-03-02T09:00")),
    (5, None, "complex", at("2026-03-02T09:00")),
    (5, "head", " ", at("2026-03-02T09:00")),
    (5, "head", "complex", None),
]


@pytest.mark.parametrize(("length", "approver", "reason", "told"), BAD_EXTENSIONS)
def test_an_extension_needs_approver_reason_and_notice(
    length: int, approver: str | None, reason: str, told: datetime | None
) -> None:
    with pytest.raises(Refused, match="extension_incomplete"):
        Extension(length, WORK, approver, reason, told)


def test_there_is_one_extension_and_not_longer_than_the_law() -> None:
    assert extend(None, more(10), at_most=10) == more(10)
    with pytest.raises(Refused, match="second_extension"):
        extend(more(5), more(5), at_most=10)
    with pytest.raises(Refused, match="extension_too_long"):
        extend(None, more(11), at_most=10)


def test_a_limit_is_at_least_one() -> None:
    with pytest.raises(Refused, match="limit_too_short"):
        limit(0, DAY)


def test_moments_without_zone_are_faults_of_the_caller() -> None:
    with pytest.raises(ValueError, match="time zone"):
        deadline(limit(1, DAY), datetime(2026, 3, 2), calendar=CALENDAR, day_end=time(17), tz=TZ)
    with pytest.raises(ValueError, match="time zone"):
        Pause("testing", DOCUMENT, datetime(2026, 3, 2), None)


def test_nothing_is_used_before_the_start() -> None:
    count = count_of(limit(5, WORK), at("2026-03-02T09:00"), calendar=CALENDAR, day_end=time(17), tz=TZ)
    assert (count.used(at("2026-02-20T09:00")), count.left_out(at("2026-02-20T09:00")), count.total()) == (0, 0, 5)
