"""Keeping the list short and honest: clean-up rounds, overlaps, the innovation docket, fees and fines.

No law sets figures for the first three; a county publishes its own in place of these.
"""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

HOUSE, ALWAYS = "通办默认规则", date(2004, 1, 1)
PENALTY, PENALTY_SINCE = "中华人民共和国行政处罚法", date(2021, 7, 15)
V, M = Confidence.VERIFIED, Confidence.TO_CONFIRM

CLEARING: tuple[RuleRow, ...] = (
    RuleRow(
        "round.quorum_thirds", 2, "third", ALWAYS, HOUSE, "", M,
        "Of those who may vote on an item of a clean-up round so many thirds have voted before it is decided.",
    ),
    RuleRow(
        "round.majority_percent", 50, "percent", ALWAYS, HOUSE, "", M,
        "An outcome of a clean-up round needs more than this share of the votes cast; else the item is kept.",
    ),
    RuleRow(
        "overlap.statement_days", 5, "working_day", ALWAYS, HOUSE, "", M,
        "For both bodies of an overlap dispute to state their case.",
    ),
    RuleRow(
        "overlap.decision_days", 15, "working_day", ALWAYS, HOUSE, "", M,
        "For the arbiter of an overlap dispute to decide, counted from its opening.",
    ),
    RuleRow(
        "practice.answer_days", 20, "working_day", ALWAYS, HOUSE, "", M,
        "For the body above to answer a practice filed from below.",
    ),
    RuleRow(
        "practice.escalated_days", 5, "working_day", ALWAYS, HOUSE, "", M,
        "For the county government to answer a practice that nobody answered in time.",
    ),
    RuleRow(
        "practice.trial_months", 24, "month", ALWAYS, HOUSE, "", M,
        "A trial of a practice is authorised for at most so long.",
    ),
    RuleRow(
        "charge.pay_days", 15, "day", PENALTY_SINCE, PENALTY, "第六十七条", V,
        "A fine is paid at a bank within so many days of receiving the decision; fees follow it unless their law says "
        "otherwise.",
    ),
    RuleRow(
        "charge.treasury_days", 2, "working_day", ALWAYS, HOUSE, "", M,
        "What the bank collected stands in the treasury after so many days.",
    ),
)  # fmt: skip
