"""The tables of the list: items, their versions, who holds which power where, and what people may type to find them.

No decisions here. A published version and the event behind every write are guarded by the database itself: see the
migration. Bodies and divisions belong to `agencies` and are named by reference only.
"""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from tongban.kernel.ids import uuid7


class Item(models.Model):
    """One government service item; what it says is in its versions. `state` as in the national list (1 in use …)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=80, unique=True)
    state = models.PositiveSmallIntegerField(default=1)
    state_since = models.DateField(null=True)
    state_basis = models.CharField(max_length=120, blank=True)
    seq = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[1, 2, 3, 4]), name="item_state_known"),
            models.CheckConstraint(condition=Q(code__regex="^[0-9A-Za-z][0-9A-Za-z_-]{2,79}$"), name="item_code_shape"),
        ]


class ItemVersion(models.Model):
    """What an item says from one day to another; once published only its last day may still be set.

    `net` is the flow as a table, compiled at publication; `body` the lead body, when the content names one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="versions")
    no = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default="draft")
    valid = DateRangeField(null=True)
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    flow = models.TextField(blank=True)
    net = models.JSONField(null=True)
    body = models.ForeignKey("agencies.Body", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    seq = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "no"], name="item_version_number_once"),
            models.UniqueConstraint(fields=["item"], condition=Q(state="draft"), name="item_one_draft"),
            models.CheckConstraint(
                condition=Q(state="draft", valid__isnull=True, published_at__isnull=True)
                | Q(state="published", valid__isnull=False, published_at__isnull=False),
                name="item_version_published_is_dated",
            ),
            models.CheckConstraint(condition=Q(digest__regex="^[0-9a-f]{64}$"), name="item_version_digest_shape"),
            ExclusionConstraint(
                name="item_one_version_a_day",
                expressions=[("item", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                condition=Q(state="published"),
            ),
        ]


class Conferral(models.Model):
    """Powers conferred at once by one document: one subject of the ledger, whose event's digest covers every row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    basis_doc = models.CharField(max_length=120)
    rows = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    seq = models.PositiveIntegerField()


class PowerHolding(models.Model):
    """Which body holds a function of an item's power at a place, in which form, over which time, by which document.

    `supervisor` is the body that held it before: it supervises what is granted (相对集中), or answers for it (委托).
    `closes`: when it ends nothing more is decided under it; else what was received before is finished under it.

    The county's row is the default; a township's own row stands over it. A row of a conferral is a part of it in the
    ledger, any other is a subject of its own. Its keys are checked as sets (see the migration): one act writes many.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="holdings", db_index=False, db_constraint=False)
    place = models.ForeignKey(
        "agencies.Division", models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    function = models.CharField(max_length=10)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_constraint=False)
    legal_form = models.CharField(max_length=12)
    valid = DateTimeRangeField()
    basis_doc = models.CharField(max_length=120)
    supervisor = models.ForeignKey(
        "agencies.Body", models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    closes = models.BooleanField(default=False, db_default=False)
    conferral = models.ForeignKey(
        "powerlist.Conferral", models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    seq = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(function__in=["accept", "review", "decide"]), name="holding_function"),
            models.CheckConstraint(
                condition=Q(
                    legal_form__in=[
                        "statutory",
                        "transferred",
                        "concentrated",
                        "entrusted",
                        "posted_team",
                        "co_handling",
                    ]
                ),
                name="holding_legal_form",
            ),
            models.CheckConstraint(
                condition=~Q(legal_form="concentrated") | Q(supervisor__isnull=False),
                name="holding_concentrated_is_supervised",
            ),
            models.CheckConstraint(
                condition=Q(supervisor=None) | ~Q(supervisor=models.F("body")), name="holding_is_supervised_by_another"
            ),
            models.CheckConstraint(condition=~Q(basis_doc=""), name="holding_has_basis"),
            ExclusionConstraint(
                name="holding_one_body_at_a_time",
                expressions=[
                    ("item", RangeOperators.EQUAL),
                    ("place", RangeOperators.EQUAL),
                    ("function", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["item", "place"], name="holding_item_place")]


class SearchTerm(models.Model):
    """One wording under which an item in force is found; written anew at every publication from its content."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="search_terms")
    kind = models.CharField(max_length=10)
    text = models.CharField(max_length=400)
    pinyin = models.CharField(max_length=1600)
    initials = models.CharField(max_length=400)

    class Meta:
        indexes = [
            GinIndex(fields=["text"], name="search_text_trgm", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["pinyin"], name="search_pinyin_trgm", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["initials"], name="search_initials_trgm", opclasses=["gin_trgm_ops"]),
        ]


class SearchMiss(models.Model):
    """Words that somebody searched for on a day and did not find, with how often; no person is part of it."""

    day = models.DateField()
    words = models.CharField(max_length=20)
    times = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "words"], name="search_miss_once_a_day")]


class ImportPreview(models.Model):
    """A file that was read and judged but not imported: its rows, its faults, and what became of them in the end.

    `kind` is `list` for a list of names and codes, `items` for whole items.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, default="list")
    file_name = models.CharField(max_length=120)
    file_digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    total = models.PositiveIntegerField()
    good = models.PositiveIntegerField()
    bad = models.PositiveIntegerField()
    notices = models.JSONField()
    findings = models.JSONField()
    rows = models.JSONField()
    imported_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(total=models.F("good") + models.F("bad")), name="preview_rows_add_up")
        ]


class CitedArticle(models.Model):
    """One article, or with no number a whole law, that a published version cites; written from its content."""

    version = models.ForeignKey(ItemVersion, models.CASCADE, related_name="cited")
    law = models.CharField(max_length=120)
    number = models.PositiveIntegerField(null=True)
    extra = models.PositiveSmallIntegerField(default=0)
    part = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "law", "number", "extra", "part"], nulls_distinct=False, name="cited_article_once"
            )
        ]
        indexes = [models.Index(fields=["law", "number", "extra"], name="cited_article_of_law")]


class Provider(models.Model):
    """One member of a public register from which applicants choose. It has no place: the order is drawn each time."""

    id = models.UUIDField(primary_key=True)
    register = models.CharField(max_length=20)
    uscc = models.CharField(max_length=18)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    address_zh = models.CharField(max_length=120)
    address_en = models.CharField(max_length=160)
    phone = models.CharField(max_length=20)
    listed_from = models.DateField()
    listed_to = models.DateField(null=True)
    ending = models.CharField(max_length=12, default="", blank=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["register", "uscc"], condition=Q(listed_to=None), name="provider_listed_once"
            ),
            models.CheckConstraint(
                condition=Q(listed_to=None) | Q(listed_to__gte=models.F("listed_from")), name="provider_leaves_later"
            ),
        ]

    def __str__(self) -> str:
        return self.name_zh
