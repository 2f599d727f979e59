"""Keeping the register: which items are on site, who may decide in the hall."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import centre_ids, posts
from tongban.centres.events.register import AuthorityGiven, AuthorityWithdrawn, ItemPlaced
from tongban.centres.models.register import Authority, Entry
from tongban.centres.permissions import may_authorise, may_manage
from tongban.centres.rules.register import FUNCTIONS, REASONS
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse


@transaction.atomic
def place_item(
    *, centre_id: UUID, item_id: UUID, body_id: UUID, function: str, by: Actor, at: datetime, reason: str = ""
) -> UUID:
    """Registers how an item is handled at a centre or service point; the same item again changes its line.

    `function` is decides, collects or outside; outside needs a `reason` of the closed list. Answers the line's id.
    """
    stop(may_manage(by))
    outside = function == "outside"
    if function not in FUNCTIONS or outside is not (reason in REASONS) or centre_id not in centre_ids():
        raise refuse(
            "entry_incomplete",
            zh="请选择服务点和办理方式；没有进驻的要选原因。",
            en="Choose the service point and how far the item is handled there; outside needs a reason.",
        )
    row = Entry.objects.select_for_update().filter(centre_id=centre_id, item_id=item_id).first()
    event = ItemPlaced(centre=centre_id, item=item_id, body=body_id, function=function, reason=reason)
    if row is None:
        row = Entry(centre_id=centre_id, item_id=item_id)
    fields = {"body_id": body_id, "function": function, "reason": reason, "since": timezone.localdate(at)}
    for name, value in fields.items():
        setattr(row, name, value)
    if row.seq is None:
        begin(row, event, by=by, at=at)
    else:
        go_on(row, event, by=by, at=at, fields=("body", "function", "reason", "since"))
    return row.pk


@transaction.atomic
def give_authority(*, post_id: UUID, items: Sequence[UUID], seal: bool, by: Actor, at: datetime) -> UUID:
    """Lets a post decide in the hall on some items of its body, with or without the seal there; answers the id.

    Only the head of the post's body gives it. Refused while the post has an authority already.
    """
    post = posts([post_id]).get(post_id)
    if post is None or not items:
        raise refuse("authority_empty", zh="请选择岗位和事项。", en="Choose the post and the items.")
    stop(may_authorise(by, post.body_id))
    if Authority.objects.filter(post_id=post_id, withdrawn_at=None).exists():
        raise refuse(
            "authority_there",
            zh="这个岗位已有授权。要改，请先收回原授权。",
            en="The post has an authority already. Withdraw it first.",
        )
    row = Authority(post_id=post_id, items=list(items), seal=seal, given_at=at)
    begin(row, AuthorityGiven(post=post_id, items=tuple(items), seal=seal), by=by, at=at)
    return row.pk


@transaction.atomic
def withdraw_authority(*, authority_id: UUID, by: Actor, at: datetime) -> None:
    """Takes the authority back; decisions taken stay. Refused for others than the head and when it is withdrawn."""
    row = Authority.objects.select_for_update().select_related("post").filter(pk=authority_id).first()
    if row is None or row.withdrawn_at is not None:
        raise refuse("authority_over", zh="没有这项授权，或者已经收回。", en="There is no such authority any more.")
    stop(may_authorise(by, row.post.body_id))
    row.withdrawn_at = at
    go_on(row, AuthorityWithdrawn(), by=by, at=at, fields=("withdrawn_at",))
