"""不予公开: that a licence stays out of the public register, asked by one person and decided by another."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongban.cases.rules.withholding import ASKED, GROUNDS, KEPT, STATES
from tongban.kernel.ids import uuid7


class Withholding(models.Model):
    """One request and what became of it; reasons are sealed under the applicant's key. `until` None: never public.

    `hold_until` is the last day on which the undecided request alone keeps the licence back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="withholdings")
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+")
    ground = models.CharField(max_length=16)
    source = models.CharField(max_length=200)
    reason = models.BinaryField()
    until = models.DateField(null=True)
    hold_until = models.DateField(null=True)
    state = models.CharField(max_length=8, default=ASKED)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    answer = models.BinaryField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.BinaryField(null=True)
    seq = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(ground__in=sorted(GROUNDS)), name="withholding_ground"),
            models.CheckConstraint(condition=Q(state__in=sorted(STATES)), name="withholding_state"),
            models.CheckConstraint(condition=~Q(source=""), name="withholding_source"),
            models.CheckConstraint(
                condition=Q(state=ASKED, decided_by__isnull=True)
                | (Q(decided_by__isnull=False, decided_at__isnull=False, answer__isnull=False) & ~Q(state=ASKED)),
                name="withholding_decided",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="withholding_two_persons"
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(state=ASKED), name="withholding_one_asked"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["case"], name="withholding_stands", condition=Q(state__in=[ASKED, KEPT])),
            models.Index(fields=["body", "-asked_at"], name="withholding_of_body"),
        ]
