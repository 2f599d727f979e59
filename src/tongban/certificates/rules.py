"""Certificates 电子证照: states and their moves, number text, and the verdict that a check gives. Pure.

A verdict says first whether the certificate is good today. "Not found" is never "forged": it lists what it may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tongban.kernel.refusals import Refusal


class State(StrEnum):
    """What the issuing body has decided about a certificate; expiry is no state but a date."""

    ACTIVE = "active"
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    REPLACED = "replaced"


MOVES = {State.ACTIVE: frozenset({State.REVOKED, State.CANCELLED, State.REPLACED})}


class Finding(StrEnum):
    """The first words of a verdict."""

    VALID = "valid"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    REPLACED = "replaced"
    ALTERED = "altered"
    UNKNOWN = "unknown"
    NOT_OURS = "not_ours"


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a certificate may be taken back: words, article, and the state it leads to."""

    zh: str
    en: str
    article: str
    state: State


_LAW = "《中华人民共和国行政许可法》"
GROUNDS: dict[str, Grounds] = {
    "unlawful_grant": Grounds("作出准予决定违法", "granted unlawfully", f"{_LAW}第六十九条第一款", State.REVOKED),
    "fraud": Grounds("以不正当手段取得", "obtained by fraud or bribery", f"{_LAW}第六十九条第二款", State.REVOKED),
    "expired": Grounds("有效期届满未延续", "expired and not renewed", f"{_LAW}第七十条第一项", State.CANCELLED),
    "holder_gone": Grounds("持证人死亡或者终止", "holder died or dissolved", f"{_LAW}第七十条", State.CANCELLED),
    "withdrawn": Grounds("许可被撤销、撤回", "licence revoked or withdrawn", f"{_LAW}第七十条第四项", State.CANCELLED),
    "impossible": Grounds("因不可抗力无法实施", "cannot be carried out", f"{_LAW}第七十条第五项", State.CANCELLED),
    "changed": Grounds("变更后换发", "replaced after a change", f"{_LAW}第四十九条", State.REPLACED),
}


def number_text(*, word: str, division: str, year: int, no: int) -> str:
    """`JY990823202600417`: kind's word, division of the root, year, serial of five places."""
    return f"{word}{division}{year}{no:05d}"


def move_problem(state: State, ground: str) -> Refusal | None:
    """Why a certificate in this state cannot be taken back on this ground; None if it can."""
    if ground not in GROUNDS:
        return Refusal(
            "certificate_ground",
            zh="请从法定情形中选择撤销、注销或者换发的理由。",
            en="Choose one of the grounds the law allows for revoking, cancelling or replacing.",
        )
    if GROUNDS[ground].state not in MOVES.get(state, frozenset()):
        return Refusal(
            "certificate_not_active",
            zh="这张证照已经失效，不能再办一次。",
            en="This certificate is no longer in force, so this cannot be done again.",
        )
    return None


def period_problem(valid_from: date, valid_to: date | None) -> Refusal | None:
    """Why these dates make no certificate; None if they do. `valid_to` None means without end."""
    if valid_to is None or valid_from <= valid_to:
        return None
    return Refusal(
        "certificate_period",
        zh="有效期的截止日早于起始日，请核对。",
        en="The certificate would end before it begins. Check the dates.",
    )


def finding(state: State, valid_from: date, valid_to: date | None, today: date) -> Finding:
    """Whether a certificate holds on a day. The last day of validity still counts."""
    if state is not State.ACTIVE:
        return Finding(state.value)
    if today < valid_from:
        return Finding.NOT_YET
    if valid_to is not None and today > valid_to:
        return Finding.EXPIRED
    return Finding.VALID


def clean_number(text: str) -> str:
    """A typed or pasted number without spaces and dashes, in capitals; full-width characters become plain ones."""
    plain = text.translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
    return "".join(c for c in plain.upper() if c.isalnum() or c == ".")[:80]
