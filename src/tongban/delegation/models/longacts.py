"""Acts on very many lines that go on after the page has answered: asked for, under way, done, or refused and why."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongban.kernel.ids import uuid7


class LongAct(models.Model):
    """One such act on a decision or a sheet, by whom it was asked for, and how it went."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    act = models.CharField(max_length=8)
    subject_id = models.UUIDField()
    state = models.CharField(max_length=8, default="waiting")
    lines = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    post_id = models.UUIDField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    made_id = models.UUIDField(null=True)
    problem = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(act__in=["activate", "draft"]), name="long_act_kind"),
            models.CheckConstraint(
                condition=Q(state__in=["broken", "done", "refused", "running", "waiting"]), name="long_act_state"
            ),
            models.UniqueConstraint(
                fields=["subject_id"], condition=Q(state__in=["running", "waiting"]), name="long_act_one_at_a_time"
            ),
        ]
