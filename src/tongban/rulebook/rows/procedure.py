"""Figures of penalties, compulsory measures and disclosure that decide how days are counted (working or calendar)."""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

PENALTY, COMPULSION = "中华人民共和国行政处罚法", "中华人民共和国行政强制法"
DISCLOSURE = "中华人民共和国政府信息公开条例"
SINCE_PENALTY, SINCE_COMPULSION, SINCE_DISCLOSURE = date(2021, 7, 15), date(2012, 1, 1), date(2019, 5, 15)
V = Confidence.VERIFIED

PROCEDURE: tuple[RuleRow, ...] = (
    RuleRow(
        "penalty.decision_days",
        90,
        "day",
        SINCE_PENALTY,
        PENALTY,
        "第六十条",
        V,
        "Calendar days from opening: article 85 makes only 2, 3, 5 and 7 days working days.",
    ),
    RuleRow("penalty.payment_days", 15, "day", SINCE_PENALTY, PENALTY, "第六十七条第三款", V, "Calendar days."),
    RuleRow(
        "penalty.service_days", 7, "working_day", SINCE_PENALTY, PENALTY, "第六十一条第一款", V, "From the decision."
    ),
    RuleRow("penalty.hearing_request_days", 5, "working_day", SINCE_PENALTY, PENALTY, "第六十四条第一项", V),
    RuleRow("penalty.hearing_notice_days", 7, "working_day", SINCE_PENALTY, PENALTY, "第六十四条第二项", V),
    RuleRow("penalty.preservation_days", 7, "working_day", SINCE_PENALTY, PENALTY, "第五十六条", V),
    RuleRow(
        "compulsion.short_limit_days",
        10,
        "day",
        SINCE_COMPULSION,
        COMPULSION,
        "第六十九条",
        V,
        "Limits of so many days or fewer are working days, longer ones calendar days.",
    ),
    RuleRow(
        "compulsion.seizure_days", 30, "day", SINCE_COMPULSION, COMPULSION, "第二十五条第一款", V, "Calendar days."
    ),
    RuleRow("compulsion.seizure_extension_days", 30, "day", SINCE_COMPULSION, COMPULSION, "第二十五条第一款", V),
    RuleRow(
        "compulsion.urgent_report_hours", 24, "hour", SINCE_COMPULSION, COMPULSION, "第十九条", V, "Round the clock."
    ),
    RuleRow("disclosure.answer_days", 20, "working_day", SINCE_DISCLOSURE, DISCLOSURE, "第三十三条第二款", V),
    RuleRow("disclosure.extension_days", 20, "working_day", SINCE_DISCLOSURE, DISCLOSURE, "第三十三条第二款", V),
    RuleRow("disclosure.clarification_days", 7, "working_day", SINCE_DISCLOSURE, DISCLOSURE, "第三十条", V, "Once."),
    RuleRow("disclosure.proactive_days", 20, "working_day", SINCE_DISCLOSURE, DISCLOSURE, "第二十六条", V),
    RuleRow(
        "publication.round_days",
        20,
        "working_day",
        SINCE_DISCLOSURE,
        DISCLOSURE,
        "第二十六条",
        V,
        "The result of a clean-up round, from the day its votes close.",
    ),
    RuleRow(
        "publication.delegation_days",
        20,
        "working_day",
        SINCE_DISCLOSURE,
        DISCLOSURE,
        "第二十六条",
        V,
        "A decision by which powers come down, from its approval; it takes effect after it is published.",
    ),
    RuleRow(
        "publication.grant_days",
        7,
        "working_day",
        date(2015, 6, 24),
        "国务院办公厅关于运用大数据加强对市场主体服务和监管的若干意见",
        "第十八项",
        Confidence.SECONDARY,
        "Licences and penalties are published from the decision on, at the latest after so many days.",
    ),
)
