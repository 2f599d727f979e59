"""What townships have to carry their powers, who is seconded to them, and who is trained."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from tongban.kernel.ids import uuid7


class Capacity(models.Model):
    """The posts and vehicles of a township as they are; each change is an event."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    township = models.OneToOneField("agencies.Body", models.PROTECT, related_name="+")
    established = models.PositiveSmallIntegerField()
    filled = models.PositiveSmallIntegerField()
    vehicles = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField()
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(filled__lte=F("established")), name="capacity_no_more_than_posts")
        ]


class Qualification(models.Model):
    """A certificate that an officer holds until a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    official = models.ForeignKey("agencies.Official", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    valid_to = models.DateField()
    seq = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["official", "kind"], name="qualification_one_a_kind")]


class Secondment(models.Model):
    """An officer of another body under a township's command for a span; the home body keeps the professional line."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    official = models.ForeignKey("agencies.Official", models.PROTECT, related_name="+", db_index=False)
    home = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+")
    township = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+")
    valid = DateTimeRangeField()
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(home=F("township")), name="secondment_to_another"),
            ExclusionConstraint(
                name="secondment_one_at_a_time",
                expressions=[("official", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
        ]


class Appraisal(models.Model):
    """What a township said of the work of an officer seconded to it, over a span of days (D-27)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    secondment = models.ForeignKey(Secondment, models.PROTECT, related_name="appraisals", db_index=False)
    since = models.DateField()
    until = models.DateField()
    grade = models.CharField(max_length=12)
    words = models.CharField(max_length=300)
    at = models.DateTimeField()
    by_ref = models.UUIDField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["secondment", "since"], name="appraisal_once_a_span"),
            models.CheckConstraint(condition=Q(since__lte=F("until")), name="appraisal_span"),
            models.CheckConstraint(
                condition=Q(grade__in=["basic", "competent", "excellent", "not_competent"]), name="appraisal_grade"
            ),
        ]


class TrainingPlan(models.Model):
    """For this power those who decide at townships need a training, given by a body, from a day on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.OneToOneField("powerlist.Item", models.PROTECT, related_name="+")
    giver = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+")
    since = models.DateField()
    seq = models.IntegerField()


class Training(models.Model):
    """An officer completed the training of a plan on a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(TrainingPlan, models.PROTECT, related_name="completed")
    official = models.ForeignKey("agencies.Official", models.PROTECT, related_name="+")
    completed = models.DateField()
    seq = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "official"], name="training_once")]
