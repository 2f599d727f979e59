"""Whose account is an administrator's: their sign-ins are recorded, nobody else's."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tongban.agencies.models import Official
from tongban.agencies.queries.posts import as_actor, posts_of
from tongban.agencies.rules.duties import APART
from tongban.kernel.actor import Actor


def administrator_behind(account: UUID | str, at: datetime) -> Actor | None:
    """The administrator of an account, by its id or its user name, in the post that administers; None for others."""
    named = {"user__username": account} if isinstance(account, str) else {"user_id": account}
    official = Official.objects.filter(**named).values_list("pk", flat=True).first()
    if official is None:
        return None
    held = next((post for post in posts_of(official, at) if APART & post.duties), None)
    return None if held is None else as_actor(official, held)
