"""吹哨报到: a township calls, departments must come, each rates the other."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongban.kernel.ids import uuid7


class Whistle(models.Model):
    """One call of a township for several departments, about an order or a matter on the spot."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey("agencies.Division", models.PROTECT, related_name="+", db_index=False)
    order = models.ForeignKey("hotline.Order", models.PROTECT, null=True, related_name="whistles", db_index=False)
    text = models.CharField(max_length=500)
    at = models.DateTimeField()
    come_by = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["come_by", "id"], name="whistle_open", condition=Q(closed_at=None)),
            models.Index(fields=["body", "-at"], name="whistle_of"),
        ]


class WhistleCall(models.Model):
    """One department called: when it came, what it did, and what each says of the other (1 to 5)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    whistle = models.ForeignKey(Whistle, models.PROTECT, related_name="calls", db_index=False)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    came_at = models.DateTimeField(null=True)
    did = models.CharField(max_length=500, default="")
    by_township = models.SmallIntegerField(null=True)
    by_department = models.SmallIntegerField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["whistle", "body"], name="whistle_call_once"),
            models.CheckConstraint(
                condition=Q(by_township=None) | Q(came_at__isnull=False, by_township__gte=1, by_township__lte=5),
                name="whistle_rated_by_township",
            ),
            models.CheckConstraint(
                condition=Q(by_department=None) | Q(came_at__isnull=False, by_department__gte=1, by_department__lte=5),
                name="whistle_rated_by_department",
            ),
        ]
        indexes = [models.Index(fields=["body"], name="whistle_calls_of")]
