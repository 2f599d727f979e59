"""Cards, their steps, rules as they were set, recommendations; and what the engine keeps for itself.

Subjects, bodies and posts are plain references: the watcher must not break with what it watches.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID, uuid5

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tongban.kernel.ids import uuid7
from tongban.supervision.rules.cards import ENDED, State
from tongban.supervision.rules.kinds.patterns import PAIRS


class Card(models.Model):
    """One breach of one rule by one subject, once: `rule`, subject and `occurrence` name it for ever."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rule = models.CharField(max_length=40)
    edition = models.IntegerField(default=0)
    grade = models.CharField(max_length=12)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    occurrence = models.CharField(max_length=120)
    number = models.CharField(max_length=40, default="")
    item_id = models.UUIDField(null=True)
    body_id = models.UUIDField(null=True)
    post_id = models.UUIDField(null=True)
    place_id = models.UUIDField(null=True)
    official = models.UUIDField(null=True)
    cites = ArrayField(models.UUIDField(), default=list)
    figures = models.JSONField(default=dict)
    since = models.DateTimeField()
    told_at = models.DateTimeField()
    state = models.CharField(max_length=12)
    due_by = models.DateTimeField(null=True)
    judged_by = models.UUIDField(null=True)
    digested_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["rule", "subject_kind", "subject_id", "occurrence"], name="card_once"),
            models.CheckConstraint(condition=Q(state__in=[*map(str, State)]), name="card_state"),
            models.CheckConstraint(condition=Q(cites__len__gte=1, rule__gt=""), name="card_cites_events"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-told_at", "-id"], name="card_newest"),
            models.Index(fields=["body_id", "-told_at", "-id"], name="card_by_body"),
            models.Index(fields=["subject_kind", "subject_id"], name="card_by_subject"),
            models.Index(fields=["due_by"], condition=~Q(state__in=sorted(map(str, ENDED))), name="card_open_due"),
            models.Index(fields=["told_at"], condition=Q(digested_at=None), name="card_to_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject_kind} {self.subject_id}"


class CardStep(models.Model):
    """One step of a card's life with its words; the ledger holds their digest."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    card = models.ForeignKey(Card, models.PROTECT, related_name="steps")
    act = models.CharField(max_length=16)
    words = models.TextField()
    by_ref = models.UUIDField(null=True)
    by_post = models.UUIDField(null=True)
    at = models.DateTimeField()
    late = models.BooleanField(default=False)
    seq = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.act} {self.card_id}"


class Setting(models.Model):
    """A rule as it was set from a moment on: on or off, its figures; for all, for one item, at one place.

    `subject_id` stands for the rule in the ledger.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_id = models.UUIDField()
    rule = models.CharField(max_length=40)
    no = models.IntegerField()
    item_id = models.UUIDField(null=True)
    place_id = models.UUIDField(null=True)
    active = models.BooleanField()
    figures = models.JSONField(default=dict)
    valid_from = models.DateTimeField()
    back_test = models.JSONField(default=dict)
    by_ref = models.UUIDField(null=True)
    at = models.DateTimeField()
    seq = models.IntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["rule", "no"], name="setting_once")
        ]

    def __str__(self) -> str:
        return f"{self.rule} no. {self.no}"


class Recommendation(models.Model):
    """整改建议: what a body is asked to put right, on what it rests, what it answered, what came of it.

    It rests on cards, or on a pattern of requests: `pattern_kind` says how its effect is counted, `pattern` which one,
    `about` what it is called, `grounds` the id and number of each request.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body_id = models.UUIDField()
    cards = ArrayField(models.UUIDField(), default=list)
    pattern_kind = models.CharField(max_length=12, default="")
    pattern = models.UUIDField(null=True)
    about = models.CharField(max_length=120, default="")
    grounds = models.JSONField(default=list)
    words = models.TextField()
    answer = models.TextField(default="")
    state = models.CharField(max_length=10)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    before = models.IntegerField(null=True)
    after = models.IntegerField(null=True)
    seq = models.IntegerField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["body_id", "-made_at"], name="advice_by_body")]

    def __str__(self) -> str:
        return f"to {self.body_id}"


class Watched(models.Model):
    """A case as supervision sees it, told by events alone: whose, where, until when. A projection."""

    subject_id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=40)
    item_id = models.UUIDField(null=True)
    version_id = models.UUIDField(null=True)
    channel = models.CharField(max_length=12, default="")
    place_id = models.UUIDField(null=True)
    body_id = models.UUIDField(null=True)
    hand_body_id = models.UUIDField(null=True)
    hand_post_id = models.UUIDField(null=True)
    window_post_id = models.UUIDField(null=True)
    state = models.CharField(max_length=16)
    received_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)
    statutory_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=8, default="")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["promised_at", "subject_id"], condition=Q(decided_at=None, closed_at=None),
                         name="watched_open"),
            models.Index(fields=["item_id", "body_id", "accepted_at"], condition=Q(decided_at=None, closed_at=None),
                         name="watched_line"),
            models.Index(fields=["item_id", "received_at"], name="watched_by_item"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number


class Timer(models.Model):
    """What time alone will break if nothing happens; looked at by the worker, renewed after each event."""

    rule = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    occurrence = models.CharField(max_length=120)
    due_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "rule", "occurrence"], name="supervision_timer_once"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["due_at"], name="supervision_timer_due")]

    def __str__(self) -> str:
        return f"{self.rule} {self.due_at}"


class Mark(models.Model):
    """One event counted for a pattern under a key, once."""

    rule = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    event_id = models.UUIDField()
    at = models.DateTimeField()
    hit = models.BooleanField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["rule", "event_id"], name="supervision_mark_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["rule", "key", "at"], name="supervision_mark_at")]

    def __str__(self) -> str:
        return f"{self.rule} {self.key}"


def note_marks(marks: Sequence[Mark]) -> None:
    """Counts events for patterns, each once, in the running transaction."""
    Mark.objects.bulk_create(marks, ignore_conflicts=True)


def rule_subject(code: str) -> UUID:
    """What a rule is in the ledger: a reference made of its code."""
    return uuid5(PAIRS, f"rule:{code}")
