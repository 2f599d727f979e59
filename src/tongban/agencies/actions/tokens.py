"""Acts on tokens for other systems: giving one, taking one back. The secret is answered once and never stored."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.agencies import events
from tongban.agencies.actions.bodies import standing
from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.models import Post, Token
from tongban.agencies.permissions import may_manage_tokens
from tongban.agencies.rules.tokens import LONGEST_SYSTEM, PURPOSES, allowed_scopes, new_secret, secret_hash
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse
from tongban.rulebook.lookup import number


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token just given; `secret` is shown once, to whoever gave it."""

    id: UUID
    secret: str = field(repr=False)
    expires_at: datetime


@transaction.atomic
def issue_token(
    *, post_id: UUID, purpose: str, system: str, scopes: Collection[str], days: int, by: Actor, at: datetime
) -> NewToken:
    """Gives another system the right to act in a post, for one purpose, within scopes, for so many days.

    Refused without the right to, for a scope that the post does not have, and for longer than the rulebook allows.
    """
    post = Post.objects.filter(pk=post_id).first()
    stop(may_manage_tokens(by, post.body_id if post else None))
    if post is None:
        raise refuse("no_post", zh="没有这个岗位。", en="There is no such post.")
    standing(post.body_id)
    chosen = frozenset(scopes)
    _judge(post, purpose, system, chosen)
    most = number("token.most_days", timezone.localdate(at))
    if not 1 <= days <= most:
        raise refuse(
            "token_days", zh="有效期请填 1 至 {most} 天。", en="A token lives from 1 to {most} days.", most=most
        )
    secret = new_secret()
    row = Token(
        body_id=post.body_id, post=post, place_id=post.place_id, purpose=purpose, system=system.strip(),
        scopes=sorted(chosen), secret_hash=secret_hash(secret), created_at=at, expires_at=at + timedelta(days=days),
    )  # fmt: skip
    event = events.TokenIssued(
        body=post.body_id, post=post_id, purpose=purpose, scopes=tuple(row.scopes), expires_at=row.expires_at
    )
    begin(row, event, by=by, at=at, place_id=post.place_id)
    return NewToken(row.pk, secret, row.expires_at)


def _judge(post: Post, purpose: str, system: str, scopes: frozenset[str]) -> None:
    if purpose not in PURPOSES:
        raise refuse("token_purpose", zh="请选择用途。", en="Choose what the token is for.")
    if not 1 <= len(system.strip()) <= LONGEST_SYSTEM or not system.isprintable():
        raise refuse(
            "token_system",
            zh="请写明是哪个系统，1 到 {most} 个字。",
            en="Say which system it is for, in 1 to {most} characters.",
            most=LONGEST_SYSTEM,
        )
    if not scopes or not scopes <= allowed_scopes(post.duties):
        raise refuse(
            "token_scopes",
            zh="请选择这个岗位有的职责；岗位没有的，凭据也不能有。",
            en="Choose duties that this post has; what the post may not do, no token of it may.",
        )


@transaction.atomic
def revoke_token(*, token_id: UUID, by: Actor, at: datetime) -> None:
    """Takes a token back: the next request with it is refused. Refused when it was taken back already."""
    row = Token.objects.select_for_update().filter(pk=token_id).first()
    stop(may_manage_tokens(by, row.body_id if row else None))
    if row is None:
        raise refuse("no_token", zh="没有这个接口凭据。", en="There is no such token.")
    if row.revoked_at is not None:
        raise refuse("token_revoked", zh="这个接口凭据已经收回。", en="This token was taken back already.")
    row.revoked_at = at
    go_on(row, events.TokenRevoked(), by=by, at=at, place_id=row.place_id, fields=("revoked_at",))
