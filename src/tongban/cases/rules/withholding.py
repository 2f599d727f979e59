"""不予公开: what of granted licences stays out of the public register, on which ground, decided by two persons. Pure.

The grant and its result are public except for state secrets, business secrets and privacy (Licence Law art. 5); whoever
handles the case asks with reasons, another person who leads the body decides.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal

STATE_SECRET, BUSINESS_SECRET, PRIVACY = "state_secret", "business_secret", "privacy"
# Ground → Chinese, English, the articles that are written into an empty field.
GROUNDS: Final[Mapping[str, tuple[str, str, str]]] = {
    STATE_SECRET: ("国家秘密", "state secret", "《中华人民共和国政府信息公开条例》第十四条"),
    BUSINESS_SECRET: ("商业秘密", "business secret", "《中华人民共和国政府信息公开条例》第十五条"),
    PRIVACY: ("个人隐私", "privacy", "《中华人民共和国政府信息公开条例》第十五条"),
}
ASKED, KEPT, DECLINED, ENDED = "asked", "kept", "declined", "ended"
STATES: Final[Mapping[str, tuple[str, str]]] = {
    ASKED: ("等待决定", "waits for a decision"),
    KEPT: ("不予公开", "kept back"),
    DECLINED: ("照常公开", "published"),
    ENDED: ("已恢复公开", "published again"),
}
HANDLES: Final = frozenset({"accept", "review", "decide"})
REASON_LENGTH: Final = range(10, 401)

NO_GROUND: Final = Refusal(
    "withhold_ground", "请选择不予公开的理由：国家秘密、商业秘密或者个人隐私。",
    "Choose the ground: state secret, business secret or privacy.",
)  # fmt: skip
NO_REASON: Final = Refusal(
    "withhold_reason", "请写明具体理由，10 到 400 个字：哪些内容不能公开，公开会造成什么损害。",
    "Say why, in 10 to 400 characters: what cannot be public, and what harm publishing would do.",
)  # fmt: skip
NO_SOURCE: Final = Refusal(
    "withhold_source", "“依据”要写明法律法规的条款，如《中华人民共和国政府信息公开条例》第十五条。",
    "The source is an article of a law, such as article 15 of the rules on government information.",
)  # fmt: skip
PAST: Final = Refusal(
    "withhold_past", "不予公开的最后一天要在今天以后；一直不公开的，请留空。",
    "The last day lies after today; leave it empty if it never becomes public.",
)  # fmt: skip
NOT_PUBLIC: Final = Refusal(
    "withhold_not_public", "这件不在公示范围：只有行政许可才公示，不予许可的不公示。",
    "This case is not published anyway: only licences are, and only when granted.",
)  # fmt: skip
STANDS: Final = Refusal(
    "withhold_stands", "本件已有一项申请等待决定，请先处理。", "A request for this case waits already; settle it first."
)
DONE: Final = Refusal(
    "withhold_done", "这项已经处理过了，请刷新后再看。", "This was settled already; reload and look again."
)


def ask_problem(ground: str, reason: str, cited: int, until: date | None, today: date) -> Refusal | None:
    """Why a licence cannot be asked to be kept back in these words."""
    if ground not in GROUNDS:
        return NO_GROUND
    if len(reason.strip()) not in REASON_LENGTH:
        return NO_REASON
    if not cited:
        return NO_SOURCE
    return PAST if until is not None and until <= today else None


def may_ask(by: Actor, body: UUID) -> Refusal | None:
    """Whoever handles cases in the body that decides asks for it; its head decides and so does not ask."""
    if by.kind is ActorKind.OFFICIAL and by.body_id == body and by.has("lead"):
        return Refusal(
            "withhold_head_asks", "是否不予公开由您决定，请由经办人提出。",
            "You decide on it, so whoever handles the case asks.",
        )  # fmt: skip
    if by.kind is ActorKind.OFFICIAL and by.body_id == body and by.duties & HANDLES:
        return None
    return Refusal(
        "withhold_not_yours", "不予公开由作出许可决定的单位提出，您现在的岗位不能提。",
        "The body that decides the licence asks for it; your present post cannot.",
    )  # fmt: skip


def may_settle(by: Actor, body: UUID, asked_by: UUID) -> Refusal | None:
    """Who leads the body decides, and never on what they asked for themselves."""
    if by.kind is not ActorKind.OFFICIAL or by.body_id != body or not by.has("lead"):
        return Refusal(
            "withhold_head", "是否不予公开由本单位负责人决定。", "The head of the body decides whether it is kept back."
        )
    if by.ref == asked_by:
        return Refusal(
            "withhold_two", "您自己提出的不能由您决定，请本单位另一位负责人决定。",
            "You asked for it, so another head of the body decides.",
        )  # fmt: skip
    return None


def held_until(first: bool, last: date) -> date | None:
    """Until when an undecided request alone keeps a licence back: the day by which it must be public, and once only."""
    return last if first else None


def kept_back(state: str, until: date | None, hold_until: date | None, today: date) -> bool:
    """Whether a licence stays out of the register on a day; the last day is still kept back."""
    if state == KEPT:
        return until is None or today <= until
    return state == ASKED and hold_until is not None and today <= hold_until


def overdue(state: str, granted: bool, asked: date, hold_until: date | None, today: date) -> bool:
    """Whether a request that came in time was not decided until the granted licence had to be public: it is, then."""
    return state == ASKED and granted and hold_until is not None and asked <= hold_until < today


def counted(grounds: Collection[str]) -> dict[str, int]:
    """How many of each ground, none left out."""
    return {ground: sum(one == ground for one in grounds) for ground in GROUNDS}
