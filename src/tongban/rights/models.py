"""Requests of a person to be corrected or erased, and how they were answered. What was typed is sealed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tongban.kernel.ids import uuid7
from tongban.rights.rules.requests import KINDS, STATES, WAITS, State, What


class Request(models.Model):
    """One request. `kept` are the kinds that stand against erasing the rest, `rest_until` the day they are over.

    `look_on` is the first day on which they may be over, reckoned with the years that `terms` remembers.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    party = models.ForeignKey("agencies.Party", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8)
    state = models.CharField(max_length=8)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    wish = models.BinaryField(null=True)
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    drafts = models.PositiveIntegerField(default=0)
    reminders = models.PositiveIntegerField(default=0)
    contact = models.BooleanField(default=False)
    kept = models.JSONField(default=list)
    rest_until = models.DateField(null=True)
    look_on = models.DateField(null=True)
    terms = models.CharField(max_length=400, default="")
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    answer = models.BinaryField(null=True)
    ended_at = models.DateTimeField(null=True)
    seq = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=sorted(map(str, KINDS))), name="data_request_kind"),
            models.CheckConstraint(condition=Q(state__in=sorted(map(str, STATES))), name="data_request_state"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(decided_at__isnull=False, answer__isnull=False),
                name="data_request_decided",
            ),
            models.CheckConstraint(
                condition=~Q(kind=str(What.CORRECT)) | Q(wish__isnull=False), name="data_request_wish"
            ),
            models.UniqueConstraint(
                fields=["party", "kind"], condition=Q(state__in=sorted(map(str, WAITS))), name="data_request_one_open"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["party", "-asked_at"], name="data_request_of_party"),
            models.Index(fields=["kind", "state", "answer_by"], name="data_request_waiting"),
            models.Index(fields=["look_on"], condition=Q(state=str(State.KEPT)), name="data_request_look"),
            models.Index(fields=["terms"], condition=Q(state=str(State.KEPT)), name="data_request_terms"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
