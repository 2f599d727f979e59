"""Figures of the item catalogue's standards: lengths of codes and closed numbers of classes."""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

CODING = "ZWFW C0109.1-2018 编码要求"
BASE_DATA = "GB/T 39046-2020"
SINCE_CODING, SINCE_BASE = date(2018, 1, 1), date(2021, 4, 1)
V, S, M = Confidence.VERIFIED, Confidence.SECONDARY, Confidence.TO_CONFIRM

ITEMS: tuple[RuleRow, ...] = (
    RuleRow(
        "item.basic_code_length",
        12,
        "character",
        SINCE_CODING,
        CODING,
        "",
        M,
        "Region 2, item type 2, guiding department 2, main item 3, sub-item 3.",
    ),
    RuleRow(
        "item.implementing_code_length",
        31,
        "character",
        SINCE_CODING,
        CODING,
        "",
        M,
        "Credit code 18, exercise level 1, basic code 12.",
    ),
    RuleRow("item.handling_code_length", 33, "character", SINCE_CODING, CODING, "", M, "Implementing code and 2 more."),
    RuleRow("item.basic_code_most", 10, "character", SINCE_BASE, BASE_DATA, "附录A", V, "Real systems differ."),
    RuleRow("item.implementing_code_most", 24, "character", SINCE_BASE, BASE_DATA, "附录A", V, "Real systems differ."),
    RuleRow("item.exercise_levels", 7, "count", SINCE_BASE, BASE_DATA, "附录A", V, "National to village, and graded."),
    RuleRow("rating.levels", 5, "count", SINCE_BASE, BASE_DATA, "附录A", V, "1 very satisfied to 5 very dissatisfied."),
    RuleRow("rating.bad_from", 4, "count", date(2021, 1, 1), "GB/T 39735-2020", "", S, "The last two levels are bad."),
    RuleRow(
        "item.licence_least_steps",
        5,
        "count",
        SINCE_BASE,
        "温州市政务服务事项数据质量规则",
        "",
        S,
        "Acceptance, review, approval, completion, delivery.",
    ),
)
