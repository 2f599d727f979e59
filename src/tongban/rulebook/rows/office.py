"""The platform's own figures: the office day, the grades of a clock, how long drafts stay, how long lists are.

No law sets them; a county confirms or changes them by a dated row. That is why all of them are marked to be
confirmed, except where a city's published practice stands behind one.
"""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

HOUSE = "通办默认规则"
SINCE = date(2004, 1, 1)
S, M = Confidence.SECONDARY, Confidence.TO_CONFIRM

OFFICE: tuple[RuleRow, ...] = (
    RuleRow(
        "office.day_end", "17:00", "time_of_day", SINCE, HOUSE, "", M, "A limit in days ends when the office closes."
    ),
    RuleRow(
        "clock.near_days",
        3,
        "working_day",
        SINCE,
        HOUSE,
        "",
        M,
        "Due soon from so many working days left; not for limits in hours.",
    ),
    RuleRow("clock.near_share", 70, "percent", SINCE, HOUSE, "", M, "Due soon from this share of the limit used."),
    RuleRow(
        "clock.yellow_share",
        90,
        "percent",
        SINCE,
        "榆林市电子监察规则",
        "",
        S,
        "Yellow card from this share of the promised limit used, as one city publishes it; "
        "also when a step is over its own limit.",
    ),
    RuleRow("clock.ruler_cells", 60, "count", SINCE, HOUSE, "", M, "A longer ruler shows a window and says so."),
    RuleRow("draft.keep_days", 30, "day", SINCE, HOUSE, "", M, "A draft not submitted is kept so long."),
    RuleRow("list.page_size", 50, "count", SINCE, HOUSE, "", M, "Rows on one page of a list."),
    RuleRow("statistics.least_base", 30, "count", SINCE, HOUSE, "", M, "Below it no percentage is shown, but n of m."),
    RuleRow(
        "status.tries", 5, "count", SINCE, HOUSE, "", M, "Wrong pairs of number and code before answers slow down."
    ),
    RuleRow(
        "access_log.keep_days", 184, "day", SINCE, "中华人民共和国网络安全法", "第二十一条", M, "At least six months."
    ),
    RuleRow("clock.provisional_years", 30, "year", SINCE, HOUSE, "", M, "How far a provisional calendar answers."),
)
