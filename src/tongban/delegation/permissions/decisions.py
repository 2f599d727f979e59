"""Who may do what around delegation decisions: the list office drafts, receivers speak, the county's head approves."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal

NOT_FOUND = Refusal("not_found", "没有查到这份赋权决定。", "There is no such decision.")


def may_draft(by: Actor, *, of_county: bool) -> Refusal | None:
    """The county's own list office drafts, asks, publishes and activates."""
    if by.kind is ActorKind.SYSTEM or (of_county and by.has("manage_list")):
        return None
    return Refusal(
        "not_county_office", "赋权决定由县权责清单管理岗办理。", "The county's list office does this with decisions."
    )


def may_approve(by: Actor, *, of_county: bool) -> Refusal | None:
    """The head of the county's government approves, waives and takes back."""
    if by.kind is ActorKind.SYSTEM or (of_county and by.has("lead")):
        return None
    return Refusal(
        "not_county_head", "这一步由县人民政府负责人批准。", "The head of the county's government approves this."
    )


def may_speak(by: Actor, receivers: Collection[UUID]) -> Refusal | None:
    """The head of a receiver says what it thinks."""
    if by.has("lead") and by.body_id in receivers:
        return None
    return Refusal("not_a_receiver", "意见由承接单位负责人提出。", "The head of a receiving body gives its opinion.")


def may_sign(by: Actor, body_id: UUID | None) -> Refusal | None:
    """Each side of a handover signs for itself."""
    if by.kind is ActorKind.SYSTEM or (by.has("lead") and by.body_id == body_id and body_id is not None):
        return None
    return Refusal("not_your_side", "交接由双方单位负责人各自签字。", "The head of each body signs for its own side.")


def may_look(by: Actor) -> Refusal | None:
    """The board is for officials; citizens have the public list."""
    if by.kind in (ActorKind.OFFICIAL, ActorKind.SYSTEM):
        return None
    return Refusal("officials_only", "这一页供工作人员使用。赋权清单已经公开。", "This page is for officials.")


def may_guide(by: Actor, giver_id: UUID | None, *, of_county: bool) -> Refusal | None:
    """The body that gave a power guides and samples; giving away is not letting go (D-18)."""
    if may_draft(by, of_county=of_county) is None or (giver_id is not None and by.body_id == giver_id):
        return None
    return Refusal(
        "not_the_giver", "指导和抽查由原来行使这项权力的单位办理。", "The body that gave the power does this."
    )
