"""What candidates rest on: cases and voices told by events alone (projections), traits, and the modes chosen."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tongban.kernel.ids import uuid7


class CaseSeen(models.Model):
    """A case as far as candidates need it, from its first event. A projection."""

    subject_id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=40)
    item_id = models.UUIDField()
    applicant = models.UUIDField()
    place_id = models.UUIDField(null=True)
    channel = models.CharField(max_length=12, default="")
    fee = models.IntegerField(default=0)
    received_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["item_id", "received_at"], name="seen_by_item")]

    def __str__(self) -> str:
        return self.number


class Voice(models.Model):
    """A request or a low rating about an item, from one event. A projection."""

    event_id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=12)
    item_id = models.UUIDField()
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    number = models.CharField(max_length=40, default="")
    place_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["item_id", "at"], name="voice_by_item")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class ItemTraits(models.Model):
    """What no figure tells of an item: life, regions, urgency, reserved by law, expertise needed (0 to 4)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item_id = models.UUIDField(unique=True)
    traits = ArrayField(models.CharField(max_length=20), default=list)
    expertise = models.SmallIntegerField(default=0)
    reason = models.TextField(default="")
    by_ref = models.UUIDField(null=True)
    at = models.DateTimeField()
    seq = models.IntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(expertise__gte=0, expertise__lte=4), name="traits_expertise")
        ]

    def __str__(self) -> str:
        return f"traits of {self.item_id}"


class ModeChoice(models.Model):
    """What the table proposed for an item and what a person chose, with the facts as they stood then."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item_id = models.UUIDField()
    edition = models.ForeignKey("delegation.TableEdition", models.PROTECT, related_name="+", db_index=False)
    proposed = models.CharField(max_length=12, default="")
    chosen = models.CharField(max_length=12)
    act = models.CharField(max_length=8)
    reason = models.TextField(default="")
    facts = models.JSONField(default=dict)
    components = models.JSONField(default=list)
    score = models.IntegerField()
    by_ref = models.UUIDField(null=True)
    at = models.DateTimeField()
    seq = models.IntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(act__in=["adopt", "keep", "other"]), name="mode_choice_act")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["item_id", "-at"], name="mode_choice_newest")]

    def __str__(self) -> str:
        return f"{self.chosen} for {self.item_id}"
