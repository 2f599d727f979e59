"""The adjustment docket, where items wait that must change, and the published editions of the whole list.

No decisions here. The event behind every write is guarded by the database itself: see the migration.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongban.kernel.ids import uuid7
from tongban.powerlist.models.items import Item, ItemVersion


class Adjustment(models.Model):
    """One version of an item that must follow something, until somebody has decided what becomes of it.

    `cause` is what it follows: an act on a law that touched what it cites, or a decision (`source` its record) that
    wants it cancelled or changed. `act` is the number of the law's event (0: no law), `changes` the touched articles
    that are cited, as kinds and numbers.
    `result` is the version that came of it: the draft at first, then what was published.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="adjustments")
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="+")
    cause = models.CharField(max_length=10, default="law", db_default="law")
    source = models.UUIDField(null=True)
    wanted = models.CharField(max_length=10, blank=True, default="", db_default="")
    law = models.ForeignKey("law.Law", models.PROTECT, null=True, related_name="+")
    act = models.PositiveIntegerField()
    changes = models.JSONField()
    since = models.DateField()
    document = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, default="open")
    reason = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True)
    result = models.ForeignKey(ItemVersion, models.PROTECT, null=True, related_name="+")
    seq = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "law", "act"], name="adjustment_once_an_act"),
            models.UniqueConstraint(fields=["source", "item"], name="adjustment_once_a_decision"),
            models.CheckConstraint(
                condition=Q(cause="law", law__isnull=False, source=None, wanted="")
                | Q(
                    cause__in=["overlap", "practice", "round"],
                    law=None,
                    source__isnull=False,
                    wanted__in=["cancel", "change"],
                ),
                name="adjustment_has_one_cause",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "drafting"], decided_at__isnull=True)
                | Q(state__in=["kept", "published", "stopped"], decided_at__isnull=False),
                name="adjustment_decided_is_dated",
            ),
            models.CheckConstraint(condition=~Q(state="kept") | ~Q(reason=""), name="adjustment_kept_has_reason"),
        ]
        indexes = [models.Index(fields=["state", "due_on", "id"], name="adjustment_waiting")]


class ListEdition(models.Model):
    """One published edition of the whole list: its lines as they were, and the digest by which copies are judged."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    no = models.PositiveIntegerField(unique=True)
    day = models.DateField()
    digest = models.CharField(max_length=64)
    items = models.PositiveIntegerField()
    lines = models.JSONField()
    note = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField()
    seq = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(digest__regex="^[0-9a-f]{64}$"), name="edition_digest_shape"),
        ]
