"""The life of a bad rating: contacted, put right, called back, published; or appealed and decided. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from tongban.kernel.refusals import Refusal


class State(StrEnum):
    """Where a rating stands; a good one is `counted` and stays so."""

    COUNTED = "counted"
    OPEN = "open"
    CONTACTED = "contacted"
    RECTIFIED = "rectified"
    CLOSED = "closed"
    EXCLUDED = "excluded"


class Act(StrEnum):
    """What can be done with a bad rating."""

    CONTACT = "contact"
    RECTIFY = "rectify"
    CALL_BACK = "call_back"
    PUBLISH = "publish"
    APPEAL = "appeal"
    JUDGE = "judge"


STATE_WORDS: Final = {
    State.COUNTED: ("已计入", "counted"),
    State.OPEN: ("待联系", "to be contacted"),
    State.CONTACTED: ("待整改", "to be put right"),
    State.RECTIFIED: ("待回访", "to be called back"),
    State.CLOSED: ("已办结", "closed"),
    State.EXCLUDED: ("申诉成立，不计入", "excluded on appeal"),
}
ACT_WORDS: Final = {
    Act.CONTACT: ("联系评价人", "contacted the rater"),
    Act.RECTIFY: ("整改", "put right"),
    Act.CALL_BACK: ("回访", "called back"),
    Act.PUBLISH: ("公开", "published"),
    Act.APPEAL: ("申诉", "appealed"),
    Act.JUDGE: ("申诉裁定", "decided the appeal"),
}
# 申诉: none, open, rejected, upheld.
NONE, PENDING, KEPT, UPHELD = "", "pending", "kept", "upheld"
GROUNDS: Final = {
    "wrong": ("误评：评的不是这件事或者按错了", "by mistake: about something else, or the wrong button"),
    "malicious": ("恶意：与办事无关或者以差评要挟", "in bad faith: nothing to do with the service, or a threat"),
}
OUTCOMES: Final = {
    "fixed": ("已整改", "put right"),
    "planned": ("情况复杂，已立台账限期解决", "complex: entered in the list with its day"),
    "explained": ("诉求于法无据，已说明", "no legal ground: explained"),
}
FOUND: Final = {
    "solved": ("已解决", "solved"),
    "unsolved": ("没解决，退回重办", "not solved, sent back"),
    "unreached": ("没联系上", "not reached"),
}
FROM: Final = {
    Act.CONTACT: (State.OPEN,),
    Act.RECTIFY: (State.OPEN, State.CONTACTED),
    Act.CALL_BACK: (State.RECTIFIED,),
    Act.PUBLISH: (State.CLOSED,),
    Act.APPEAL: (State.OPEN, State.CONTACTED, State.RECTIFIED),
    Act.JUDGE: (State.OPEN, State.CONTACTED, State.RECTIFIED, State.CLOSED),
}
WORDS: Final = range(2, 501)
WORDS_WANTED: Final = Refusal("rating_say", "请写明内容，2 到 500 个字。", "Write what it is, in 2 to 500 characters.")
CONTACT_FIRST: Final = Refusal(
    "contact_first",
    "评价人留了联系方式，先联系，再整改。",
    "The rater can be reached: contact them first, then put it right.",
)
APPEALED_ONCE: Final = Refusal(
    "appealed_once", "这条差评已经申诉过一次。", "This rating was appealed against once already."
)
APPEAL_LATE: Final = Refusal("appeal_late", "申诉的时间已经过了。", "The time to appeal is over.")
NO_APPEAL: Final = Refusal("no_appeal", "没有待裁定的申诉。", "There is no appeal to decide.")
APPEAL_WAITS: Final = Refusal(
    "appeal_waits", "申诉还没有裁定，裁定以后再办结。", "The appeal is not decided yet; it can be closed afterwards."
)
PUBLISHED: Final = Refusal("published", "已经公开过了。", "It was published already.")


def act_problem(act: Act, state: State, *, named: bool, appeal: str, published: bool) -> Refusal | None:
    """Why an act does not fit where the rating stands, or None."""
    if state not in FROM[act]:
        said = STATE_WORDS[state]
        return Refusal(
            "rating_state",
            "这条评价现在是“{zh}”，不能这样办。",
            "This rating is now “{en}”; that cannot be done.",
            {"zh": said[0], "en": said[1]},
        )
    if act is Act.RECTIFY and named and state is State.OPEN:
        return CONTACT_FIRST
    if act is Act.APPEAL and appeal != NONE:
        return APPEALED_ONCE
    if act is Act.JUDGE and appeal != PENDING:
        return NO_APPEAL
    if act in (Act.CALL_BACK, Act.PUBLISH) and appeal == PENDING:
        return APPEAL_WAITS
    return PUBLISHED if act is Act.PUBLISH and published else None


def words_problem(words: str) -> Refusal | None:
    """Each step says what was done."""
    return None if len(words.strip()) in WORDS else WORDS_WANTED


def after_call(found: str, tries: int, most: int) -> State:
    """Where a call back leads: solved closes it, unsolved sends it back, after the last vain try it is closed."""
    if found == "unsolved":
        return State.CONTACTED
    return State.CLOSED if found == "solved" or tries >= most else State.RECTIFIED
