"""Units of a body (科室): which posts and powers they have, from when until when, and of which units they were made."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongban.kernel.ids import uuid7


class Unit(models.Model):
    """A section, office or centre within a body. It ends in a reorganisation; its posts and powers go on in others."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="units")
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120)
    formed_on = models.DateField()
    ended_on = models.DateField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gt=F("formed_on")), name="unit_ends_after_it_was_formed"
            )
        ]


class UnitPart(models.Model):
    """A post of a unit, a power it is responsible for (an item of the list), or a unit of which it was made."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=6)
    ref = models.UUIDField()
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["post", "power", "unit"]), name="unit_part_kind"),
            models.UniqueConstraint(fields=["unit", "kind", "ref"], name="unit_part_once"),
        ]
        indexes = [models.Index(fields=["ref"], name="unit_part_of")]
