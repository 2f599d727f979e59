"""Who may do what in a service centre: book, take a number, call the next, change a day. Pure."""

from __future__ import annotations

from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal

NOT_YOURS = Refusal("not_found", "没有查到这条预约。请从“我的预约”进入。", "We found no such booking.")


def may_book(by: Actor) -> Refusal | None:
    """A citizen books for themselves."""
    if by.kind is ActorKind.CITIZEN:
        return None
    return Refusal(
        "citizens_book",
        "预约由办事人用个人账号办理。到了大厅的，请在窗口取号。",
        "Citizens book with their personal account. Whoever is in the hall takes a number at a window.",
    )


def may_touch_booking(by: Actor, party_id: UUID) -> Refusal | None:
    """A booking is its maker's; others learn nothing of it."""
    return None if by.kind is ActorKind.CITIZEN and by.ref == party_id else NOT_YOURS


def may_serve(by: Actor) -> Refusal | None:
    """Numbers are given out and called by a post that receives."""
    if by.kind is ActorKind.OFFICIAL and by.has("receive"):
        return None
    return Refusal(
        "not_a_window",
        "取号、叫号由综合窗口岗办理。",
        "Numbers are given out and called by a window post.",
    )


def may_manage(by: Actor) -> Refusal | None:
    """Days and the register of a centre are its manager's, or set up by the platform."""
    if by.kind is ActorKind.SYSTEM or by.has("centre_manage"):
        return None
    return Refusal(
        "not_for_centre",
        "这一项由政务服务中心负责人办理。",
        "The manager of the service centre does this.",
    )


def may_authorise(by: Actor, body_id: UUID) -> Refusal | None:
    """Authority in the hall is given by the head of the body whose power it is."""
    if by.kind is ActorKind.SYSTEM or (by.has("lead") and by.body_id == body_id):
        return None
    return Refusal(
        "not_the_head",
        "窗口授权由本单位负责人办理。",
        "Authority in the hall is given by the head of the body.",
    )
