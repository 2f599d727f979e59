"""The outbox of reminders: what is to be told to whom by which channel, and how far the telling has come.

A row is written in the transaction of what it tells; nothing is ever "being sent". Its text is made when it is sent or
shown; the row holds codes, figures and references only.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import Q

from tongban.kernel.ids import uuid7

CHANNELS = ("page", "sms", "chat", "mail")

_LEAVE = """
INSERT INTO reminders_reminder (id, key, channel, kind, party_id, official_id, params, case_id, left_at, next_try_at,
                                state, tries, reference, problem)
VALUES (%s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s, %s, 'waiting', 0, '', '') ON CONFLICT (key, channel) DO NOTHING
"""

# Taking moves the next try ahead and commits: whoever dies now leaves a row that is due again, never one that is stuck.
_TAKE = """
UPDATE reminders_reminder r SET tries = r.tries + 1,
       next_try_at = %(at)s + least(interval '1 minute' * power(2, least(r.tries, 10)), interval '1 hour')
  FROM (SELECT id FROM reminders_reminder WHERE state = 'waiting' AND next_try_at <= %(at)s AND channel = ANY (%(by)s)
         ORDER BY next_try_at, id LIMIT %(most)s FOR UPDATE SKIP LOCKED) due
 WHERE r.id = due.id RETURNING r.id
"""


class Reminder(models.Model):
    """One message by one channel. `key` names what it tells: the same key and channel again is the same message."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        GIVEN_UP = "given_up"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=120)
    channel = models.CharField(max_length=8)
    kind = models.CharField(max_length=24)
    party = models.ForeignKey("agencies.Party", models.PROTECT, null=True, related_name="+", db_index=False)
    official = models.ForeignKey("agencies.Official", models.PROTECT, null=True, related_name="+", db_index=False)
    params = models.JSONField()
    case_id = models.UUIDField(null=True)
    left_at = models.DateTimeField()
    state = models.CharField(max_length=8, default=State.WAITING)
    tries = models.SmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=80, default="")
    problem = models.CharField(max_length=40, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "channel"], name="reminder_once"),
            models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="reminder_channel"),
            models.CheckConstraint(condition=Q(state__in=["waiting", "sent", "given_up"]), name="reminder_state"),
            models.CheckConstraint(
                condition=Q(party__isnull=True, official__isnull=False) | Q(party__isnull=False, official__isnull=True),
                name="reminder_one_addressee",
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at", "id"], name="reminder_due", condition=Q(state="waiting")),
            models.Index(fields=["kind", "-left_at"], name="reminder_of_kind"),
            models.Index(fields=["party", "-left_at"], name="reminder_of_party", condition=Q(channel="page")),
            models.Index(fields=["party"], name="reminder_beside_page", condition=~Q(channel="page")),
            models.Index(fields=["official", "-left_at"], name="reminder_of_official", condition=Q(channel="page")),
        ]


def leave(
    *, key: str, channel: str, kind: str, party: UUID | None, official: UUID | None, params: str, case: UUID | None,
    at: datetime, first_try: datetime,
) -> bool:  # fmt: skip
    """Writes one message into the outbox, in the running transaction; False when it lies there already."""
    with connection.cursor() as cursor:
        cursor.execute(_LEAVE, [uuid7(), key, channel, kind, party, official, params, case, at, first_try])
        return bool(cursor.rowcount)


def take(*, at: datetime, channels: list[str], most: int) -> list[UUID]:
    """Takes messages that are due for one try, past those another worker took; answers their ids."""
    values: dict[str, Any] = {"at": at, "by": channels, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, values)
        return [row[0] for row in cursor.fetchall()]
