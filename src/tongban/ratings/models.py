"""What may be rated, ratings with the steps of the bad ones, and counter devices. Words are sealed with the person's
key; what is published is written anew, without anything personal."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tongban.kernel.ids import uuid7
from tongban.ratings.rules.levels import LEVELS, WORST_GOOD
from tongban.ratings.rules.life import State


class Occasion(models.Model):
    """One visit, matter or order of the hotline that may be rated once; `case_id` is the case or the order, which may
    have no item. A projection of the ledger; nothing here is an act."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=8)
    stage = models.CharField(max_length=12)
    case_id = models.UUIDField()
    case_seq = models.IntegerField()
    number = models.CharField(max_length=32)
    item_id = models.UUIDField(null=True)
    item_name = models.CharField(max_length=200)
    party = models.ForeignKey("agencies.Party", models.PROTECT, related_name="+")
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey("agencies.Division", models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case_id", "kind", "case_seq"], name="occasion_once"),
            models.UniqueConstraint(fields=["case_id"], condition=Q(kind="matter"), name="occasion_one_matter"),
            models.UniqueConstraint(fields=["case_id"], condition=Q(kind="order"), name="occasion_one_order"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["body", "opened_at"], name="occasion_by_body"),
            models.Index(fields=["post", "-opened_at"], condition=Q(kind="visit"), name="occasion_at_post"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Rating(models.Model):
    """One rating of one occasion, by its person alone; the constraint keeps a second one out, whoever comes first.

    `office`: given on an office's own network. `source`: a mark of the device that holds for its day only.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    occasion = models.ForeignKey(Occasion, models.PROTECT, related_name="ratings", db_index=False)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    owner_post = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=8)
    office = models.BooleanField(default=False)
    source = models.BinaryField(max_length=16, null=True)
    level = models.SmallIntegerField()
    reasons = ArrayField(models.CharField(max_length=12), default=list)
    words = models.BinaryField(null=True)
    named = models.BooleanField()
    rated_at = models.DateTimeField()
    state = models.CharField(max_length=12)
    appeal = models.CharField(max_length=8, default="")
    ground = models.CharField(max_length=12, default="")
    contact_by = models.DateTimeField(null=True)
    contacted_at = models.DateTimeField(null=True)
    rectify_by = models.DateTimeField(null=True)
    rectified_at = models.DateTimeField(null=True)
    rectify_late = models.BooleanField(default=False)
    outcome = models.CharField(max_length=12, default="")
    calls = models.SmallIntegerField(default=0)
    called_at = models.DateTimeField(null=True)
    solved = models.BooleanField(null=True)
    closed_at = models.DateTimeField(null=True)
    public_words = models.TextField(default="")
    public_reply = models.TextField(default="")
    published_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["occasion"], name="rating_once"),
            models.CheckConstraint(condition=Q(level__in=sorted(LEVELS)), name="rating_level"),
            models.CheckConstraint(condition=Q(state__in=sorted(map(str, State))), name="rating_state"),
            models.CheckConstraint(
                condition=Q(level__lte=WORST_GOOD, state="counted") | Q(level__gt=WORST_GOOD) & ~Q(state="counted"),
                name="rating_bad_is_worked_on",
            ),
            models.CheckConstraint(condition=~Q(state="excluded") | Q(appeal="upheld"), name="rating_excluded_judged"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-rated_at", "-id"], name="rating_newest"),
            models.Index(fields=["body", "-rated_at", "-id"], name="rating_by_body"),
            models.Index(fields=["-published_at", "-id"], condition=~Q(published_at=None), name="rating_published"),
            models.Index(fields=["source", "rated_at"], condition=~Q(source=None), name="rating_of_device"),
            models.Index(
                fields=["owner_post"], condition=Q(state__in=["contacted", "open", "rectified"]), name="rating_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.state}"


class RatingStep(models.Model):
    """One step of a bad rating with its sealed words; the ledger holds their digest."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="steps")
    act = models.CharField(max_length=12)
    result = models.CharField(max_length=12, default="")
    words = models.BinaryField()
    by_ref = models.UUIDField(null=True)
    by_post = models.UUIDField(null=True)
    at = models.DateTimeField()
    late = models.BooleanField(default=False)
    seq = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.act} {self.rating_id}"


class Device(models.Model):
    """A counter device at a window: it offers the visit just received there to be rated. It knows only its token."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    post = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+")
    token_hash = models.BinaryField(max_length=32)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["token_hash"], name="rating_device_token"),
            models.UniqueConstraint(fields=["post"], condition=Q(closed_at=None), name="rating_device_one_a_post"),
        ]

    def __str__(self) -> str:
        return f"device at {self.post_id}"


class Survey(models.Model):
    """One survey (问卷): its questions, the frame it is drawn from, seed and size; drawn once, never changed after."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField(max_length=120)
    questions = models.JSONField()
    since = models.DateField()
    until = models.DateField()
    body = models.ForeignKey("agencies.Body", models.PROTECT, null=True, related_name="+", db_index=False)
    frame_size = models.IntegerField()
    frame_digest = models.CharField(max_length=64)
    seed = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    seq = models.IntegerField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["-made_at"], name="survey_newest")]

    def __str__(self) -> str:
        return self.title


class SurveyDraw(models.Model):
    """One person drawn into a sample, by the matter that drew them; answers stand apart, without the person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="draws", db_index=False)
    no = models.IntegerField()
    occasion = models.ForeignKey(Occasion, models.PROTECT, related_name="+", db_index=False)
    party = models.ForeignKey("agencies.Party", models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["survey", "party"], name="survey_person_once"),
            models.UniqueConstraint(fields=["survey", "no"], name="survey_draw_no"),
        ]

    def __str__(self) -> str:
        return f"{self.no} of {self.survey_id}"


class SurveyAnswer(models.Model):
    """One answer to one question, of nobody in particular."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="answers", db_index=False)
    question = models.CharField(max_length=12)
    answer = models.CharField(max_length=12)
    seq = models.IntegerField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["survey", "question", "answer"], name="survey_figures")
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}"
