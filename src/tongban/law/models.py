"""The tables of the law library: laws, their versions in time, articles, what each act touched, uploads being judged.

No decisions here. A version's text and the event behind every write are guarded by the database itself: see the
migration.
"""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from tongban.kernel.ids import uuid7


class Law(models.Model):
    """One law, regulation, rule or document. `key` is its name without that of the state, as citations find it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField(max_length=200)
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    number = models.CharField(max_length=80, blank=True)
    issuer = models.CharField(max_length=120, blank=True)
    repealed_on = models.DateField(null=True)
    repeal_document = models.CharField(max_length=200, blank=True)
    seq = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(repealed_on__isnull=True), name="law_name_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["law", "regulation", "local", "rule", "document"]), name="law_kind_known"
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(key=""), name="law_has_title"),
            models.CheckConstraint(
                condition=Q(repealed_on__isnull=True, repeal_document="")
                | (Q(repealed_on__isnull=False) & ~Q(repeal_document="")),
                name="law_repeal_has_document",
            ),
        ]
        indexes = [GinIndex(fields=["title"], name="law_title_trgm", opclasses=["gin_trgm_ops"])]


class LawVersion(models.Model):
    """What a law says from one day to another. `digest` is that of its text, empty while the text is not held."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    law = models.ForeignKey(Law, models.PROTECT, related_name="versions")
    no = models.PositiveIntegerField()
    valid = DateRangeField()
    document = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, blank=True)
    articles = models.PositiveIntegerField(default=0)
    notes = models.JSONField(default=list)
    annex = models.TextField(blank=True)
    seq = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["law", "no"], name="law_version_number_once"),
            models.CheckConstraint(condition=Q(digest__regex="^([0-9a-f]{64})?$"), name="law_version_digest_shape"),
            models.CheckConstraint(condition=~Q(source=""), name="law_version_has_source"),
            ExclusionConstraint(
                name="law_one_version_a_day",
                expressions=[("law", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
        ]


class Article(models.Model):
    """One article of a version, written once. `headings` are the titles above it, outermost first."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    law = models.ForeignKey(Law, models.PROTECT, related_name="+")
    version = models.ForeignKey(LawVersion, models.PROTECT, related_name="texts")
    place = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    extra = models.PositiveSmallIntegerField(default=0)
    headings = models.JSONField(default=list)
    text = models.TextField()
    seq = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number", "extra"], name="law_article_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="law_article_number"),
        ]
        indexes = [GinIndex(fields=["text"], name="law_article_text_trgm", opclasses=["gin_trgm_ops"])]


class LawChange(models.Model):
    """One article that an act touched, from a day on, by a document; `number` None means the whole law."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    law = models.ForeignKey(Law, models.PROTECT, related_name="changes")
    version = models.ForeignKey(LawVersion, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12)
    number = models.PositiveIntegerField(null=True)
    extra = models.PositiveSmallIntegerField(default=0)
    to_number = models.PositiveIntegerField(null=True)
    to_extra = models.PositiveSmallIntegerField(default=0)
    since = models.DateField()
    document = models.CharField(max_length=200)
    note = models.CharField(max_length=1000, blank=True)
    seq = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=["changed", "added", "removed", "renumbered", "interpreted", "repealed", "succeeded"]
                ),
                name="law_change_kind_known",
            ),
            models.CheckConstraint(condition=~Q(document=""), name="law_change_has_document"),
        ]
        indexes = [models.Index(fields=["since"], name="law_change_since")]


class LawUpload(models.Model):
    """A text that was read and judged but not stored: its findings, and the law it became part of in the end."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file_name = models.CharField(max_length=120)
    text = models.TextField()
    title = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    findings = models.JSONField()
    articles = models.PositiveIntegerField()
    stored_at = models.DateTimeField(null=True)
    law = models.ForeignKey(Law, models.PROTECT, null=True, related_name="+")
