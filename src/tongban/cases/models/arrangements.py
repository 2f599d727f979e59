"""Rows of arrangements between organ and applicant: papers that follow, promises, second opinions, handings over.

Governed parts of the case's chain; the count of a limited number is a counter beside it.
"""

from __future__ import annotations

from django.db import models

from tongban.cases.models.turns import Turn


class Deferral(Turn):
    """容缺: one paper that was missing at acceptance and that the applicant promised to supply, and by when.

    `waits` says what waits for it (decision or issue); `promise` how the promise was given.
    """

    key = models.CharField(max_length=60)
    due_on = models.DateField()
    waits = models.CharField(max_length=12)
    promise = models.CharField(max_length=12)
    supplied_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="deferral_once")]
        indexes = [
            models.Index(fields=["due_on", "id"], name="deferral_open", condition=models.Q(supplied_at__isnull=True))
        ]


class Commitment(Turn):
    """告知承诺: what the applicant promised instead of proving; after the grant a check with an owner and a day.

    `papers` are the keys that were not handed in. `result` is kept or broken once checked; what was found is sealed.
    """

    papers = models.JSONField()
    document_id = models.UUIDField()
    check_by = models.DateField(null=True)
    check_body = models.ForeignKey("agencies.Body", null=True, on_delete=models.PROTECT, related_name="+")
    check_post = models.ForeignKey(
        "agencies.Post", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    checked_at = models.DateTimeField(null=True)
    checked_by = models.UUIDField(null=True)
    result = models.CharField(max_length=8, default="")
    finding = models.BinaryField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], name="commitment_once")]
        indexes = [
            models.Index(
                fields=["check_post", "check_by", "id"],
                name="commitment_to_check",
                condition=models.Q(result="", check_by__isnull=False),
            )
        ]


class Opinion(Turn):
    """One official's opinion on a step that two have to do; the second different one closes the step."""

    task_id = models.UUIDField()
    opinion = models.CharField(max_length=8)
    remarks = models.BinaryField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task_id", "by_ref"], name="opinion_once_a_person")]


class Handover(Turn):
    """A step offered to another post, with the reason; it moves when that post takes it over, not before."""

    task_id = models.UUIDField()
    from_post = models.ForeignKey("agencies.Post", on_delete=models.PROTECT, related_name="+", db_index=False)
    to_post = models.ForeignKey("agencies.Post", on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(max_length=200)
    answer = models.CharField(max_length=8, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task_id"], condition=models.Q(answer=""), name="handover_one_open")
        ]
        indexes = [models.Index(fields=["to_post"], name="handover_to", condition=models.Q(answer=""))]


class Doubt(Turn):
    """不属本单位: recorded while the right body is still being found; silence then accepts nothing (art. 32 no. 2)."""

    words = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], name="doubt_once")]


class QuotaUse(models.Model):
    """How many of an item were granted in a period; moved only inside the act that grants one."""

    item_id = models.UUIDField()
    period = models.CharField(max_length=8)
    used = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item_id", "period"], name="quota_use_once")]
