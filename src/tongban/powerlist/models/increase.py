"""Comparisons of two lists, what they found, how each finding went on, and which papers lived cases were asked for.

A finding is the same one when a later comparison finds it again: `digest` tells it. Bodies are named by reference.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tongban.kernel.ids import uuid7
from tongban.powerlist.rules.increase.findings import KINDS
from tongban.powerlist.rules.increase.life import State


class Comparison(models.Model):
    """The list of one day beside that of another, for one body or all, with what was claimed and what is true."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    old_on = models.DateField()
    new_on = models.DateField()
    body_id = models.UUIDField(null=True)
    claimed = models.SmallIntegerField(null=True)
    cut = ArrayField(models.CharField(max_length=120), default=list)
    change = models.JSONField()
    found = ArrayField(models.UUIDField(), default=list)
    fresh = models.IntegerField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(new_on__gt=models.F("old_on")), name="comparison_days_in_order"),
            models.CheckConstraint(
                condition=Q(claimed=None) | Q(claimed__gte=0, claimed__lte=100), name="comparison_claim_is_a_share"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["-made_at", "-id"], name="comparison_newest")]

    def __str__(self) -> str:
        return f"{self.old_on} {self.new_on}"


class Increase(models.Model):
    """One hidden increase that a department explains and the list office decides; `by_day` is when the next is due."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    comparison = models.ForeignKey(Comparison, models.PROTECT, related_name="raised")
    digest = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=20)
    body_id = models.UUIDField(null=True)
    old_codes = ArrayField(models.CharField(max_length=80), default=list)
    new_codes = ArrayField(models.CharField(max_length=80), default=list)
    before = models.IntegerField(null=True)
    after = models.IntegerField(null=True)
    gone = ArrayField(models.TextField(), default=list)
    added = ArrayField(models.TextField(), default=list)
    zh = models.TextField()
    en = models.TextField()
    state = models.CharField(max_length=12)
    due_by = models.DateTimeField(null=True)
    told_at = models.DateTimeField()
    seq = models.IntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=[*map(str, State)]), name="increase_state"),
            models.CheckConstraint(condition=Q(kind__in=sorted(KINDS)), name="increase_kind"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-told_at", "-id"], name="increase_newest"),
            models.Index(fields=["body_id", "-told_at", "-id"], name="increase_by_body"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.new_codes}"


class IncreaseStep(models.Model):
    """One step of a finding's life with its words; the ledger holds their digest."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    increase = models.ForeignKey(Increase, models.PROTECT, related_name="steps")
    act = models.CharField(max_length=12)
    words = models.TextField()
    by_ref = models.UUIDField(null=True)
    by_post = models.UUIDField(null=True)
    at = models.DateTimeField()
    late = models.BooleanField(default=False)
    seq = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.act} {self.increase_id}"


class AskedPaper(models.Model):
    """In how many notices of a day cases of a version were asked for a paper; a follower counts, no person in it."""

    version_id = models.UUIDField()
    item_id = models.UUIDField()
    key = models.CharField(max_length=64)
    day = models.DateField()
    times = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version_id", "key", "day"], name="asked_paper_once_a_day")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["day"], name="asked_paper_day")]

    def __str__(self) -> str:
        return f"{self.key} {self.day}"
