"""委托代办: what a mandate lets somebody do for another person, until when, and who may give it or take it back. Pure.

A mandate never carries more than filling in, handing in, supplying and following. Withdrawing, answering on a hearing,
promising and consenting stay with the person, except a consent that the mandate itself names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal

WAYS: Final = {
    "online": ("本人网上授权", "given online by the person"),
    "paper": ("书面委托书，已核对并拍照", "on paper, checked and photographed"),
}
USES: Final = {
    "begun": ("开始填报", "began an application"),
    "filed": ("提交了申请", "submitted the application"),
    "supplied": ("补交了材料", "supplied papers"),
}
NOT_FOUND: Final = Refusal(
    "not_found", "没有查到这份委托，它可能已经收回。", "We found no such mandate; it may have been taken back."
)
ENDED: Final = Refusal(
    "mandate_ended",
    "这份委托已经到期或者收回，不能再代办。需要继续的，请委托人另立一份。",
    "This mandate has ended or was taken back. To go on, the person gives a new one.",
)
OUTSIDE: Final = Refusal(
    "mandate_scope",
    "这份委托没有写这个事项，不能代办。请委托人另立一份。",
    "This mandate does not name this item. The person gives another one for it.",
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a mandate says: items or one case, the first and the last day, and whether it was taken back."""

    items: frozenset[UUID]
    case_id: UUID | None
    valid_from: date
    valid_to: date
    revoked_at: datetime | None = None

    def on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.revoked_at is None and self.valid_from <= day <= self.valid_to

    def carries(self, *, item_id: UUID, case_id: UUID | None) -> bool:
        """Whether it names this item, or this very case."""
        return item_id in self.items or (case_id is not None and case_id == self.case_id)


def terms_problem(terms: Terms, *, today: date, longest_days: int) -> Refusal | None:
    """Why a mandate cannot be given like this: it states its matters and its term (Civil Code art. 165)."""
    if not terms.items and terms.case_id is None:
        return Refusal(
            "mandate_empty",
            "请写明委托办哪些事项，不能全权委托。",
            "Name the items; a mandate for everything is not taken.",
        )
    last = today + timedelta(days=longest_days)
    if not today <= terms.valid_to <= last:
        return Refusal(
            "mandate_term",
            "委托期限要到今天以后，最长 {days} 天。",
            "The mandate ends between today and {days} days from now.",
            {"days": longest_days},
        )
    return None


def use_problem(terms: Terms, *, item_id: UUID, case_id: UUID | None, today: date) -> Refusal | None:
    """Why this act cannot be done under this mandate today; None when it can."""
    if not terms.on(today):
        return ENDED
    return None if terms.carries(item_id=item_id, case_id=case_id) else OUTSIDE


def may_give(by: Actor, *, principal_id: UUID, paper: bool) -> Refusal | None:
    """The person gives it online; a window or a village worker records what was given on paper and photographed."""
    if by.kind is ActorKind.SYSTEM or (by.kind is ActorKind.CITIZEN and by.ref == principal_id and not paper):
        return None
    if by.kind is ActorKind.OFFICIAL and paper and by.duties & {"receive", "assist"}:
        return None
    return Refusal(
        "not_for_mandates",
        "委托由本人网上办理；书面委托书由窗口收件岗或村级代办岗核对拍照后登记。",
        "The person gives a mandate online; one on paper is recorded by a window or a village worker.",
    )


def helps(by: Actor, *, helper_party: UUID | None, helper_post: UUID | None) -> bool:
    """Whether this actor is the one whom a mandate names."""
    if by.kind is ActorKind.OFFICIAL:
        return helper_post is not None and by.post_id == helper_post and by.has("assist")
    return by.kind is ActorKind.CITIZEN and helper_party is not None and by.ref == helper_party


def may_end(by: Actor, *, principal_id: UUID, helper: bool) -> Refusal | None:
    """The person takes it back at any time (Civil Code art. 173), at a window too; the helper may give it up."""
    own = by.kind is ActorKind.CITIZEN and by.ref == principal_id
    if own or helper or (by.kind is ActorKind.OFFICIAL and by.has("receive")):
        return None
    return NOT_FOUND
