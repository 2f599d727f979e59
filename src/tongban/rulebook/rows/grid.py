"""Figures of grid events: hours, round the clock."""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

HOUSE = "通办默认规则"
SINCE = date(2020, 1, 1)

GRID: tuple[RuleRow, ...] = (
    RuleRow(
        "grid.answer_hours", 4, "hour", SINCE, HOUSE, "", Confidence.TO_CONFIRM,
        "Each body called to a grid event answers within; who is silent then is escalated.",
    ),
    RuleRow(
        "grid.close_hours", 12, "hour", SINCE, HOUSE, "", Confidence.TO_CONFIRM,
        "A grid event is closed within; the case of illegal dumping was closed in less than 12 hours.",
    ),
    RuleRow(
        "grid.join_days", 7, "day", SINCE, HOUSE, "", Confidence.TO_CONFIRM,
        "A call and a grid event may be about one thing when not more days lie between them.",
    ),
    RuleRow(
        "grid.join_share", 25, "percent", SINCE, HOUSE, "", Confidence.TO_CONFIRM,
        "Of shared word parts, from which a call and a grid event of a township are proposed to be joined.",
    ),
)  # fmt: skip
