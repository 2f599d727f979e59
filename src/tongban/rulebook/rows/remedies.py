"""Figures of reconsideration and suit: how long a person has, and after what silence one may sue."""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

RECONSIDERATION = "中华人民共和国行政复议法"
LITIGATION = "中华人民共和国行政诉讼法"
V, M = Confidence.VERIFIED, Confidence.TO_CONFIRM

REMEDIES: tuple[RuleRow, ...] = (
    RuleRow(
        "remedy.reconsideration_days",
        60,
        "day",
        date(1999, 10, 1),
        RECONSIDERATION,
        "第九条",
        M,
        "Text of 1999, from knowing of the act.",
        date(2023, 12, 31),
    ),
    RuleRow(
        "remedy.reconsideration_days",
        60,
        "day",
        date(2024, 1, 1),
        RECONSIDERATION,
        "第二十条",
        V,
        "Text of 2023, from knowing of the act.",
    ),
    RuleRow(
        "remedy.suit_months",
        3,
        "month",
        date(1990, 10, 1),
        LITIGATION,
        "第三十九条",
        M,
        "Text of 1989.",
        date(2015, 4, 30),
    ),
    RuleRow(
        "remedy.suit_months",
        6,
        "month",
        date(2015, 5, 1),
        LITIGATION,
        "第四十六条",
        V,
        "From knowing of the act. Six months are not 180 days.",
    ),
    RuleRow(
        "remedy.non_performance_months",
        2,
        "month",
        date(2015, 5, 1),
        LITIGATION,
        "第四十七条",
        V,
        "A duty asked for and not performed for so long may be sued for.",
    ),
    *(
        RuleRow(f"remedy.authority.{kind}", value, "choice", date(2024, 1, 1), RECONSIDERATION, article, V, note)
        for kind, value, article, note in (
            ("department", "government_same_level", "第二十四条", "Departments of the county: the county government."),
            ("centre", "government_same_level", "第二十四条", "Organisations under the government, by its authority."),
            ("township", "government_above", "第二十四条", "Township governments: the county government."),
            ("government", "government_above", "第二十四条", "The county government: the government above it."),
            ("vertical", "superior_department", "第二十七条", "Customs, tax and others run from above."),
        )
    ),
    *(
        RuleRow(f"remedy.order.{act}", value, "choice", date(2024, 1, 1), RECONSIDERATION, article, V, note)
        for act, value, article, note in (
            ("licence", "either", "第二十三条", "Not among the kinds of article 23; an item's own law may say so."),
            ("penalty_on_the_spot", "first", "第二十三条", "No. 1."),
            (
                "natural_resources",
                "first",
                "第二十三条",
                "No. 2: ownership or use of land, forest, water and the like.",
            ),
            ("duty_not_performed", "first", "第二十三条", "No. 3."),
            ("disclosure_refused", "first", "第二十三条", "No. 4."),
        )
    ),
)
