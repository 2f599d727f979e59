"""Dates in words for pages, beside the sentences about time that the clock itself speaks; it computes no limit."""

from __future__ import annotations

from datetime import date, datetime, time

from tongban.kernel.clock.limits import Unit
from tongban.kernel.clock.words import MONTHS_EN, WEEKDAYS_EN, WEEKDAYS_ZH, amount, day_words

__all__ = [
    "amount_words",
    "day_letter",
    "long_day",
    "opening_words",
    "moment_words",
    "plain_day",
    "today_words",
    "weekday_words",
]


def plain_day(day: date, today: date, language: str) -> str:
    """11月26日 / 26 November; the year only when it differs from today's."""
    if language == "en":
        return f"{day.day} {MONTHS_EN[day.month - 1]}" + ("" if day.year == today.year else f" {day.year}")
    return ("" if day.year == today.year else f"{day.year}年") + f"{day.month}月{day.day}日"


def long_day(day: date, language: str) -> str:
    """2026年11月26日 / 26 November 2026; for papers, which are read in other years."""
    if language == "en":
        return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def month_words(day: date, language: str) -> str:
    """2026年11月 / November 2026: the month of a day."""
    return f"{MONTHS_EN[day.month - 1]} {day.year}" if language == "en" else f"{day.year}年{day.month}月"


def weekday_words(day: date, language: str) -> str:
    """周四 / Thursday."""
    return (WEEKDAYS_EN if language == "en" else WEEKDAYS_ZH)[day.weekday()]


def day_letter(day: date, language: str) -> str:
    """四 / Th; the head of a narrow column."""
    word = weekday_words(day, language)
    return word[:2] if language == "en" else word[-1]


def moment_words(at: datetime, today: date, language: str) -> str:
    """11月26日（周四）09:05 / Thursday 26 November, 09:05; `at` is already in the office's time zone."""
    separator = ", " if language == "en" else ""
    return f"{day_words(at.date(), today, language)}{separator}{at:%H:%M}"


def amount_words(number: int, unit: str, language: str) -> str:
    """3 个工作日 / 3 working days, by the name of the unit."""
    return amount(number, Unit(unit), language)


def opening_words(working: bool | None, closes: time, next_day: date | None, today: date, language: str) -> str:
    """When the counters are open: today until closing, or the next day they open; nothing when that is not known."""
    if working:
        return (
            f"Counters are open until {closes:%H:%M} today." if language == "en" else f"今天窗口办公到 {closes:%H:%M}。"
        )
    if working is None or next_day is None:
        return ""
    day = day_words(next_day, today, language)
    if language == "en":
        return f"Counters are closed today and open again on {day}. You can apply online at any time."
    return f"今天窗口不办公，{day}再开。网上随时可以申请。"


def today_words(day: date, working: bool | None, language: str) -> str:
    """Which day it is, for the banner; `working` is None when the calendar of that year is unknown."""
    if language == "en":
        kind = {True: ", a working day", False: ", not a working day", None: ""}[working]
        return f"Today is {weekday_words(day, language)} {long_day(day, language)}{kind}."
    kind = {True: "，工作日", False: "，不是工作日", None: ""}[working]
    return f"今天是 {long_day(day, language)}（{weekday_words(day, language)}）{kind}。"
