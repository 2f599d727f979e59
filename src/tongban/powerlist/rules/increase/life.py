"""The life of a finding: to be explained, explained, an increase to be corrected or cleared, corrected, closed. Pure.

Nobody decides before the department was heard or its days have passed; nothing is published by it.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final

from tongban.kernel.refusals import Refusal


class State(StrEnum):
    """Where a finding stands."""

    TOLD = "told"
    EXPLAINED = "explained"
    INCREASE = "increase"
    CORRECTED = "corrected"
    CLEARED = "cleared"
    CLOSED = "closed"


class Act(StrEnum):
    """What can be done to a finding."""

    EXPLAIN = "explain"
    UPHOLD = "uphold"
    CLEAR = "clear"
    CORRECT = "correct"
    CLOSE = "close"


STATE_WORDS: Final[dict[State, tuple[str, str]]] = {
    State.TOLD: ("待说明", "to be explained"),
    State.EXPLAINED: ("已说明，待认定", "explained, to be decided"),
    State.INCREASE: ("认定为增加，待整改", "an increase, to be corrected"),
    State.CORRECTED: ("已整改，待确认", "corrected, to be confirmed"),
    State.CLEARED: ("已说明清楚", "explained"),
    State.CLOSED: ("已整改了结", "corrected and closed"),
}
ACT_WORDS: Final[dict[Act, tuple[str, str]]] = {
    Act.EXPLAIN: ("交出说明", "Send the explanation"),
    Act.UPHOLD: ("认定为增加", "It is an increase"),
    Act.CLEAR: ("认可说明", "The explanation holds"),
    Act.CORRECT: ("报告整改", "Report the correction"),
    Act.CLOSE: ("确认整改", "Confirm the correction"),
}
DONE_WORDS: Final[dict[Act, tuple[str, str]]] = {
    Act.EXPLAIN: ("作了说明", "explained"),
    Act.UPHOLD: ("认定为增加", "decided that it is an increase"),
    Act.CLEAR: ("认可了说明", "found the explanation right"),
    Act.CORRECT: ("报告了整改", "reported the correction"),
    Act.CLOSE: ("确认了整改", "confirmed the correction"),
}
MOVES: Final[dict[Act, tuple[frozenset[State], State]]] = {
    Act.EXPLAIN: (frozenset({State.TOLD}), State.EXPLAINED),
    Act.UPHOLD: (frozenset({State.TOLD, State.EXPLAINED}), State.INCREASE),
    Act.CLEAR: (frozenset({State.TOLD, State.EXPLAINED}), State.CLEARED),
    Act.CORRECT: (frozenset({State.INCREASE}), State.CORRECTED),
    Act.CLOSE: (frozenset({State.CORRECTED}), State.CLOSED),
}
OF_THE_BODY: Final = frozenset({Act.EXPLAIN, Act.CORRECT})
WAITS_FOR_BODY: Final = frozenset({State.TOLD, State.INCREASE})
OPEN: Final = frozenset(State) - {State.CLEARED, State.CLOSED}
MOST_WORDS: Final = 2_000


def acts_from(state: State) -> tuple[Act, ...]:
    """What can be done next, in the order of the table."""
    return tuple(act for act, (sources, _) in MOVES.items() if state in sources)


def move_problem(act: Act, state: State) -> Refusal | None:
    """Why an act is not possible where the finding stands."""
    if state in MOVES[act][0]:
        return None
    zh, en = STATE_WORDS[state]
    return Refusal(
        "increase_state",
        "这条疑点现在是“{state}”，不能再做这一步。请刷新后看最新情况。",
        "This finding is now: {state_en}. This step is not possible any more; open it again to see how it stands.",
        {"state": zh, "state_en": en},
    )


def too_soon(state: State, due_by: datetime | None, at: datetime) -> Refusal | None:
    """The department is heard first: until its explanation is in, or its day has passed (None: no department)."""
    if state is not State.TOLD or due_by is None or at > due_by:
        return None
    return Refusal(
        "increase_not_heard",
        "单位还在说明期限内，等说明交来或者期限过后再认定。",
        "The department may still explain. Decide once it has explained or its time is over.",
    )


def words_problem(words: str) -> Refusal | None:
    """Every step says why."""
    if not words.strip():
        return Refusal("increase_words", "请写明情况或者理由。", "Say how it is, or why.")
    if len(words) > MOST_WORDS:
        return Refusal("increase_words_long", "请写在 2000 字以内。", "Keep it within 2,000 characters.")
    return None
