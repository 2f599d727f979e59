"""Dates and deadlines in words, in both languages; it formats what the clock has decided and computes no limit."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

WEEKDAYS_ZH = "一二三四五六日"
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_EN = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")

# How a unit is written: Chinese, English singular, English plural. Keys are the values of the clock's Unit.
UNITS = {
    "working_day": ("个工作日", "working day", "working days"),
    "day": ("天", "day", "days"),
    "hour": ("小时", "hour", "hours"),
    "month": ("个月", "month", "months"),
    "year": ("年", "year", "years"),
}


class HasDeadline(Protocol):
    """What a sentence needs of the clock's Deadline; `at` is already in the office's time zone."""

    @property
    def at(self) -> datetime: ...
    @property
    def provisional(self) -> bool: ...


def english(language: str) -> bool:
    """Whether to write English; anything else is written in Chinese, the first language of the product."""
    return language.startswith("en")


def day_words(day: date, language: str, *, today: date | None = None) -> str:
    """11月26日 or 26 November; the year only when it differs from today's (or today is not given)."""
    with_year = today is None or day.year != today.year
    if english(language):
        return f"{day.day} {MONTHS_EN[day.month - 1]}" + (f" {day.year}" if with_year else "")
    return (f"{day.year}年" if with_year else "") + f"{day.month}月{day.day}日"


def weekday_words(day: date, language: str) -> str:
    """周四 or Thursday."""
    return WEEKDAYS_EN[day.weekday()] if english(language) else f"周{WEEKDAYS_ZH[day.weekday()]}"


def day_with_weekday(day: date, language: str, *, today: date | None = None) -> str:
    """11月26日（周四） or Thursday 26 November."""
    if english(language):
        return f"{weekday_words(day, language)} {day_words(day, language, today=today)}"
    return f"{day_words(day, language, today=today)}（{weekday_words(day, language)}）"


def moment_words(at: datetime, language: str, *, today: date | None = None) -> str:
    """11月26日 09:05 or 26 November, 09:05; `at` must already be in the office's time zone."""
    separator = ", " if english(language) else " "
    return f"{day_words(at.date(), language, today=today)}{separator}{at:%H:%M}"


def amount_words(number: int, unit: str, language: str) -> str:
    """3 个工作日 or 3 working days; the unit is always named."""
    zh, one, many = UNITS[unit]
    return f"{number} {one if number == 1 else many}" if english(language) else f"{number} {zh}"


def by_words(at: datetime, language: str, *, today: date | None = None) -> str:
    """11月26日（周四）17:00 前 or by 17:00 on Thursday 26 November."""
    if english(language):
        return f"by {at:%H:%M} on {day_with_weekday(at.date(), language, today=today)}"
    return f"{day_with_weekday(at.date(), language, today=today)}{at:%H:%M} 前"


def provisional_words(language: str) -> str:
    """Why a deadline is provisional, beside the word itself."""
    if english(language):
        return "provisional: the State has not yet published that year's holidays"
    return "暂定：国家尚未公布当年放假安排"


def due_words(left: int, unit: str, at: datetime, language: str, *, today: date, over_statutory: bool = False) -> str:
    """What is left and until when, or by how much and since when it is over.

    `left` is in the limit's unit, negative when over; `at` is the deadline in the office's time zone.
    """
    if left < 0:
        return _over_words(-left, unit, at, language, today=today, statutory=over_statutory)
    if at.date() == today:
        return f"today by {at:%H:%M}" if english(language) else f"今天 {at:%H:%M} 前"
    if english(language):
        return f"{amount_words(left, unit, language)} left, {by_words(at, language, today=today)}"
    return f"还剩 {amount_words(left, unit, language)}，{by_words(at, language, today=today)}"


def _over_words(over: int, unit: str, at: datetime, language: str, *, today: date, statutory: bool) -> str:
    day = day_with_weekday(at.date(), language, today=today)
    if english(language):
        which = "statutory" if statutory else "promised"
        return f"{amount_words(over, unit, language)} over the {which} limit, was due on {day}"
    return f"超{'法定' if statutory else '承诺'} {amount_words(over, unit, language)}，应于 {day}"


def today_words(day: date, working: bool | None, language: str) -> str:
    """The sentence of the demonstration banner; `working` is None when the calendar of that year is unknown."""
    if english(language):
        kind = {True: ", a working day", False: ", not a working day", None: ""}[working]
        return f"Today is {day_with_weekday(day, language)}{kind}."
    kind = {True: "，工作日", False: "，不是工作日", None: ""}[working]
    return f"今天是 {day_with_weekday(day, language)}{kind}。"
