"""Places and bodies: divisions, organs with their dated names, service centres and windows.

Names and codes are dated rows beside a key that stays: merging, renaming and moving keep identity. Who works there is
in `posts`.
"""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from tongban.kernel.ids import uuid7


class Division(models.Model):
    """A county, township or village; what it is called and which code it bears is in `DivisionName`.

    `ended_on` is the first day on which it is no more; code and names stay open, so that old records still name it.
    """

    class Kind(models.TextChoices):
        COUNTY = "county"
        TOWNSHIP = "township"
        VILLAGE = "village"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["county", "township", "village"]), name="division_kind"),
            models.CheckConstraint(condition=Q(kind="county") | Q(parent__isnull=False), name="division_has_parent"),
        ]


class DivisionName(models.Model):
    """Code (GB/T 2260, GB/T 10114) and name of a division over a span of days."""

    division = models.ForeignKey(Division, models.PROTECT, related_name="names")
    code = models.CharField(max_length=12)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120)
    valid = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="division_one_name_a_day",
                expressions=[("division", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
            ExclusionConstraint(
                name="division_one_code_a_day",
                expressions=[("code", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
        ]


class Body(models.Model):
    """An organ of the county: a department, a township government, a service centre or the government itself.

    `ended_on` is the first day on which it is no more; its names stay open, so that old records still name it.
    """

    class Kind(models.TextChoices):
        DEPARTMENT = "department"
        TOWNSHIP = "township"
        CENTRE = "centre"
        GOVERNMENT = "government"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.SlugField(max_length=40, unique=True)
    uscc = models.CharField(max_length=18, unique=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    place = models.ForeignKey(Division, models.PROTECT, related_name="bodies")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    ended_on = models.DateField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["department", "township", "centre", "government"]), name="body_kind"
            ),
        ]


class BodyName(models.Model):
    """What a body is called over a span of days; `seq` is the entry of the body's ledger that brought the name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="names")
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=160)
    valid = DateRangeField()
    seq = models.IntegerField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="body_one_name_a_day",
                expressions=[("body", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
        ]


class Centre(models.Model):
    """A government service centre, branch or convenience point: the body that runs it and where people find it."""

    body = models.OneToOneField(Body, models.PROTECT, primary_key=True, related_name="centre")
    address_zh = models.CharField(max_length=120)
    address_en = models.CharField(max_length=240)
    seq = models.IntegerField()


class Window(models.Model):
    """One counter of a centre and the post that serves at it; a closed one keeps its number and can open again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="windows")
    number = models.PositiveSmallIntegerField()
    post = models.ForeignKey("agencies.Post", models.PROTECT, related_name="windows")
    closed_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "number"], name="window_number_once")]
