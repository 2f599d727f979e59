"""The turns a case can take: notice, pause, extension, decision, delivery, urging.

All governed parts of the case's chain.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tongban.cases.models.case import Case


class Turn(models.Model):
    """What every turn has: its case, when it took legal effect, by whom, and its place in the chain."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="%(class)ss", db_index=False)
    at = models.DateTimeField()
    by_ref = models.UUIDField()
    seq = models.IntegerField()

    class Meta:
        abstract = True


class Notice(Turn):
    """A one-time notice. `points` holds keys, states and ready reasons; free words are in `sealed`."""

    no = models.SmallIntegerField()
    points = models.JSONField()
    sealed = models.BinaryField(null=True)
    document_id = models.UUIDField()
    again_reason = models.CharField(max_length=200, default="")
    breach = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "no"], name="notice_no")]


class Pause(Turn):
    """Time that does not count: a kind of licence law art. 45, its document, the applicant told.

    Of the family `suspended` it is a suspension (中止) of the whole case, and `kind` its ground. Testing says when it
    starts and who does it (art. 55).
    """

    family = models.CharField(max_length=12, default="not_counted", db_default="not_counted")
    kind = models.CharField(max_length=24)
    starts_on = models.DateField(null=True)
    staff = ArrayField(models.UUIDField(), default=list, db_default=[])
    document = models.CharField(max_length=200)
    document_id = models.UUIDField()
    told_at = models.DateTimeField()
    until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "family"], condition=models.Q(ended_at__isnull=True), name="pause_one_open"
            ),
            models.CheckConstraint(condition=~models.Q(document=""), name="pause_has_document"),
        ]
        indexes = [models.Index(fields=["case", "at"], name="pause_of_case")]


class Extension(Turn):
    """The one extension a limit may have."""

    length = models.SmallIntegerField()
    unit = models.CharField(max_length=12)
    reason = models.CharField(max_length=400)
    document_id = models.UUIDField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], name="extension_once")]


class Decision(Turn):
    """Grant or refusal with its reasons (sealed: they may name people) and articles."""

    decision = models.CharField(max_length=8)
    sealed = models.BinaryField()
    basis = models.JSONField()
    document_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], name="decision_once")]
        indexes = [models.Index(fields=["-at", "-id"], name="decision_granted", condition=models.Q(decision="grant"))]


class Delivery(Turn):
    """How and when the decision reached the applicant."""

    method = models.CharField(max_length=12)
    document_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], name="delivery_once")]


class Urge(Turn):
    """Somebody was urged; shown with its time so that nobody urges twice an hour."""

    task_id = models.UUIDField()

    class Meta:
        indexes = [
            models.Index(fields=["task_id", "at"], name="urge_of_task"),
            models.Index(fields=["case", "at"], name="urge_of_case"),
        ]


class PaperNote(Turn):
    """批注: a note on a page of one copy of a paper; `x` and `y` in parts of a thousand, its words sealed."""

    key = models.CharField(max_length=60)
    file_id = models.UUIDField()
    page = models.SmallIntegerField()
    x = models.SmallIntegerField()
    y = models.SmallIntegerField()
    words = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(page__gte=1, x__gte=0, x__lte=1000, y__gte=0, y__lte=1000), name="note_on_page"
            )
        ]
        indexes = [models.Index(fields=["case", "seq"], name="note_of_case")]
