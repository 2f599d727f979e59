"""Figures of efficiency supervision: how long an explanation may take, from how many on something is a pattern.

No law sets them; they are the house's first guess, to be confirmed or changed by the county after a back-test.
"""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

HOUSE, SINCE, M = "通办默认规则", date(2004, 1, 1), Confidence.TO_CONFIRM


def _row(key: str, value: int, unit: str, note: str) -> RuleRow:
    return RuleRow(f"supervision.{key}", value, unit, SINCE, HOUSE, "", M, note)


SUPERVISION: tuple[RuleRow, ...] = (
    _row("answer_days", 3, "working_day", "For a body to explain a card."),
    _row("appeal_days", 5, "working_day", "For a body to appeal against a card that was upheld."),
    _row("correct_days", 10, "working_day", "For a body to correct what a card that stands has found."),
    _row("pattern_least", 3, "count", "Requests that say the same of one body from which they are a pattern."),
    _row("recommendation_days", 15, "working_day", "For a body to answer a rectification recommendation."),
    _row("samples", 20, "count", "Examples that a back-test shows."),
    _row("entry_hours", 24, "hour", "Entered later than so long after it took effect is worked outside the system."),
    _row("read_minutes", 1, "minute", "Nobody reviews an application faster than that."),
    _row("right_body_days", 2, "working_day", "From finding oneself not competent to telling which body is."),
    _row("issue_hours", 8, "hour", "From a grant to the certificate."),
    _row("sign_hours", 8, "hour", "From a certificate to its signature."),
    _row("report_hours", 48, "hour", "For a record to reach the other system."),
    _row("handover_days", 1, "working_day", "For the other post to answer a handover."),
    _row("queue_hours", 1, "hour", "From a number to its call."),
    _row("notices", 2, "count", "Notices in one case; one more is a card whatever they say."),
    _row("extensions", 1, "count", "Art. 42 allows one."),
    _row("pauses", 2, "count", "Stretches of the same kind in one case."),
    _row("order_extensions", 1, "count", "Of an order of the hotline."),
    _row("suspensions", 1, "count", "In one case."),
    _row("urges", 2, "count", "Reminders of one step."),
    _row("handovers", 2, "count", "Handovers of one step."),
    _row("spree_hours", 1, "hour", "Within it decisions of one post are a spree."),
    _row("spree", 12, "count", "So many decisions within the hours of a spree."),
    _row("pattern_days", 30, "day", "The span of a pattern over many cases."),
    _row("pair_days", 90, "day", "The span in which pairs are counted."),
    _row("pair", 6, "count", "The same proxy before the same official so often."),
    _row("pauses_at_least", 8, "count", "Cases put on hold by one body."),
    _row("pauses_share", 30, "percent", "Of the cases it accepted."),
    _row("refusals_at_least", 5, "count", "Refusals by one official for one item."),
    _row("refusals_share", 60, "percent", "Of the official's decisions on it."),
    _row("withdrawn_at_least", 6, "count", "Applications taken back at one body."),
    _row("withdrawn_share", 25, "percent", "Of those received for it."),
    _row("turned_away_at_least", 6, "count", "Applications not accepted by one body."),
    _row("turned_away_share", 30, "percent", "Of those it answered."),
    _row("silent_at_least", 3, "count", "Applications accepted by silence at one body."),
    _row("differing_at_least", 4, "count", "Refusals of one item at one place."),
    _row("differing_share", 50, "percent", "Of the decisions on it there."),
    _row("hollow_at_least", 4, "count", "Decisions of an item taken by the one who let the power go."),
    _row("hollow_share", 20, "percent", "Of all decisions on it."),
    _row("reversed_at_least", 3, "count", "Certificates of one body revoked for its own faults."),
    _row("line_days", 3, "day", "Others accepted so much earlier come first."),
    _row("line", 3, "count", "So many of them waiting."),
    _row("again_days", 5, "day", "Received again so soon after an end is a clock begun anew."),
)
