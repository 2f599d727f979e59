"""Reading the access log: a person their own readings, the security administrator those of everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from tongban.agencies.models import AccessLog
from tongban.agencies.models.refs import AccessEntry, AccessLine
from tongban.agencies.permissions import may_watch_access, view_of
from tongban.agencies.rules.masking import View
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse

MOST_OWN: Final = 500
Place = tuple[datetime, UUID]
"""A line's place in the log: its moment and its id."""


def accesses_of(party_id: UUID, *, viewer: Actor) -> list[AccessEntry]:
    """Who opened a person's data, newest first, at most `MOST_OWN`; only for that person."""
    if view_of(viewer, party_id) is not View.FULL:
        raise refuse("not_own_data", zh="只能查看本人信息的使用记录。", en="You can see only who used your own data.")
    rows = AccessLog.objects.filter(party_id=party_id).order_by("-at")
    columns = ("at", "body_id", "post_id", "fields", "case_ref", "reason", "purpose")
    return [AccessEntry(*row) for row in rows.values_list(*columns)[:MOST_OWN]]


@dataclass(frozen=True, slots=True)
class AccessAsked:
    """Which readings: of a span of moments (from, before), by one body, for one purpose; None asks for all."""

    starts: datetime | None = None
    ends: datetime | None = None
    body_id: UUID | None = None
    purpose: str = ""


def access_page(
    asked: AccessAsked, *, viewer: Actor, size: int, after: Place | None = None
) -> tuple[list[AccessLine], Place | None]:
    """(readings newest first, the place after which the next page begins or None); one statement.

    Refused for everybody but the security and audit administrators. No value of anybody's data is among the answers.
    """
    problem = may_watch_access(viewer)
    if problem is not None:
        raise Refused(problem)
    rows = AccessLog.objects.filter(_wanted(asked))
    if after is not None:
        rows = rows.filter(Q(at__lt=after[0]) | Q(at=after[0], id__lt=after[1]))
    columns = ("id", "at", "actor_kind", "actor_ref", "post_id", "body_id", "party_id", "fields", "purpose",
               "case_ref", "reason")  # fmt: skip
    found = [AccessLine(*row) for row in rows.order_by("-at", "-id").values_list(*columns)[: size + 1]]
    shown = found[:size]
    return shown, (shown[-1].at, shown[-1].id) if len(found) > size else None


def _wanted(asked: AccessAsked) -> Q:
    wanted = Q()
    if asked.starts is not None:
        wanted &= Q(at__gte=asked.starts)
    if asked.ends is not None:
        wanted &= Q(at__lt=asked.ends)
    if asked.body_id is not None:
        wanted &= Q(body_id=asked.body_id)
    if asked.purpose:
        wanted &= Q(purpose=asked.purpose)
    return wanted
