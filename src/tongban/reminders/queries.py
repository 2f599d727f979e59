"""Reading reminders: what the platform told a reader on the page, and what waits in the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Min, Q

from tongban.kernel.actor import Actor, ActorKind
from tongban.reminders.models import Reminder
from tongban.reminders.rules.words import subject_of, text_of

MOST_SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class Told:
    """One reminder as its reader sees it."""

    at: datetime
    kind: str
    subject: str
    text: str
    case_id: UUID | None


def told_to(reader: Actor, language: str, at: datetime) -> list[Told]:
    """What the platform told this person or official on the page by now, newest first; empty for strangers.

    One statement.
    """
    come = Q(state=Reminder.State.SENT) | Q(state=Reminder.State.WAITING, next_try_at__lte=at)
    rows = Reminder.objects.filter(come, channel="page").order_by("-left_at")
    if reader.ref is None:
        return []
    if reader.kind is ActorKind.CITIZEN:
        rows = rows.filter(party_id=reader.ref)
    elif reader.kind is ActorKind.OFFICIAL:
        rows = rows.filter(official_id=reader.ref)
    else:
        return []
    columns = ("left_at", "kind", "params", "case_id")
    return [
        Told(at, kind, subject_of(kind, language), text_of(kind, params, language), case_id)
        for at, kind, params, case_id in rows.values_list(*columns)[:MOST_SHOWN]
    ]


def left_since(kind: str, moment: datetime) -> bool:
    """Whether any reminder of a kind was left since a moment."""
    return Reminder.objects.filter(kind=kind, left_at__gte=moment).exists()


@dataclass(frozen=True, slots=True)
class Waiting:
    """How a channel stands: messages that wait, since when the oldest, how many were given up."""

    channel: str
    waiting: int
    since: datetime | None
    given_up: int


def outbox() -> list[Waiting]:
    """How each channel stands, for the administrator and for alarms; two statements."""
    queued: dict[str, Any] = {
        row["channel"]: row
        for row in Reminder.objects.filter(state=Reminder.State.WAITING)
        .values("channel")
        .annotate(number=Count("pk"), since=Min("left_at"))
    }
    lost: dict[str, int] = dict(
        Reminder.objects.filter(state=Reminder.State.GIVEN_UP)
        .exclude(problem="taken_back")
        .values_list("channel")
        .annotate(number=Count("pk"))
        .values_list("channel", "number")
    )
    return [
        Waiting(channel, found.get("number", 0), found.get("since"), lost.get(channel, 0))
        for channel in sorted({*queued, *lost})
        for found in [queued.get(channel, {})]
    ]
