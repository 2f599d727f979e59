"""Items on site, authority in the hall, and how many decisions were taken where (counted from the ledger)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Q

from tongban.kernel.ids import uuid7

_COUNT = """
INSERT INTO centres_decisiontally (day, body_id, post_id, in_hall, number) VALUES (%s, %s, %s, %s, 1)
ON CONFLICT (day, post_id, in_hall) DO UPDATE SET number = centres_decisiontally.number + 1
"""


class Entry(models.Model):
    """One item at one centre or service point: decided there, only collected there, or outside and why."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    item = models.ForeignKey("powerlist.Item", models.PROTECT, related_name="+")
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+")
    function = models.CharField(max_length=8)
    reason = models.CharField(max_length=12, default="")
    since = models.DateField()
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "item"], name="centre_entry_once"),
            models.CheckConstraint(
                condition=Q(function__in=["decides", "collects", "outside"]), name="centre_function"
            ),
            models.CheckConstraint(
                condition=Q(function="outside") & ~Q(reason="") | ~Q(function="outside") & Q(reason=""),
                name="centre_outside_has_reason",
            ),
        ]


class Authority(models.Model):
    """What the holder of a post may decide in the hall (首席代表): which items, and whether the seal is there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    post = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+")
    items = ArrayField(models.UUIDField())
    seal = models.BooleanField()
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post"], condition=Q(withdrawn_at=None), name="authority_one_a_post")
        ]


class DecisionTally(models.Model):
    """How many decisions a post took on a day, in the hall or behind it. A projection of the ledger."""

    day = models.DateField()
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+", db_index=False)
    in_hall = models.BooleanField()
    number = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "post", "in_hall"], name="decision_tally_once")]


def count_decision(day: date, body: UUID, post: UUID, in_hall: bool) -> None:
    """One decision more, in the running transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [day, body, post, in_hall])
