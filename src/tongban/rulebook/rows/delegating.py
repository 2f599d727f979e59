"""Figures around powers that come down: consultation, waivers, guidance, look-backs and what they call idle or hollow.

The Penalty Law demands regular evaluation and names no figure; a county publishes its own in place of these.
"""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

HOUSE = "通办默认规则"
SINCE = date(2004, 1, 1)
M = Confidence.TO_CONFIRM

DELEGATING: tuple[RuleRow, ...] = (
    RuleRow(
        "delegation.lookback_months", 6, "month", SINCE, HOUSE, "", M,
        "Penalty Law art. 24 wants regular evaluation; a power that came down is looked back at after so long.",
    ),
    RuleRow(
        "delegation.idle_months", 3, "month", SINCE, HOUSE, "", M,
        "A power without one decision for so many months on end is called idle.",
    ),
    RuleRow(
        "delegation.hollow_share", 30, "percent", SINCE, HOUSE, "", M,
        "When the former holder takes more than this share of decisions, the power came down on paper only.",
    ),
    RuleRow(
        "delegation.late_share", 20, "percent", SINCE, HOUSE, "", M, "More late cases than this: it cannot be taken on."
    ),
    RuleRow(
        "delegation.overturned_share", 5, "percent", SINCE, HOUSE, "", M,
        "More decisions overturned than this, or a rising share: it is not used well.",
    ),
    RuleRow(
        "delegation.guidance_days", 30, "day", SINCE, HOUSE, "", M,
        "Penalty Law art. 24: departments guide those who received a power; first within so many days.",
    ),
    RuleRow(
        "delegation.sample_days", 90, "day", SINCE, HOUSE, "", M, "The giver samples decisions within so many days."
    ),
    RuleRow(
        "delegation.waiver_days", 183, "day", SINCE, HOUSE, "", M, "A waiver of readiness lasts so long at the most."
    ),
)  # fmt: skip
