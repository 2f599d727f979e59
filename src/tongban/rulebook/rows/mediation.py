"""Figures of mediation: how long it takes, until when the court confirms an agreement, which department mediates."""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

LAW_SINCE = date(2011, 1, 1)

MEDIATION: tuple[RuleRow, ...] = (
    RuleRow(
        "mediation.limit", 1, "month", date(2002, 11, 1), "人民调解工作若干规定", "第三十三条", Confidence.SECONDARY,
        "A dispute is usually mediated within; counted from taking it in.",
    ),
    RuleRow(
        "mediation.confirm", 30, "day", LAW_SINCE, "中华人民共和国人民调解法", "第三十三条", Confidence.VERIFIED,
        "From the day an agreement takes effect, for both together to ask the court to confirm it.",
    ),
    RuleRow(
        "mediation.department", "justice", "choice", LAW_SINCE, "通办默认规则", "", Confidence.TO_CONFIRM,
        "The department that mediates beside the townships; the law has it guide mediation (art. 5).",
    ),
)  # fmt: skip
