"""When a holder may ask for renewal, change, replacement or surrender of a certificate, and what silence does. Pure.

Licence law arts. 49, 50, 70. Days before expiry are the applicant's own calendar days, not the working days of art. 82.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tongban.kernel.refusals import Refusal

RENEW, CHANGE, REPLACE, SURRENDER = "renew", "change", "replace", "surrender"
TOLD, REFUSED = "told", "refused"

VERBS: Final[Mapping[str, tuple[str, str]]] = {
    RENEW: ("申请延续", "Ask for renewal"),
    CHANGE: ("申请变更", "Ask for a change"),
    REPLACE: ("申请补发", "Ask for a replacement"),
    SURRENDER: ("申请注销", "Give it up"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rules look at: the situation, the certificate's state and last day, the day of asking, what is set."""

    situation: str
    active: bool
    valid_to: date | None
    today: date
    days_before: int
    late: str = TOLD


def last_day(asked: Asked) -> date | None:
    """The last day on which a renewal is asked in time; None for a certificate without end."""
    return asked.valid_to - timedelta(days=asked.days_before) if asked.valid_to is not None else None


def in_time(asked: Asked) -> bool:
    """Whether silence until expiry renews: a renewal asked on or before its last day."""
    last = last_day(asked)
    return asked.situation == RENEW and last is not None and asked.today <= last


def asking_problem(asked: Asked) -> Refusal | None:
    """Why this cannot be asked of this certificate now; None if it can. A late renewal is not a fault by itself."""
    if not asked.active:
        return Refusal(
            "certificate_ended",
            "这张证照已经撤销、注销或者换发，不能再办。需要的，请重新申请许可。",
            "This certificate was revoked, cancelled or replaced. Apply anew if you need the licence.",
        )
    if asked.situation == RENEW and asked.valid_to is None:
        return Refusal("no_end", "这张证照长期有效，不用延续。", "This certificate has no end, so it needs no renewal.")
    expired = asked.valid_to is not None and asked.today > asked.valid_to
    if expired and asked.situation != SURRENDER:
        return Refusal(
            "certificate_expired",
            "这张证照已经过期，不能延续、变更或者补发。请重新申请许可。",
            "This certificate has expired and cannot be renewed, changed or replaced. Apply for the licence anew.",
        )
    if asked.situation == RENEW and asked.late == REFUSED and not in_time(asked):
        return Refusal(
            "renewal_late",
            "延续要在期满 {days} 日前申请，现在已经过了。请重新申请许可。",
            "Renewal is asked {days} days before expiry, which has passed. Apply for the licence anew.",
            {"days": str(asked.days_before)},
        )
    return None


def lapsed(expires_on: date | None, *, asked_in_time: bool, today: date) -> bool:
    """Whether the certificate expired before anybody decided on a renewal asked in time: it is renewed by law."""
    return asked_in_time and expires_on is not None and today > expires_on


RENEWED_BY_LAW: Final = Refusal(
    "renewed_by_law",
    "原证期满前没有作出决定，依法视为准予延续（行政许可法第五十条），本件不能再办。延续已经或者将在一分钟内记入。",
    "Nobody decided before the certificate expired, so it is renewed by law (licence law art. 50). Nothing more can be "
    "done here; the renewal is recorded within a minute.",
)
