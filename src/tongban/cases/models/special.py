"""Rows of special procedures: hearing, third parties, termination. Governed parts of the case's chain.

Suspensions are rows of `Pause` (family suspended), because they stop the same clock.
"""

from __future__ import annotations

from django.db import models

from tongban.cases.models.turns import Turn


class Interested(Turn):
    """利害关系人: somebody whose major interest the case touches, told under art. 36; words sealed with their key."""

    party = models.ForeignKey("agencies.Party", on_delete=models.PROTECT, related_name="+", db_index=False)
    interest = models.BinaryField()
    document_id = models.UUIDField()
    answer_by = models.DateField()
    stated_at = models.DateTimeField(null=True)
    said = models.BinaryField(null=True)
    taken = models.CharField(max_length=12, default="")
    weighed = models.BinaryField(null=True)
    weighed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "party"], name="interested_once")]


class HearingRight(Turn):
    """听证权利告知: one telling to the applicant (`interested` empty) or to a third party, and what they answered."""

    interested = models.ForeignKey(
        Interested, null=True, on_delete=models.PROTECT, related_name="rights", db_index=False
    )
    document_id = models.UUIDField()
    request_by = models.DateField()
    answer = models.CharField(max_length=8, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "interested"], name="hearing_right_once", nulls_distinct=False)
        ]


class Hearing(Turn):
    """听证: asked for, announced, held and recorded, or given up; one is open at a time.

    The record's text is sealed with the applicant's key; `record_id` is its numbered cover.
    """

    asked_on = models.DateField()
    hold_by = models.DateField()
    document_id = models.UUIDField(null=True)
    noticed_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    venue = models.CharField(max_length=120, default="")
    chair_id = models.UUIDField(null=True)
    record_id = models.UUIDField(null=True)
    sealed = models.BinaryField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(ended_at__isnull=True), name="hearing_one_open")
        ]
        indexes = [models.Index(fields=["case", "at"], name="hearing_of_case")]


class Termination(Turn):
    """终止: the case ended without a decision; the facts are sealed, they may name people."""

    ground = models.CharField(max_length=24)
    sealed = models.BinaryField()
    document_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], name="termination_once")]
