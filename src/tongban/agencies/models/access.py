"""Who opened whose personal data, for which case and why.

Written on a connection of its own, before the value is shown: a page that fails afterwards, or a rolled-back
transaction, leaves its trace; and if the trace cannot be written, nothing is shown. It is no ledger: it is kept by its
own rule and then removed.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models.functions import Now

from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7

_INSERT = """
INSERT INTO agencies_accesslog
       (id, at, actor_kind, actor_ref, post_id, body_id, on_behalf_of, channel,
        party_id, fields, purpose, case_ref, reason)
SELECT read.id, %s, %s, %s, %s, %s, %s, %s, read.party_id, %s, %s, %s, %s
  FROM unnest(%s::uuid[], %s::uuid[]) AS read (id, party_id)
"""


class AccessLog(models.Model):
    """One reading of one party's data. References are plain ids: the entry must stand without the rows it names."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    actor_kind = models.CharField(max_length=12)
    actor_ref = models.UUIDField(null=True)
    post_id = models.UUIDField(null=True)
    body_id = models.UUIDField(null=True)
    on_behalf_of = models.UUIDField(null=True)
    channel = models.CharField(max_length=12)
    party_id = models.UUIDField()
    fields = ArrayField(models.CharField(max_length=20))
    purpose = models.CharField(max_length=20)
    case_ref = models.CharField(max_length=60)
    reason = models.CharField(max_length=200)

    class Meta:
        indexes = [
            models.Index(fields=["party_id", "-at"], name="access_by_party"),
            models.Index(fields=["-at", "-id"], name="access_by_day"),
        ]


def write_access(
    *, party_ids: Collection[UUID], by: Actor, at: datetime, fields: list[str], purpose: str, case_ref: str, reason: str
) -> None:
    """Writes an entry for each of these parties and commits them at once; nobody's: nothing.

    Raises what the database raises, and then nothing may be shown.
    """
    if not party_ids:
        return
    read = [[uuid7() for _ in party_ids], list(party_ids)]
    who = [by.kind.value, by.ref, by.post_id, by.body_id, by.on_behalf_of, by.channel]
    # A fresh connection each time: readings are rare, and none may stay open in a worker that forks or idles.
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute(_INSERT, [at, *who, fields, purpose, case_ref, reason, *read])
    finally:
        own.close()
