"""What every operation of the interface for other systems shares: who asks, in which post, where a list goes on."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Annotated, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema
from pydantic import ConfigDict, Field

from tongban.agencies.queries import as_actor
from tongban.agencies.queries.tokens import log_token_reading
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal, Refused

NOT_A_PLACE: Final = Refusal(
    "after_unknown", "after 不是上一页给的值。", "`after` is not what the page before gave."
)  # fmt: skip
Key = tuple[str, str]
After = Annotated[str, Field(max_length=200)]
Rows = Annotated[int, Field(ge=1, le=200)]


class Sent(Schema):
    """What is sent: nothing but the named fields is taken."""

    model_config = ConfigDict(extra="forbid")


def actor_of(request: HttpRequest) -> Actor:
    """Who acts."""
    return request.actor  # type: ignore[attr-defined,no-any-return]


def actors_of(request: HttpRequest) -> tuple[Actor, ...]:
    """The actors of all posts in which an official acts now, the chosen one first; with a token its post alone."""
    actor = actor_of(request)
    if getattr(request, "bearer", None) is not None or actor.kind is not ActorKind.OFFICIAL or actor.ref is None:
        return (actor,)
    presence = request.presence  # type: ignore[attr-defined]
    others = [as_actor(actor.ref, post) for post in presence.posts if post.acting and post.post_id != actor.post_id]
    return (actor, *others)


def in_post(request: HttpRequest, post_ids: Iterable[UUID | None]) -> Actor:
    """The actor in the first of these posts that is theirs; else the chosen one, to be refused there."""
    wanted = set(post_ids)
    return next((actor for actor in actors_of(request) if actor.post_id in wanted), actor_of(request))


def with_duty(request: HttpRequest, duties: Sequence[str], body_id: UUID | None = None) -> Actor:
    """The actor of a post with one of the duties (in a body); else the chosen one, to be refused there."""
    able = (actor for actor in actors_of(request) if actor.duties & set(duties))
    return next((actor for actor in able if body_id in (None, actor.body_id)), actor_of(request))


def log_reading(
    request: HttpRequest, parties: Iterable[UUID], *, fields: Sequence[str], at: datetime, case_ref: str = ""
) -> None:
    """Readings of persons' data with a token are logged with its purpose, before anything is answered."""
    bearer = getattr(request, "bearer", None)
    if bearer is not None:
        log_token_reading(set(parties), bearer=bearer, fields=fields, case_ref=case_ref, at=at)


def place_after(after: str) -> Key | None:
    """The place in a list from what the page before gave; None for its beginning."""
    if not after:
        return None
    try:
        moment, _sign, key = base64.urlsafe_b64decode(after.encode("ascii")).decode("ascii").partition("~")
        return datetime.fromisoformat(moment).astimezone(UTC).isoformat(), str(UUID(key))
    except (ValueError, OverflowError) as wrong:
        named = Refusal("form", "请核对 after。", "Check `after`.", {"errors": {"after": NOT_A_PLACE}})
        raise Refused(named) from wrong


def told_after(key: Key | None) -> str | None:
    """The place after which the next page begins, for the caller to give back; None at the end."""
    return base64.urlsafe_b64encode(f"{key[0]}~{key[1]}".encode()).decode() if key else None
