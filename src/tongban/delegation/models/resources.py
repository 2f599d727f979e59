"""What came down with a power: resources recorded as delivered, and signed waivers of what has not come (D-13)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tongban.kernel.ids import uuid7


class Delivery(models.Model):
    """Something a receiver got: for one power, or for all it has (`item` empty)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+")
    item = models.ForeignKey("powerlist.Item", models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=12)
    quantity = models.PositiveIntegerField()
    delivered_on = models.DateField()
    until = models.DateField(null=True)
    document = models.CharField(max_length=120)
    seq = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="delivery_of_something"),
            models.CheckConstraint(condition=~Q(document=""), name="delivery_has_document"),
        ]


class Waiver(models.Model):
    """A head signed that one kind may be missing at a receiver until a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+")
    item = models.ForeignKey("powerlist.Item", models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=12)
    reason = models.CharField(max_length=200)
    until = models.DateField()
    signed_at = models.DateTimeField()
    signed_by = models.UUIDField(null=True)
    seq = models.PositiveIntegerField()


class Use(models.Model):
    """How a case used a power, written from the ledger alone: where, when, in time or not, who really decided."""

    case_id = models.UUIDField(primary_key=True)
    item_id = models.UUIDField()
    place_id = models.UUIDField()
    holding_id = models.UUIDField(null=True)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_body = models.UUIDField(null=True)
    reviewed_bodies = ArrayField(models.UUIDField(), default=list)
    sealed_body = models.UUIDField(null=True)
    certificate_id = models.UUIDField(null=True)
    overturned = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["holding_id", "received_at"], name="use_of_holding"),
            models.Index(fields=["certificate_id"], name="use_certificate", condition=Q(certificate_id__isnull=False)),
        ]


class Sheet(models.Model):
    """A spreadsheet of powers and receivers that was read and judged, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file_name = models.CharField(max_length=120)
    file_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    heading = models.JSONField()
    cells = models.JSONField()
    findings = models.JSONField()
    faults = models.PositiveIntegerField()
    warnings = models.PositiveIntegerField()
    decision_id = models.UUIDField(null=True)
