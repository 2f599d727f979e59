"""What passes between the line and 110: whose number belongs to which order, what waits to be told. No decisions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongban.hotline.models.orders import Order
from tongban.kernel.ids import uuid7


class PoliceMatter(models.Model):
    """One matter between the two: handed to 110 (`out`) or by it (`in`). `number` is 110's, empty until it is told."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="police", db_index=False)
    way = models.CharField(max_length=3)
    number = models.CharField(max_length=60, default="")
    at = models.DateTimeField()
    answer = models.CharField(max_length=8, default="")
    answered_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=40, default="")
    sealed = models.BinaryField(default=b"")
    result_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(way__in=["in", "out"]), name="police_matter_way"),
            models.UniqueConstraint(fields=["number"], condition=Q(way="in"), name="police_matter_once"),
            models.UniqueConstraint(fields=["order"], condition=Q(way="out"), name="police_matter_handed_once"),
        ]
        indexes = [
            models.Index(fields=["order"], name="police_matter_of_order"),
            models.Index(fields=["at"], condition=Q(way="out") & ~Q(answer="taken"), name="police_matter_unheard"),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.number}"


class PoliceMessage(models.Model):
    """One row on its way to 110; what it says is read from the record when sent. `words`: why a call is refused."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(PoliceMatter, models.PROTECT, null=True, related_name="messages", db_index=False)
    number = models.CharField(max_length=60, default="")
    what = models.CharField(max_length=8)
    after = models.IntegerField(default=0)
    words = models.CharField(max_length=200, default="")
    state = models.CharField(max_length=8, default="waiting")
    tries = models.IntegerField(default=0)
    error = models.CharField(max_length=60, default="")
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "what", "after"], name="police_message_once"),
            models.CheckConstraint(condition=Q(state__in=["refused", "sent", "waiting"]), name="police_message_state"),
        ]
        indexes = [
            models.Index(fields=["queued_at", "id"], condition=Q(state="waiting"), name="police_message_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.state}"


class PoliceMark(models.Model):
    """How far 110's rows have been read; a mark, no act. One row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    fetched = models.CharField(max_length=120, default="")
    fetched_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="police_mark_one")]

    def __str__(self) -> str:
        return self.fetched
