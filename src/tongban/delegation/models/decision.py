"""Delegation decisions (赋权决定): the decision, its lines (a power for a township), opinions, handover, checks.

A line is what came down where: which power, to whom, live, on trial or withheld, and the holding that it became.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import models
from django.db.models import Q

from tongban.kernel.ids import uuid7

AS_SET: Final[dict[str, Any]] = {"db_index": False, "db_constraint": False}


class Decision(models.Model):
    """One decision: form, what authorises it, when it takes effect, what becomes of open cases."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=120, unique=True)
    title = models.CharField(max_length=120)
    form = models.CharField(max_length=12)
    authority_level = models.CharField(max_length=16)
    authority_number = models.CharField(max_length=120)
    authority_published_on = models.DateField(null=True)
    effective_at = models.DateTimeField()
    moves_cases = models.BooleanField(default=False)
    state = models.CharField(max_length=10)
    consult_until = models.DateField(null=True)
    approved_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    activated_at = models.DateTimeField(null=True)
    seq = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["active", "approved", "consulting", "draft", "published", "withdrawn"]),
                name="delegation_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(activated_at__isnull=False, published_at__isnull=False),
                name="delegation_active_is_published",
            ),
            models.CheckConstraint(
                condition=Q(activated_at=None) | Q(effective_at__gt=models.F("published_at")),
                name="delegation_published_first",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Line(models.Model):
    """A power for a receiver at a place. `before` is the place's own holding that it ended, which a return restores.

    The holding that it becomes bears the line's own id. Keys are checked as sets (see the migration).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="lines", **AS_SET)
    item = models.ForeignKey("powerlist.Item", models.PROTECT, related_name="+", **AS_SET)
    place = models.ForeignKey("agencies.Division", models.PROTECT, related_name="+", **AS_SET)
    receiver = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", **AS_SET)
    giver = models.ForeignKey("agencies.Body", models.PROTECT, null=True, related_name="+", **AS_SET)
    mode = models.CharField(max_length=8)
    until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, default="planned")
    holding = models.ForeignKey("powerlist.PowerHolding", models.PROTECT, null=True, related_name="+", **AS_SET)
    before = models.ForeignKey("powerlist.PowerHolding", models.PROTECT, null=True, related_name="+", **AS_SET)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    end_document = models.CharField(max_length=120, blank=True)
    moves_back = models.BooleanField(default=False)
    lookback_due = models.DateField(null=True)
    guidance_due = models.DateField(null=True)
    sample_due = models.DateField(null=True)
    seq = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "item", "place"], name="delegation_line_once"),
            models.CheckConstraint(
                condition=Q(state__in=["live", "planned", "taken_back", "trial", "withheld"]), name="line_state"
            ),
            models.CheckConstraint(condition=Q(mode__in=["live", "trial", "withheld"]), name="line_mode"),
            models.CheckConstraint(condition=~Q(mode="trial") | Q(until__isnull=False), name="line_trial_has_term"),
            models.CheckConstraint(
                condition=~Q(state__in=["live", "taken_back", "trial"])
                | Q(starts_at__isnull=False, lookback_due__isnull=False),
                name="line_in_force_is_looked_back_at",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "item"], name="line_place_item"),
            models.Index(fields=["lookback_due", "id"], name="line_lookback", condition=Q(state__in=["live", "trial"])),
        ]


class Opinion(models.Model):
    """What a receiver said of a decision, and what was answered: adopted, or declined with the reason (D-25)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="opinions")
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    words = models.CharField(max_length=600)
    given_at = models.DateTimeField()
    answer = models.CharField(max_length=8, blank=True)
    why = models.CharField(max_length=600, blank=True)
    answered_at = models.DateTimeField(null=True)
    seq = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "body"], name="opinion_once"),
            models.CheckConstraint(condition=Q(answer__in=["", "adopted", "declined"]), name="opinion_answer"),
            models.CheckConstraint(condition=~Q(answer="declined") | ~Q(why=""), name="opinion_declined_says_why"),
        ]


class Handover(models.Model):
    """What went over with a line, both ways (D-17): papers and things counted, open cases before and after, signed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    line = models.ForeignKey(Line, models.PROTECT, related_name="handovers")
    back = models.BooleanField()
    open_before = models.PositiveIntegerField()
    open_after = models.PositiveIntegerField()
    moved = models.PositiveIntegerField()
    listed = models.JSONField(default=dict)
    giver_signed_at = models.DateTimeField(null=True)
    receiver_signed_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    seq = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "back"], name="handover_once"),
            models.CheckConstraint(condition=Q(open_before=models.F("open_after")), name="handover_loses_nothing"),
        ]


class Check(models.Model):
    """One look at a line: guidance or a sample of the giver (D-18), or a look-back with its verdict (D-16)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+")
    line = models.ForeignKey(Line, models.PROTECT, related_name="checks")
    kind = models.CharField(max_length=10)
    due_on = models.DateField()
    at = models.DateTimeField()
    by_ref = models.UUIDField(null=True)
    verdict = models.CharField(max_length=12, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    words = models.CharField(max_length=600, blank=True)
    figures = models.JSONField(default=dict)
    rectified_at = models.DateTimeField(null=True)
    seq = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["guidance", "lookback", "sample"]), name="check_kind"),
            models.CheckConstraint(
                condition=~Q(kind="lookback") | Q(outcome__in=["keep", "support", "take_back"]), name="check_outcome"
            ),
        ]
