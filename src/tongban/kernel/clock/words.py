"""Days, units and amounts in words, in both languages, the same for page, letter and API.

It knows no state and no limit; sentences are made in `sentences`.
"""

from __future__ import annotations

from datetime import date, time

from tongban.kernel.clock.deadline import Deadline
from tongban.kernel.clock.limits import Unit

WEEKDAYS_ZH = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
COUNTERS_ZH = {
    Unit.HOUR: " 小时",
    Unit.DAY: " 天",
    Unit.WORKING_DAY: " 个工作日",
    Unit.MONTH: " 个月",
    Unit.YEAR: " 年",
}
SHORT_ZH = {Unit.HOUR: " 小时", Unit.DAY: " 天", Unit.WORKING_DAY: " 个", Unit.MONTH: " 个月", Unit.YEAR: " 年"}
NAMES_EN = {Unit.HOUR: "hour", Unit.DAY: "day", Unit.WORKING_DAY: "working day", Unit.MONTH: "month", Unit.YEAR: "year"}


def chinese(language: str) -> bool:
    """Whether to answer in Chinese, the first language of the product: to everything but English."""
    return not language.startswith("en")


def amount(count: int, unit: Unit, language: str) -> str:
    """3 个工作日 / 3 working days."""
    if chinese(language):
        return f"{count}{COUNTERS_ZH[unit]}"
    return f"{count} {NAMES_EN[unit]}{'' if count == 1 else 's'}"


def day_words(day: date, today: date, language: str) -> str:
    """11月26日（周四） / Thursday 26 November; the year is said only when it differs from today's."""
    if chinese(language):
        year = "" if day.year == today.year else f"{day.year}年"
        return f"{year}{day.month}月{day.day}日（{WEEKDAYS_ZH[day.weekday()]}）"
    year = "" if day.year == today.year else f" {day.year}"
    return f"{WEEKDAYS_EN[day.weekday()]} {day.day} {MONTHS_EN[day.month - 1]}{year}"


def hour_words(moment: time) -> str:
    """17:00, in both languages."""
    return f"{moment:%H:%M}"


def by_words(deadline: Deadline, today: date, language: str) -> str:
    """11月26日（周四）17:00 前 / by 17:00 on Thursday 26 November; 今天 17:00 前 / by 17:00 today."""
    hour = hour_words(deadline.at.time())
    if deadline.day == today:
        return f"今天 {hour} 前" if chinese(language) else f"by {hour} today"
    day = day_words(deadline.day, today, language)
    return f"{day}{hour} 前" if chinese(language) else f"by {hour} on {day}"


def provisional_words(deadline: Deadline, language: str) -> str:
    """Why a deadline is provisional, or nothing."""
    if not deadline.provisional:
        return ""
    if chinese(language):
        years = "、".join(str(year) for year in deadline.unknown_years)
        return f"暂定，国家尚未公布 {years} 年放假安排"
    years = " and ".join(str(year) for year in deadline.unknown_years)
    return f"provisional: the official holidays of {years} are not out yet"
