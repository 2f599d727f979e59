"""Figures around people: how long a mandate runs, how soon a first contact is taken over and answered, codes on paper.

The Civil Code says what a mandate must state, not how long it may run; the days of first contact are the platform's
until a county publishes its own.
"""

from __future__ import annotations

from datetime import date

from tongban.rulebook.rule import Confidence, RuleRow

HOUSE = "通办默认规则"
SINCE = date(2004, 1, 1)
M = Confidence.TO_CONFIRM

PEOPLE: tuple[RuleRow, ...] = (
    RuleRow(
        "mandate.longest_days", 365, "day", SINCE, HOUSE, "", M,
        "The law wants a term stated (Civil Code art. 165) and sets none; a mandate without an end would never be "
        "looked at again.",
    ),
    RuleRow(
        "contact.take_over_days", 1, "working_day", SINCE, HOUSE, "", M,
        "Whoever a question was handed to takes it over by then; until then the first asked still owns it.",
    ),
    RuleRow(
        "contact.answer_days", 3, "working_day", SINCE, HOUSE, "", M, "A question asked in person is answered by then."
    ),
    RuleRow(
        "asked_again.days", 90, "day", SINCE, HOUSE, "", M, "So far back cases are searched for papers asked again."
    ),
    RuleRow(
        "account.paper_code_days", 7, "day", SINCE, HOUSE, "", M, "A one-time code printed at a window works so long."
    ),
)  # fmt: skip
