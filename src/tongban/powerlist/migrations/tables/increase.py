"""Comparisons of two lists, what they found, and how each finding went on."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "Comparison",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("old_on", models.DateField()),
            ("new_on", models.DateField()),
            ("body_id", models.UUIDField(null=True)),
            ("claimed", models.SmallIntegerField(null=True)),
            ("cut", ArrayField(base_field=models.CharField(max_length=120), default=list, size=None)),
            ("change", models.JSONField()),
            ("found", ArrayField(base_field=models.UUIDField(), default=list, size=None)),
            ("fresh", models.IntegerField()),
            ("made_at", models.DateTimeField()),
            ("made_by", models.UUIDField(null=True)),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("new_on__gt", models.F("old_on"))), name="comparison_days_in_order"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("claimed", None), models.Q(("claimed__gte", 0), ("claimed__lte", 100)), _connector="OR"
                    ),
                    name="comparison_claim_is_a_share",
                ),
            ],
            "indexes": [models.Index(fields=["-made_at", "-id"], name="comparison_newest")],
        },
    ),
    migrations.CreateModel(
        "Increase",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            (
                "comparison",
                models.ForeignKey(on_delete=models.PROTECT, related_name="raised", to="powerlist.comparison"),
            ),
            ("digest", models.CharField(max_length=64, unique=True)),
            ("kind", models.CharField(max_length=20)),
            ("body_id", models.UUIDField(null=True)),
            ("old_codes", ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
            ("new_codes", ArrayField(base_field=models.CharField(max_length=80), default=list, size=None)),
            ("before", models.IntegerField(null=True)),
            ("after", models.IntegerField(null=True)),
            ("gone", ArrayField(base_field=models.TextField(), default=list, size=None)),
            ("added", ArrayField(base_field=models.TextField(), default=list, size=None)),
            ("zh", models.TextField()),
            ("en", models.TextField()),
            ("state", models.CharField(max_length=12)),
            ("due_by", models.DateTimeField(null=True)),
            ("told_at", models.DateTimeField()),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ["told", "explained", "increase", "corrected", "cleared", "closed"])
                    ),
                    name="increase_state",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "kind__in",
                            [
                                "conditions",
                                "days",
                                "fees",
                                "intermediaries",
                                "items",
                                "lives_on",
                                "material_back",
                                "materials",
                                "merged_on_paper",
                                "moved",
                                "practice",
                                "preconditions",
                                "step_back",
                                "steps",
                                "visits",
                            ],
                        )
                    ),
                    name="increase_kind",
                ),
            ],
            "indexes": [
                models.Index(fields=["-told_at", "-id"], name="increase_newest"),
                models.Index(fields=["body_id", "-told_at", "-id"], name="increase_by_body"),
            ],
        },
    ),
    migrations.CreateModel(
        "IncreaseStep",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("increase", models.ForeignKey(on_delete=models.PROTECT, related_name="steps", to="powerlist.increase")),
            ("act", models.CharField(max_length=12)),
            ("words", models.TextField()),
            ("by_ref", models.UUIDField(null=True)),
            ("by_post", models.UUIDField(null=True)),
            ("at", models.DateTimeField()),
            ("late", models.BooleanField(default=False)),
            ("seq", models.IntegerField()),
        ],
    ),
    migrations.CreateModel(
        "AskedPaper",
        [
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("version_id", models.UUIDField()),
            ("item_id", models.UUIDField()),
            ("key", models.CharField(max_length=64)),
            ("day", models.DateField()),
            ("times", models.PositiveIntegerField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("version_id", "key", "day"), name="asked_paper_once_a_day")
            ],
            "indexes": [models.Index(fields=["day"], name="asked_paper_day")],
        },
    ),
    Govern("powerlist_comparison", kind="comparison", subject_column="id"),
    Govern("powerlist_increase", kind="increase", subject_column="id"),
    Govern("powerlist_increasestep", kind="increase", subject_column="increase_id", main=False),
]
