"""Weights by which items are ranked as candidates for delegation, and what counts as much.

No law sets them; they are the house's first guess, published with each score, to be set by the county.
"""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

HOUSE, SINCE, M = "通办默认规则", date(2004, 1, 1), Confidence.TO_CONFIRM


def _row(key: str, value: int, unit: str, note: str) -> RuleRow:
    return RuleRow(f"candidate.{key}", value, unit, SINCE, HOUSE, "", M, note)


CANDIDATES: tuple[RuleRow, ...] = (
    _row("weight_volume", 25, "percent", "Weight of the cases of twelve months."),
    _row("weight_people", 15, "percent", "Weight of the different applicants."),
    _row("weight_money", 5, "percent", "Weight of the fees that people paid."),
    _row("weight_simple", 20, "percent", "Weight of simplicity: 100 less complexity."),
    _row("weight_wishes", 20, "percent", "Weight of requests and low ratings about the item."),
    _row("weight_expertise", 10, "percent", "Weight of how little expertise is needed."),
    _row("weight_legal", 5, "percent", "Weight of the rank of the legal basis: the lower, the easier to move."),
    _row("full_volume", 200, "count", "Cases a year that give all 100 points."),
    _row("full_people", 200, "count", "Applicants that give all 100 points."),
    _row("full_money", 100_000, "count", "Fees in yuan that give all 100 points."),
    _row("full_wishes", 20, "count", "Requests and low ratings that give all 100 points."),
    _row("points_step", 4, "count", "Points of complexity for each step of the flow."),
    _row("points_body", 8, "count", "Points of complexity for each body that takes part."),
    _row("points_material", 4, "count", "Points of complexity for each paper asked."),
    _row("points_expertise", 25, "count", "Points taken off for each level of expertise, 0 to 4."),
    _row("gold", 50, "percent", "From so many points on a candidate is worth much."),
)
