"""Figures of appraisal: what townships' marks weigh, who may approve a veto, the county's own formula of deductions.

The regulation of Shandong sets the shares and forbids the veto; how much a refused one costs is the county's own rule.
"""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

SHANDONG, HOUSE = "山东省乡镇人民政府工作条例", "通办默认规则"
ENACTED, SINCE = date(2020, 8, 1), date(2004, 1, 1)


def _law(key: str, value: int | str, unit: str, article: str, note: str) -> RuleRow:
    return RuleRow(f"appraisal.{key}", value, unit, ENACTED, SHANDONG, article, Confidence.VERIFIED, note)


def _own(key: str, value: int, unit: str, note: str) -> RuleRow:
    return RuleRow(f"appraisal.{key}", value, unit, SINCE, HOUSE, "", Confidence.TO_CONFIRM, note)


APPRAISAL: tuple[RuleRow, ...] = (
    _law("department_share", 30, "percent", "第十八条", "Least part of a department's score."),
    _law("dispatched_share", 60, "percent", "第十八条", "Least part of a dispatched body's score."),
    _law("veto_levels", "national province", "words", "第十九条", "Who may approve a one-vote veto."),
    _own("single_loss_most", 60, "count", "One failure that takes more of the 100 points is a veto in disguise."),
    _own("least_raters", 5, "count", "With fewer townships no mark and no average is shown: each could be known."),
    _own("level_points", 20, "count", "Points of each of the five levels of a mark."),
    _own("veto_points", 10, "count", "Taken from the townships' marks for each refused veto."),
    _own("returned_points", 5, "count", "Taken for each task on no list that the county returned."),
    _own("deduction_most", 40, "count", "The most that is taken in one period."),
)
