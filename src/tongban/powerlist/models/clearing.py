"""Clean-up rounds with their votes, overlaps of powers with their disputes, practices from below, domains of items.

What is decided here changes no item: it opens entries of the docket. Posts and bodies are named by reference.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tongban.kernel.ids import uuid7
from tongban.powerlist.models.items import Item, ItemVersion
from tongban.powerlist.rules.domains import DOMAINS
from tongban.powerlist.rules.overlaps import OUTCOMES
from tongban.powerlist.rules.overlaps import State as OverlapState
from tongban.powerlist.rules.practices import GAPS
from tongban.powerlist.rules.practices import STATES as PRACTICE_STATES
from tongban.powerlist.rules.rounds import CHOICES


class Round(models.Model):
    """One clean-up round: who votes until when, under which document and by which quorum and majority."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField(max_length=60)
    document = models.CharField(max_length=120)
    members = ArrayField(models.UUIDField())
    quorum_thirds = models.PositiveSmallIntegerField()
    majority = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    closes_on = models.DateField()
    no = models.PositiveIntegerField(null=True, unique=True)
    digest = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True)
    seq = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(no=None, published_at=None, digest="") | Q(no__gt=0, published_at__isnull=False),
                name="round_published_has_number",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["-opened_at", "-id"], name="round_newest")]

    def __str__(self) -> str:
        return self.title


class RoundLine(models.Model):
    """One item of a round with what was decided of it; `tally` are the votes as they were counted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="lines")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="+")
    body_id = models.UUIDField(null=True)
    outcome = models.CharField(max_length=10, blank=True)
    into = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    carried = models.BooleanField(null=True)
    tally = models.JSONField(default=list)
    may_vote = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    document = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    seq = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "item"], name="round_line_once"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None)
                | (Q(outcome__in=sorted(CHOICES), decided_at__isnull=False) & ~Q(reason="") & ~Q(document="")),
                name="round_line_decided_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.outcome


class RoundVote(models.Model):
    """The vote of a post on an item, as it stands."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    line = models.ForeignKey(RoundLine, models.PROTECT, related_name="votes")
    post_id = models.UUIDField()
    choice = models.CharField(max_length=10)
    into = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    seq = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["line", "post_id"], name="round_vote_once"),
            models.CheckConstraint(condition=Q(choice__in=sorted(CHOICES)), name="round_vote_choice"),
        ]

    def __str__(self) -> str:
        return self.choice


class Overlap(models.Model):
    """Two items by which two bodies hold the same power; the arbiter is neither of them, the database sees to it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    one = models.ForeignKey(Item, models.PROTECT, related_name="+")
    other = models.ForeignKey(Item, models.PROTECT, related_name="+")
    one_body = models.UUIDField()
    other_body = models.UUIDField()
    signs = ArrayField(models.CharField(max_length=10))
    found_at = models.DateTimeField()
    state = models.CharField(max_length=10)
    arbiter = models.UUIDField(null=True)
    statements_by = models.DateTimeField(null=True)
    due_by = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=5, blank=True)
    document = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)
    seq = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["one", "other"], name="overlap_once"),
            models.CheckConstraint(
                condition=Q(arbiter=None) | (~Q(arbiter=F("one_body")) & ~Q(arbiter=F("other_body"))),
                name="overlap_arbiter_is_neither",
            ),
            models.CheckConstraint(condition=Q(state__in=[*map(str, OverlapState)]), name="overlap_state"),
            models.CheckConstraint(
                condition=~Q(state="decided") | (Q(outcome__in=OUTCOMES) & ~Q(document="")),
                name="overlap_decided_has_outcome",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["-found_at", "-id"], name="overlap_newest")]

    def __str__(self) -> str:
        return self.state


class OverlapStep(models.Model):
    """One step of a dispute with its words; the ledger holds their digest."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    overlap = models.ForeignKey(Overlap, models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10)
    words = models.TextField()
    body_id = models.UUIDField(null=True)
    by_post = models.UUIDField(null=True)
    at = models.DateTimeField()
    late = models.BooleanField(default=False)
    seq = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.act


class Practice(models.Model):
    """A practice that a body filed, the gap in its basis, who answers it by when, and the answer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    no = models.PositiveIntegerField(unique=True)
    body_id = models.UUIDField()
    name = models.CharField(max_length=60)
    words = models.TextField()
    gap = models.CharField(max_length=10)
    basis = models.CharField(max_length=200, blank=True)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    filed_at = models.DateTimeField()
    filed_by = models.UUIDField(null=True)
    answers = models.UUIDField()
    due_by = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10)
    answer_words = models.TextField(blank=True)
    document = models.CharField(max_length=120, blank=True)
    trial_until = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)
    late = models.BooleanField(default=False)
    seq = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(state__in=sorted(PRACTICE_STATES)), name="practice_state"),
            models.CheckConstraint(condition=Q(gap__in=sorted(GAPS)), name="practice_gap"),
            models.CheckConstraint(condition=~Q(answers=F("body_id")), name="practice_answered_by_another"),
            models.CheckConstraint(
                condition=Q(state="filed", answered_at=None) | (Q(answered_at__isnull=False) & ~Q(answer_words="")),
                name="practice_answer_has_reasons",
            ),
            models.CheckConstraint(
                condition=~Q(state="trial") | Q(trial_until__isnull=False), name="practice_trial_ends"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-filed_at", "-id"], name="practice_newest"),
            models.Index(fields=["due_by"], condition=Q(state="filed"), name="practice_waiting"),
        ]

    def __str__(self) -> str:
        return self.name


class ItemTag(models.Model):
    """The domains of an item."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.OneToOneField(Item, models.PROTECT, related_name="tag")
    domains = ArrayField(models.CharField(max_length=20))
    seq = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(domains__contained_by=sorted(DOMAINS)), name="item_tag_known")
        ]

    def __str__(self) -> str:
        return ",".join(self.domains)
