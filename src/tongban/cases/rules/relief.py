"""The words of a relief case where a licence has others: what stands decided is given or not given, nothing is granted.

Which case is one follows from its item (type 05); the states and moves are those of every case.
"""

from __future__ import annotations

from typing import Final

from tongban.cases.rules.moves import State

Words = tuple[str, str]

DECIDED: Final[dict[str, Words]] = {
    "grant": ("决定：同意给予救助", "Decided: relief is given"),
    "refuse": ("决定：不同意给予", "Decided: not given"),
}
_STATES: Final[dict[tuple[State, str], Words]] = {
    (State.ACCEPTED, ""): ("核查中", "Being verified"),
    (State.DECIDED, "grant"): ("同意给予，待送达", "Given, to be delivered"),
    (State.DECIDED, "refuse"): ("不同意给予，待送达", "Not given, to be delivered"),
    (State.CLOSED, "grant"): ("已办结，同意给予", "Done, relief given"),
    (State.CLOSED, "refuse"): ("已办结，不同意给予", "Done, not given"),
}
_SAID: Final[dict[str, Words]] = {
    "case.reviewed": ("完成核查", "Verified"),
    "case.result_issued": ("制作救助决定", "Decision made out"),
}
URGENT: Final = "urgent_"
"""How the keys of hour limits begin that raise an alarm by themselves when one party lets them pass."""


def relief_words(state: State, decision: str) -> Words | None:
    """The state of a relief case in words (Chinese, English); None where they are those of every case."""
    return _STATES.get((state, decision))


def relief_said(kind: str, decision: str) -> Words | None:
    """What happened in a relief case, for its applicant; None where it is said as in every case."""
    return DECIDED.get(decision) if kind == "case.decided" else _SAID.get(kind)
