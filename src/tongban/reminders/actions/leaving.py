"""Leaving a reminder in the outbox: written in the transaction of what it tells, so both exist or neither."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import orjson
from django.conf import settings
from django.db.models import Q

from tongban.kernel.actor import Actor
from tongban.reminders.models import Reminder, leave
from tongban.reminders.rules.words import TEXTS

# A citizen hears by text message, an official by work chat, or by mail where there is no chat; both on the page.
CITIZENS: Final = (("page",), ("sms",))
OFFICIALS: Final = (("page",), ("chat", "mail"))


def channels_for(ways: Sequence[Sequence[str]], there: Collection[str]) -> list[str]:
    """Of each way the first channel that the installation has."""
    found = (next((channel for channel in way if channel in there), "") for way in ways)
    return [channel for channel in found if channel]


def leave_reminder(
    *,
    key: str,
    kind: str,
    params: Mapping[str, str | int],
    at: datetime,
    party_id: UUID | None = None,
    official_id: UUID | None = None,
    case_id: UUID | None = None,
    not_before: datetime | None = None,
) -> int:
    """Leaves one message for each channel of this addressee that the installation has; answers how many are new.

    `key` names what is told ("notice:<case>:1"): the same key again leaves nothing. `params` are codes, figures and
    days as text, never a name or number of a person. Exactly one of `party_id` and `official_id` is given.
    """
    if kind not in TEXTS or (party_id is None) is (official_id is None):
        raise ValueError("a reminder has a known kind and one addressee")
    wanted = channels_for(CITIZENS if party_id is not None else OFFICIALS, settings.REMINDER_CHANNELS)
    body = orjson.dumps(dict(params)).decode()
    return sum(
        leave(
            key=key, channel=channel, kind=kind, party=party_id, official=official_id, params=body, case=case_id, at=at,
            first_try=not_before or at,
        )
        for channel in wanted
    )  # fmt: skip


def take_back_reminder(*, key: str) -> int:
    """Takes back what has not gone out yet, because what it tells is no longer so; answers how many messages."""
    waiting = Reminder.objects.filter(key=key, state=Reminder.State.WAITING)
    return waiting.update(state=Reminder.State.GIVEN_UP, problem="taken_back")


def forget_reminders(*, party_id: UUID, but_cases: Collection[UUID], by: Actor, at: datetime) -> int:
    """Deletes what a person was told, at their wish, except about these cases; answers how many messages."""
    gone = 0
    for channel in (Q(channel="page"), ~Q(channel="page")):  # each has its own index
        rows = Reminder.objects.filter(channel, party_id=party_id).exclude(case_id__in=list(but_cases))
        gone += (rows.exclude(state=Reminder.State.WAITING) if but_cases else rows).delete()[0]
    return gone
