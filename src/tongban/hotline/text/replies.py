"""How many working days passed from a message to its reply: counted, spread, and what could not be counted named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tongban.hotline.text.stamps import day_of
from tongban.kernel.workcalendar import WorkCalendar

WITHIN = (1, 2, 3, 5, 7, 10, 15, 20, 30, 60)


@dataclass(frozen=True, slots=True)
class Answered:
    """A message with the days on which it came and was answered, as they were written."""

    key: str
    received: str
    replied: str


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A message whose days could not be counted, and why."""

    key: str
    received: str
    replied: str
    zh: str
    en: str


def reply_days(messages: Iterable[Answered], calendar: WorkCalendar) -> tuple[list[int], list[Uncounted]]:
    """Working days after the day of the message up to the day of the reply; and what could not be counted."""
    days: list[int] = []
    left: list[Uncounted] = []
    for one in messages:
        received, replied = day_of(one.received), day_of(one.replied)
        if received is None or replied is None:
            left.append(Uncounted(one.key, one.received, one.replied, "日期读不出", "a date cannot be read"))
        elif replied < received:
            left.append(Uncounted(one.key, one.received, one.replied, "答复早于来信", "answered before it came"))
        else:
            days.append(calendar.working_days_between(received, replied))
    return days, left


def summary(days: list[int]) -> dict[str, object]:
    """Count, mean, quantiles, and the share answered within so many working days; the denominator is the count."""
    if not days:
        return {"counted": 0}
    order = sorted(days)

    def at(share: float) -> int:
        return order[min(int(share * len(order)), len(order) - 1)]

    return {
        "counted": len(order), "mean": round(sum(order) / len(order), 2), "median": at(0.5), "p90": at(0.9),
        "largest": order[-1],
        "within": {str(limit): round(sum(one <= limit for one in order) / len(order), 4) for limit in WITHIN},
    }  # fmt: skip
