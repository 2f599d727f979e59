"""Tasks: what waits in which post, until when. One row an opening of a node of the flow."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from tongban.cases.models.case import Case

FAR: Final = datetime(9999, 12, 31, tzinfo=UTC)


class Task(models.Model):
    """`instance` is the step of the case that opened it, so a node that opens again is another row."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks", db_index=False)
    node = models.CharField(max_length=60)
    instance = models.IntegerField()
    lane = models.CharField(max_length=60)
    act = models.CharField(max_length=24)
    body = models.ForeignKey(
        "agencies.Body", models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    post = models.ForeignKey(
        "agencies.Post", models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    holding_id = models.UUIDField(null=True)
    place = models.ForeignKey(
        "agencies.Division", models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    limit_key = models.CharField(max_length=60, default="")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    provisional = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    outcome = models.CharField(max_length=16, default="")
    remarks = models.BinaryField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "node", "instance"], name="task_once")]
        indexes = [
            # Tasks without a limit come last on the desk; the expression is the one that the desk sorts by. What is
            # counted of a post is read from the index alone, for which the moment itself must be in it, too.
            models.Index(
                F("post"),
                Coalesce("due_at", Value(FAR)),
                F("id"),
                name="task_desk",
                condition=models.Q(closed_at__isnull=True),
                include=["act", "case", "due_at"],
            ),
            models.Index(
                fields=["body", "due_at", "id"], name="task_body_open", condition=models.Q(closed_at__isnull=True)
            ),
            # Whether a case has an open task, and in whose hands: asked for each of many cases at once.
            models.Index(fields=["case", "post"], name="task_open_of_case", condition=models.Q(closed_at__isnull=True)),
            # What the system itself looks for every minute: silence to be deemed, results to be made.
            models.Index(
                fields=["act", "due_at"],
                name="task_for_system",
                condition=models.Q(closed_at__isnull=True, act__in=["accept", "issue"]),
            ),
            models.Index(
                fields=["due_at"],
                name="task_urgent",
                condition=models.Q(closed_at__isnull=True, limit_key__startswith="urgent_"),
            ),
            models.Index(fields=["due_at"], name="task_waits", condition=models.Q(closed_at__isnull=True, act="wait")),
            models.Index(
                fields=["post", "-closed_at", "id"],
                name="task_done",
                condition=models.Q(closed_at__isnull=False),
                include=["act", "case"],
            ),  # fmt: skip
        ]
