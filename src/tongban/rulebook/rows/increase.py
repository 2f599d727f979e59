"""Comparing list versions (明减暗增): the closed word list of art. 39, and how long an answer may take."""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

BUSINESS, SINCE = "优化营商环境条例", date(2020, 1, 1)
HOUSE, ALWAYS = "通办默认规则", date(2004, 1, 1)

INCREASE: tuple[RuleRow, ...] = (
    RuleRow(
        "increase.disguises",
        "备案、登记、注册、目录、规划、年检、年报、监制、认定、认证、审定",
        "words",
        SINCE,
        BUSINESS,
        "第三十九条",
        Confidence.VERIFIED,
        "Under these names, or in any other form, no licence may be set or carried on.",
    ),
    RuleRow(
        "increase.answer_days",
        5,
        "working_day",
        ALWAYS,
        HOUSE,
        "",
        Confidence.TO_CONFIRM,
        "For a department to explain a finding of the comparison of two lists.",
    ),
    RuleRow(
        "increase.correct_days",
        20,
        "working_day",
        ALWAYS,
        HOUSE,
        "",
        Confidence.TO_CONFIRM,
        "For a department to correct what the list office found to be an increase.",
    ),
)
