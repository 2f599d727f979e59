"""Figures of ratings (好差评): windows, days for the bad ones, weights of the service index.

GB/T 39734 and 39735 set the five levels and that the last two are bad; days differ by place and are marked so.
"""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

HOUSE = "通办默认规则"
SHANGHAI = "上海市政务服务“好差评”有关规定"
DEZHOU = "德州市政务服务“好差评”工作规则"
SINCE = date(2004, 1, 1)
S, M = Confidence.SECONDARY, Confidence.TO_CONFIRM

RATINGS: tuple[RuleRow, ...] = (
    RuleRow(
        "rating.window_days", 30, "day", SINCE, HOUSE, "", M,
        "So long after a visit, or after the matter ended, it can be rated; the standard leaves it to the place.",
    ),
    RuleRow(
        "rating.device_minutes", 5, "minute", SINCE, HOUSE, "", M,
        "So long a counter device offers the visit just received; then it goes back to its neutral page.",
    ),
    RuleRow(
        "rating.bunch_minutes", 5, "minute", SINCE, HOUSE, "", M,
        "Ratings of several people from one device within so many minutes are looked at; it decides nothing.",
    ),
    RuleRow("rating.bunch_count", 3, "count", SINCE, HOUSE, "", M, "So many are a bunch; at least 2."),
    RuleRow(
        "rating.contact_days", 1, "working_day", SINCE, SHANGHAI, "第三十条", S,
        "A rater who can be reached is contacted by then.",
    ),
    RuleRow(
        "rating.rectify_days", 5, "working_day", SINCE, DEZHOU, "", S,
        "A bad rating is put right or explained by then; other places give 15.",
    ),
    RuleRow(
        "rating.complex_days", 15, "working_day", SINCE, "四川省政务服务“好差评”管理办法", "", S,
        "The day of a complex one that was entered in the list; counted from the rating.",
    ),
    RuleRow("rating.appeal_days", 5, "working_day", SINCE, HOUSE, "", M, "An appeal is possible so long."),
    RuleRow("rating.call_tries", 3, "count", SINCE, HOUSE, "", M, "After so many vain calls back a rating is closed."),
    RuleRow(
        "rating.publish_days", 5, "working_day", SINCE, HOUSE, "", M,
        "A closed bad rating and its reply are published by then.",
    ),
    RuleRow("survey.days", 14, "day", SINCE, HOUSE, "", M, "A survey can be answered so long."),
    RuleRow(
        "index.least_ratings", 5, "count", SINCE, HOUSE, "", M,
        "Below this number no index is shown: it would say more of one person than of a unit.",
    ),
    RuleRow("index.weight_satisfaction", 60, "percent", SINCE, HOUSE, "", M, "Weight of satisfaction (levels 1 to 3)."),
    RuleRow("index.weight_contacted", 10, "percent", SINCE, HOUSE, "", M, "Weight of contact in time."),
    RuleRow("index.weight_rectified", 15, "percent", SINCE, HOUSE, "", M, "Weight of bad ratings put right in time."),
    RuleRow("index.weight_solved", 15, "percent", SINCE, HOUSE, "", M, "Weight of bad ratings solved as called back."),
)  # fmt: skip
