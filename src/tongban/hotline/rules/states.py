"""The life of an order (工单) as a table: which act leads from where to where. Pure.

Being joint, supervised, extended or arbitrated is no state but a mark: an order can be all of them at once.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from tongban.kernel.refusals import Refusal


class State(StrEnum):
    """Where an order stands; each open state has one hand that must move next, and a moment until when."""

    TAKEN = "taken"
    DISPATCHED = "dispatched"
    SIGNED = "signed"
    HANDLING = "handling"
    RETURNED = "returned"
    REPLIED = "replied"
    CALLBACK = "callback"
    CLOSED = "closed"
    MERGED = "merged"
    TRANSFERRED = "transferred"
    NOT_TAKEN = "not_taken"


class Act(StrEnum):
    """What can be done with an order that moves it."""

    DISPATCH = "dispatch"
    REDISPATCH = "redispatch"
    SIGN = "sign"
    CONTACT = "contact"
    SEND_BACK = "return"
    ARBITRATE = "arbitrate"
    REPLY = "reply"
    CALL_BACK = "call_back"
    REDO = "redo"
    CLOSE = "close"
    REOPEN = "reopen"
    MERGE = "merge"
    ELSEWHERE = "elsewhere"


ENDED: Final = frozenset({State.CLOSED, State.MERGED, State.TRANSFERRED, State.NOT_TAKEN})
OPEN: Final = frozenset(State) - ENDED
IN_HANDS: Final = frozenset({State.DISPATCHED, State.SIGNED, State.HANDLING})
ANSWERED: Final = frozenset({State.REPLIED, State.CALLBACK})

# From which states an act is possible. A second dispatch, an arbitration or a redo begins again at the body, never
# at the clock.
MOVES: Final[dict[Act, frozenset[State]]] = {
    Act.DISPATCH: frozenset({State.TAKEN}),
    Act.REDISPATCH: frozenset({State.DISPATCHED, State.SIGNED, State.HANDLING}),
    Act.SIGN: frozenset({State.DISPATCHED}),
    Act.CONTACT: frozenset({State.SIGNED, State.HANDLING}),
    Act.SEND_BACK: frozenset({State.DISPATCHED, State.SIGNED}),
    Act.ARBITRATE: frozenset({State.RETURNED}),
    Act.REPLY: frozenset({State.HANDLING}),
    Act.CALL_BACK: frozenset({State.CALLBACK}),
    Act.REDO: ANSWERED,
    Act.CLOSE: ANSWERED,
    Act.REOPEN: frozenset({State.CLOSED}),
    Act.MERGE: frozenset({State.TAKEN, *IN_HANDS, State.RETURNED}),
    Act.ELSEWHERE: frozenset({State.TAKEN, State.RETURNED}),
}

STATE_WORDS: Final[dict[State, tuple[str, str]]] = {
    State.TAKEN: ("待派单", "to be dispatched"),
    State.DISPATCHED: ("待签收", "to be signed for"),
    State.SIGNED: ("已签收", "signed for"),
    State.HANDLING: ("办理中", "being handled"),
    State.RETURNED: ("退单待裁定", "returned, to be arbitrated"),
    State.REPLIED: ("已答复", "answered"),
    State.CALLBACK: ("待回访", "to be called back"),
    State.CLOSED: ("已办结", "closed"),
    State.MERGED: ("已并入同一诉求", "joined to the same request"),
    State.TRANSFERRED: ("已转紧急热线", "handed to an emergency line"),
    State.NOT_TAKEN: ("不属受理范围，已告知渠道", "not for this line; the right one was told"),
}


def state_word(state: str, language: str) -> str:
    """A state in words; `language` is zh or en."""
    return STATE_WORDS[State(state)][1 if language.startswith("en") else 0]


def move_problem(act: Act, state: State) -> Refusal | None:
    """Why an act is not possible now, or None."""
    if state in MOVES[act]:
        return None
    zh, en = STATE_WORDS[state]
    return Refusal(
        "order_state",
        "这件诉求现在是“{zh}”，不能做这一步。请刷新后再看。",
        "This order is “{en}” now, so this step is not possible. Load the page again.",
        {"zh": zh, "en": en},
    )
