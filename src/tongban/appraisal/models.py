"""The register of appraisal plans, the periods of two-way appraisal, who is marked in them, and the marks."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import F, Func, Q, Value

from tongban.kernel.ids import uuid7


class Plan(models.Model):
    """One filing of an appraisal plan: taken as an edition of its year, or refused for a veto. Never changed after."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    edition = models.PositiveSmallIntegerField()
    indicators = models.JSONField()
    found = ArrayField(models.CharField(max_length=60))
    digest = models.CharField(max_length=64)
    filed_at = models.DateTimeField()
    seq = models.IntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["body", "year", "title", "edition"], condition=Q(edition__gt=0), name="appraisal_plan_edition"
            ),
            models.UniqueConstraint(
                fields=["body", "digest"], condition=Q(edition=0), name="appraisal_plan_refused_once"
            ),
            models.CheckConstraint(
                condition=Q(edition=0) & ~Q(found=[]) | Q(edition__gt=0, found=[]), name="appraisal_plan_refused_for"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-filed_at", "-id"], name="appraisal_plan_newest"),
            models.Index(fields=["body", "filed_at"], condition=Q(edition=0), name="appraisal_plan_refused"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.edition}"


class Period(models.Model):
    """A span of days that townships mark, until `closes_at`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    since = models.DateField()
    until = models.DateField()
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    seq = models.IntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="appraisal_period_span"),
            ExclusionConstraint(
                expressions=[
                    (Func("since", "until", Value("[]"), function="daterange", output_field=DateRangeField()), "&&")
                ],
                name="appraisal_days_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since} {self.until}"


class Rated(models.Model):
    """A body that is marked in a period, as a department or as a dispatched body."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    period = models.ForeignKey(Period, models.PROTECT, related_name="rated", db_index=False)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12)
    seq = models.IntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["period", "body"], name="appraisal_rated_once"),
            models.CheckConstraint(condition=Q(kind__in=["department", "dispatched"]), name="appraisal_rated_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.kind}"


class Marks(models.Model):
    """What one township says of one body in one period; the salt keeps the ledger's digest from being guessed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rated = models.ForeignKey(Rated, models.PROTECT, related_name="marks", db_index=False)
    township = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    levels = models.JSONField()
    salt = models.CharField(max_length=64)
    given_at = models.DateTimeField()
    seq = models.IntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["rated", "township"], name="appraisal_marks_once")
        ]

    def __str__(self) -> str:
        return f"marks {self.pk}"
