"""Tasks that superiors send down: one row a township and task; those sent together share `batch`."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tongban.delegation.rules.tasks import OPEN, State
from tongban.kernel.ids import uuid7


class TownshipTask(models.Model):
    """One task of one township: which line covers it, what it asks, what came with it, how it went.

    `answer_by` is until when the county says its word on a task no line covers (held, or an emergency that passed);
    `answered_at` when it did.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    batch = models.UUIDField()
    sender = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    township = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    line = models.ForeignKey("delegation.DutyLineRow", models.PROTECT, null=True, related_name="+")
    line_code = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=60)
    words = models.TextField()
    reports = models.BooleanField()
    data = ArrayField(models.CharField(max_length=12))
    state = models.CharField(max_length=12)
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField()
    emergency = models.CharField(max_length=300, blank=True)
    signs = ArrayField(models.CharField(max_length=12))
    money = models.PositiveIntegerField()
    people = models.PositiveSmallIntegerField()
    guidance = models.CharField(max_length=300, blank=True)
    answer_by = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)
    resources_at = models.DateTimeField(null=True)
    officer = models.ForeignKey("agencies.Official", models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    report = models.TextField(blank=True)
    given_line = models.ForeignKey("delegation.DutyLineRow", models.PROTECT, null=True, related_name="+")
    seq = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["township", "state", "due_at", "id"], name="township_task_inbox"),
            models.Index(fields=["sender", "-sent_at", "id"], name="township_task_sent"),
            models.Index(fields=["batch"], name="township_task_batch"),
            models.Index(
                fields=["answer_by"],
                name="township_task_unanswered",
                condition=Q(answered_at=None, answer_by__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=sorted(State)), name="township_task_state"),
            models.CheckConstraint(
                condition=Q(line__isnull=False) | Q(answer_by__isnull=False), name="township_task_listed_or_held"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(set(OPEN) - {State.HELD}))
                | Q(line__isnull=False) | Q(answered_at__isnull=False) | ~Q(emergency=""),
                name="township_task_no_unlisted_one_passes",
            ),
            models.CheckConstraint(
                condition=~Q(state="given_back") | Q(given_line__isnull=False), name="township_task_back_by_line"
            ),
        ]  # fmt: skip
