"""The life of a card: told, explained, upheld or lifted, appealed, corrected, closed; and of a recommendation. Pure."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final

from tongban.kernel.refusals import Refusal


class State(StrEnum):
    """Where a card stands. `noted` is a reminder that nobody has to answer; `stands` was upheld on appeal."""

    NOTED = "noted"
    TOLD = "told"
    EXPLAINED = "explained"
    UPHELD = "upheld"
    APPEALED = "appealed"
    STANDS = "stands"
    LIFTED = "lifted"
    CORRECTED = "corrected"
    CLOSED = "closed"


class Act(StrEnum):
    """What can be done to a card."""

    EXPLAIN = "explain"
    UPHOLD = "uphold"
    LIFT = "lift"
    APPEAL = "appeal"
    KEEP = "keep"
    LIFT_ON_APPEAL = "lift_on_appeal"
    CORRECT = "correct"
    CLOSE = "close"


STATE_WORDS: Final[dict[State, tuple[str, str]]] = {
    State.NOTED: ("提醒，不用答复", "reminder, needs no answer"),
    State.TOLD: ("待说明", "to be explained"),
    State.EXPLAINED: ("已说明，待审核", "explained, to be judged"),
    State.UPHELD: ("成立，待整改", "upheld, to be corrected"),
    State.APPEALED: ("已申诉，待复核", "appealed, to be judged again"),
    State.STANDS: ("复核维持，待整改", "stands after the appeal, to be corrected"),
    State.LIFTED: ("已撤销", "lifted"),
    State.CORRECTED: ("已整改，待确认", "corrected, to be confirmed"),
    State.CLOSED: ("已了结", "closed"),
}
ACT_WORDS: Final[dict[Act, tuple[str, str]]] = {
    Act.EXPLAIN: ("说明情况", "Explain"),
    Act.UPHOLD: ("认定成立", "Uphold"),
    Act.LIFT: ("撤销", "Lift"),
    Act.APPEAL: ("提出申诉", "Appeal"),
    Act.KEEP: ("维持", "Let it stand"),
    Act.LIFT_ON_APPEAL: ("复核撤销", "Lift on appeal"),
    Act.CORRECT: ("报告整改", "Report the correction"),
    Act.CLOSE: ("确认了结", "Close"),
}
DONE_WORDS: Final[dict[Act, tuple[str, str]]] = {
    Act.EXPLAIN: ("说明了情况", "explained"),
    Act.UPHOLD: ("认定成立", "upheld"),
    Act.LIFT: ("撤销", "lifted"),
    Act.APPEAL: ("提出申诉", "appealed"),
    Act.KEEP: ("复核维持", "let it stand on appeal"),
    Act.LIFT_ON_APPEAL: ("复核撤销", "lifted on appeal"),
    Act.CORRECT: ("报告了整改", "reported the correction"),
    Act.CLOSE: ("确认了结", "closed"),
}
# From where an act is possible, and where it leads.
MOVES: Final[dict[Act, tuple[frozenset[State], State]]] = {
    Act.EXPLAIN: (frozenset({State.TOLD}), State.EXPLAINED),
    Act.UPHOLD: (frozenset({State.TOLD, State.EXPLAINED}), State.UPHELD),
    Act.LIFT: (frozenset({State.TOLD, State.EXPLAINED}), State.LIFTED),
    Act.APPEAL: (frozenset({State.UPHELD}), State.APPEALED),
    Act.KEEP: (frozenset({State.APPEALED}), State.STANDS),
    Act.LIFT_ON_APPEAL: (frozenset({State.APPEALED}), State.LIFTED),
    Act.CORRECT: (frozenset({State.UPHELD, State.STANDS}), State.CORRECTED),
    Act.CLOSE: (frozenset({State.CORRECTED}), State.CLOSED),
}
OF_THE_BODY: Final = frozenset({Act.EXPLAIN, Act.APPEAL, Act.CORRECT})
ON_APPEAL: Final = frozenset({Act.KEEP, Act.LIFT_ON_APPEAL})
ENDED: Final = frozenset({State.NOTED, State.LIFTED, State.CLOSED})
OPEN: Final = frozenset(State) - ENDED
# Where the body has to do something by a day.
WAITS_FOR_BODY: Final = frozenset({State.TOLD, State.UPHELD, State.STANDS})


def acts_from(state: State) -> tuple[Act, ...]:
    """What can be done next, in the order of the table."""
    return tuple(act for act, (sources, _) in MOVES.items() if state in sources)


def move_problem(act: Act, state: State) -> Refusal | None:
    """Why an act is not possible where the card stands."""
    if state in MOVES[act][0]:
        return None
    zh, en = STATE_WORDS[state]
    return Refusal(
        "card_state",
        "这张牌现在是“{state}”，不能再做这一步。请刷新后看最新情况。",
        "This card is now: {state_en}. This step is not possible any more; open it again to see how it stands.",
        {"state": zh, "state_en": en},
    )


def uphold_problem(state: State, answer_by: datetime | None, at: datetime) -> Refusal | None:
    """Nobody is judged before they were heard: until the explanation is in, or its day has passed."""
    if state is not State.TOLD or answer_by is None or at > answer_by:
        return None
    return Refusal(
        "card_not_heard",
        "单位还在说明期限内，等说明交来或者期限过后再认定。",
        "The body may still explain. Judge the card once it has explained or its time is over.",
    )


def appeal_problem(appeal_by: datetime | None, at: datetime) -> Refusal | None:
    """An appeal in time."""
    if appeal_by is None or at <= appeal_by:
        return None
    return Refusal(
        "appeal_late",
        "申诉期限已过，请按要求整改；情况有变化的，可以在整改报告里写明。",
        "The time to appeal is over. Correct what was found; what has changed can be told with the correction.",
    )


def words_problem(words: str) -> Refusal | None:
    """Every step says why, in words of a sensible length."""
    if not words.strip():
        return Refusal("card_words", "请写明情况或者理由。", "Say how it is, or why.")
    if len(words) > MOST_WORDS:
        return Refusal("card_words_long", "请写在 2000 字以内。", "Keep it within 2,000 characters.")
    return None


MOST_WORDS: Final = 2_000
