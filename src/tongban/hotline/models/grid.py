"""网格事件: what a grid worker found, and each body that was called to it. `id` is made on the phone, so that the same
report sent twice is one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongban.kernel.ids import uuid7


class GridEvent(models.Model):
    """One thing found: where, what, a photo; `micro` degrees are millionths, empty where the phone gave no place."""

    id = models.UUIDField(primary_key=True)
    event_kind = models.CharField(max_length=12)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey("agencies.Division", models.PROTECT, related_name="+", db_index=False)
    spot = models.CharField(max_length=120)
    text = models.CharField(max_length=500)
    lat_micro = models.IntegerField(null=True)
    lon_micro = models.IntegerField(null=True)
    photo = models.UUIDField(null=True)
    by_ref = models.UUIDField()
    found_at = models.DateTimeField()
    at = models.DateTimeField()
    close_by = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=500, default="")
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="grid_closed_whole",
            )
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="grid_newest"),
            models.Index(fields=["by_ref", "-at"], name="grid_of_worker"),
            models.Index(fields=["close_by"], name="grid_open", condition=Q(closed_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.event_kind} {self.id}"


class GridCall(models.Model):
    """One body called to an event: until when it answers, what it did; escalated when it stayed silent."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    event = models.ForeignKey(GridEvent, models.PROTECT, related_name="calls", db_index=False)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=12, default="")
    did = models.CharField(max_length=500, default="")
    escalated_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "body"], name="grid_call_once")]
        indexes = [
            models.Index(fields=["body", "answer_by"], name="grid_calls_open", condition=Q(answered_at=None)),
            models.Index(fields=["answer_by"], name="grid_silent", condition=Q(answered_at=None, escalated_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} called to {self.event_id}"
