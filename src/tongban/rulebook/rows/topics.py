"""Figures of topics: what is looked at, from when a topic rises or repeats, what is too small to be shown to everybody.

No law sets them; they are the house's first guess, to be set by the county.
"""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

HOUSE, SINCE, M = "通办默认规则", date(2020, 12, 28), Confidence.TO_CONFIRM


def _row(key: str, value: int, unit: str, note: str) -> RuleRow:
    return RuleRow(f"topic.{key}", value, unit, SINCE, HOUSE, "", M, note)


TOPICS: tuple[RuleRow, ...] = (
    _row("days", 90, "day", "Orders of so many days are grouped into topics."),
    _row("size", 3, "count", "Orders that make a topic."),
    _row("weeks", 4, "count", "Weeks lately, held against as many before."),
    _row("least", 5, "count", "Orders lately without which nothing rises."),
    _row("chance", 5, "percent", "A topic rises when so many would come by chance in at most so many of a hundred."),
    _row("repeat", 6, "count", "Orders of a topic at one place in the last weeks from which it repeats itself."),
    _row("answer_days", 5, "working_day", "For who is warned, or has a topic of the month, to answer."),
    _row("small", 5, "count", "Fewer requests of a place than this are not shown to everybody."),
)  # fmt: skip
