"""Certificates 电子证照: states and their moves, number text, and the verdict that a check gives. Pure.

A verdict says first whether the certificate is good today. "Not found" is never "forged": it lists what it may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tongban.kernel.refusals import Refusal


class State(StrEnum):
    """What the issuing body has decided about a certificate; expiry is no state but a date."""

    ACTIVE = "active"
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    REPLACED = "replaced"


MOVES = {
    State.ACTIVE: frozenset({State.REVOKED, State.CANCELLED, State.REPLACED}),
    # What was revoked is then struck off as well (art. 70 no. 4).
    State.REVOKED: frozenset({State.CANCELLED}),
}


class Origin(StrEnum):
    """How the period of validity that runs now came about: as issued, or deemed renewed by the law itself."""

    ISSUED = ""
    DEEMED = "deemed"


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
    """Why a certificate stops holding: words, article, the state it leads to, and what follows from it.

    `must` tells a duty from a power (应当 or 可以); `act` who does it: the `decision` of an official or a `case`
    of the holder; `after` the consequence for the holder.
    """

    zh: str
    en: str
    article: str
    state: State
    must: bool = True
    act: str = "decision"
    after_zh: str = ""
    after_en: str = ""


_LAW = "《中华人民共和国行政许可法》"
_HARM = (
    "撤销损害您合法权益的，本机关依法赔偿。",
    "Where revoking harms lawful interests, the body compensates as the law says.",
)
_NO_CLAIM = ("基于该许可取得的利益不受保护。", "Interests that rest on this licence are not protected.")


def _unlawful(zh: str, en: str, no: str) -> Grounds:
    return Grounds(zh, en, f"{_LAW}第六十九条第一款第{no}项", State.REVOKED, False, "decision", *_HARM)


def _ended(zh: str, en: str, no: str, act: str = "decision") -> Grounds:
    return Grounds(zh, en, f"{_LAW}第七十条第{no}项", State.CANCELLED, True, act)


def _newer(zh: str, en: str, article: str) -> Grounds:
    return Grounds(zh, en, article, State.REPLACED, True, "case")


GROUNDS: dict[str, Grounds] = {
    "abuse": _unlawful("工作人员滥用职权、玩忽职守作出准予决定", "granted by abuse or neglect of office", "一"),
    "beyond_power": _unlawful("超越法定职权作出准予决定", "granted beyond the body's power", "二"),
    "procedure": _unlawful("违反法定程序作出准予决定", "granted against the procedure of the law", "三"),
    "unqualified": _unlawful(
        "对不具备申请资格或者不符合法定条件的申请人准予许可", "granted to one who did not qualify", "四"
    ),
    "other_unlawful": _unlawful("依法可以撤销的其他情形", "another case in which the law allows revoking", "五"),
    "fraud": Grounds(
        "被许可人以欺骗、贿赂等不正当手段取得", "obtained by fraud or bribery", f"{_LAW}第六十九条第二款",
        State.REVOKED, True, "decision", *_NO_CLAIM,
    ),
    "expired": _ended("有效期届满未延续", "expired and not renewed", "一"),
    "dead": _ended("公民死亡或者丧失行为能力", "the person died or lost capacity", "二"),
    "dissolved": _ended("法人或者其他组织依法终止", "the organisation was dissolved", "三"),
    "revoked": _ended("许可依法被撤销、撤回，或者证件被吊销", "the licence was revoked or withdrawn", "四"),
    "impossible": _ended("因不可抗力许可事项无法实施", "cannot be carried out any more", "五"),
    "surrendered": _ended("持证人申请注销", "surrendered by the holder", "六", "case"),
    "renewed": _newer("延续后换发", "renewed, a new certificate was issued", f"{_LAW}第五十条"),
    "changed": _newer("变更后换发", "changed, a new certificate was issued", f"{_LAW}第四十九条"),
    "reissued": _newer("补发新证", "lost or damaged, a new certificate was issued", f"{_LAW}第三十九条"),
}  # fmt: skip
"""Closed lists: licence law art. 69 (撤销), art. 70 (注销), and what makes room for a newer certificate."""

SUCCESSIONS = {"renew": "renewed", "change": "changed", "replace": "reissued"}
"""For each situation of an item that ends in a newer certificate, the ground on which the older one goes."""


def number_text(*, word: str, division: str, year: int, no: int) -> str:
    """`JY990823202600417`: kind's word, division of the root, year, serial of five places."""
    return f"{word}{division}{year}{no:05d}"


def move_problem(state: State, ground: str, *, expired: bool = True) -> Refusal | None:
    """Why a certificate in this state cannot be taken back on this ground; None if it can.

    `expired`: whether its last day has passed, without which nothing is cancelled as expired.
    """
    if ground not in GROUNDS:
        return Refusal(
            "certificate_ground",
            zh="请从法定情形中选择撤销、注销或者换发的理由。",
            en="Choose one of the grounds the law allows for revoking, cancelling or replacing.",
        )
    struck_off = state is State.REVOKED and ground != "revoked"
    if struck_off or GROUNDS[ground].state not in MOVES.get(state, frozenset()):
        return Refusal(
            "certificate_not_active",
            zh="这张证照已经失效，不能再办一次。",
            en="This certificate is no longer in force, so this cannot be done again.",
        )
    if ground == "expired" and not expired:
        return Refusal(
            "certificate_not_expired",
            zh="这张证照还在有效期内，不能按期满注销。",
            en="This certificate has not expired, so it cannot be cancelled as expired.",
        )
    return None


def grounds_for(state: State, *, expired: bool, superior: bool = False) -> tuple[str, ...]:
    """The grounds that an official may choose now. A superior body revokes; striking off is the issuer's own work."""
    open_now = [
        key
        for key, one in GROUNDS.items()
        if one.act == "decision" and move_problem(state, key, expired=expired) is None
    ]
    return tuple(key for key in open_now if not superior or GROUNDS[key].state is State.REVOKED)


def period_problem(valid_from: date, valid_to: date | None) -> Refusal | None:
    """Why these dates make no certificate; None if they do. `valid_to` None means without end."""
    if valid_to is None or valid_from <= valid_to:
        return None
    return Refusal(
        "certificate_period",
        zh="有效期的截止日早于起始日，请核对。",
        en="The certificate would end before it begins. Check the dates.",
    )


def deemed_period(valid_from: date, valid_to: date) -> tuple[date, date]:
    """The period that follows one that ended: it begins the day after and is as long, in whole years where it was.

    29 February falls back to the 28th.
    """
    start = valid_to + timedelta(days=1)
    years = start.year - valid_from.year
    if years > 0 and (start.month, start.day) == (valid_from.month, valid_from.day):
        try:
            return start, start.replace(year=start.year + years) - timedelta(days=1)
        except ValueError:
            return start, start.replace(year=start.year + years, day=28) - timedelta(days=1)
    return start, start + (valid_to - valid_from)


def last_day_to_ask(valid_to: date, days_before: int) -> date:
    """The last day on which a renewal is asked in time: so many days before expiry (licence law art. 50)."""
    return valid_to - timedelta(days=days_before)


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
