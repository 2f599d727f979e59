"""Figures about townships: how fast an unlisted task is answered, when data is asked again, by how much burden falls.

The Shandong regulation on township government sets the duty, not the days; the days are the house's first guess.
"""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

SHANDONG, RELIEF, HOUSE = "山东省乡镇人民政府工作条例", "整治形式主义为基层减负若干规定", "通办默认规则"
SINCE, M = date(2004, 1, 1), Confidence.TO_CONFIRM


def _row(key: str, value: int, unit: str, note: str, source: str = HOUSE, article: str = "") -> RuleRow:
    return RuleRow(f"township.{key}", value, unit, SINCE, source, article, M, note)


TOWNSHIPS: tuple[RuleRow, ...] = (
    _row("answer_days", 3, "working_day", "For the county to answer a task that no line covers.", SHANDONG, "第四条"),
    _row("regularise_days", 5, "working_day", "From an emergency task to the county's word on it.", SHANDONG, "第四条"),
    _row("likeness_share", 60, "percent", "So much alike, a task is taken for what a line says the sender does."),
    _row("again_months", 12, "month", "Data given to anybody within so many months is asked again.", RELIEF),
    _row("meter_months", 12, "month", "Months that the burden meter shows."),
    _row("meter_base_months", 3, "month", "The first so many months shown are what the burden is measured against."),
    _row("burden_falls", 20, "percent", "By so much the burden shall be under that base.", RELIEF),
)
