"""The duty lists of townships: one list a township, its published versions, and their lines. All of it only grows."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongban.kernel.ids import uuid7


class DutyList(models.Model):
    """The duty list of a township; what it says is in its versions."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    township = models.OneToOneField("agencies.Body", models.PROTECT, related_name="+")
    seq = models.IntegerField()


class DutyVersion(models.Model):
    """What the list says from a day on; the database refuses to change it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    duty_list = models.ForeignKey(DutyList, models.PROTECT, related_name="versions")
    no = models.PositiveIntegerField()
    valid_from = models.DateField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    seq = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty_list", "no"], name="duty_version_number_once")]


class DutyLineRow(models.Model):
    """One line of a version. A cooperating line names who leads and what each does, a taken-back one who took it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    duty_list = models.ForeignKey(DutyList, models.PROTECT, related_name="+", db_index=False)
    version = models.ForeignKey(DutyVersion, models.PROTECT, related_name="lines", db_index=False)
    code = models.CharField(max_length=20)
    kind = models.CharField(max_length=12)
    domain = models.CharField(max_length=40)
    item = models.CharField(max_length=200)
    basis = models.CharField(max_length=300)
    lead = models.ForeignKey("agencies.Body", models.PROTECT, null=True, related_name="+")
    lead_does = models.CharField(max_length=500, blank=True)
    township_does = models.CharField(max_length=500, blank=True)
    taker = models.ForeignKey("agencies.Body", models.PROTECT, null=True, related_name="+")
    how = models.CharField(max_length=500, blank=True)
    seq = models.IntegerField()

    class Meta:
        db_table = "delegation_dutyline"
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="duty_line_code_once"),
            models.CheckConstraint(
                condition=Q(kind="basic", lead=None, taker=None)
                | (Q(kind="cooperating", taker=None) & Q(lead__isnull=False) & ~Q(lead_does="") & ~Q(township_does=""))
                | (Q(kind="taken_back", lead=None) & Q(taker__isnull=False) & ~Q(how="")),
                name="duty_line_says_who",
            ),
        ]


class DutySheet(models.Model):
    """A file that was read and judged but not published: its rows, its faults, and when it was published."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file_name = models.CharField(max_length=120)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    rows = models.JSONField()
    faults = models.JSONField()
    published_at = models.DateTimeField(null=True)
