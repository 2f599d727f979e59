"""The platform's own figures for other systems: how long a token lives, an answer is kept, a sending waits.

No law sets them; a county confirms or changes them by a dated row.
"""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

HOUSE = "通办默认规则"
SINCE = date(2004, 1, 1)
AFTERWARDS, FIRST = "国务院关于“先照后证”改革后加强事中事后监管的意见", date(2015, 10, 13)
M = Confidence.TO_CONFIRM

INTERFACE: tuple[RuleRow, ...] = (
    RuleRow("token.most_days", 365, "day", SINCE, HOUSE, "", M, "A token for another system lives at most so long."),
    RuleRow("token.usual_days", 90, "day", SINCE, HOUSE, "", M, "What the form offers for a new token."),
    RuleRow(
        "interface.answer_hours", 24, "hour", SINCE, HOUSE, "", M, "A repeated request gets the same answer so long."
    ),
    RuleRow("exchange.first_retry_minutes", 1, "minute", SINCE, HOUSE, "", M, "The wait after a first failed sending."),
    RuleRow("exchange.retry_minutes", 60, "minute", SINCE, HOUSE, "", M, "The longest wait between two sendings."),
    RuleRow(
        "entrant.claim_days",
        5,
        "working_day",
        FIRST,
        AFTERWARDS,
        "",
        M,
        "For a department to claim a new firm that needs its licence, or to send it back with a reason (双告知). The "
        "opinion asks for claiming and leaves the days to the locality, which confirms them.",
    ),
    RuleRow("interface.page_size", 50, "count", SINCE, HOUSE, "", M, "Rows on one page of a list unless asked."),
    RuleRow("interface.most_rows", 200, "count", SINCE, HOUSE, "", M, "Most rows on one page of a list."),
)
