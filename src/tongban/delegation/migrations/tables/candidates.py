"""What candidates rest on: projections, traits of items and the modes chosen."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "CaseSeen",
        [
            ("subject_id", models.UUIDField(primary_key=True, serialize=False)),
            ("number", models.CharField(max_length=40)),
            ("item_id", models.UUIDField()),
            ("applicant", models.UUIDField()),
            ("place_id", models.UUIDField(null=True)),
            ("channel", models.CharField(default="", max_length=12)),
            ("fee", models.IntegerField(default=0)),
            ("received_at", models.DateTimeField()),
        ],
        options={"indexes": [models.Index(fields=["item_id", "received_at"], name="seen_by_item")]},
    ),
    migrations.CreateModel(
        "Voice",
        [
            ("event_id", models.UUIDField(primary_key=True, serialize=False)),
            ("kind", models.CharField(max_length=12)),
            ("item_id", models.UUIDField()),
            ("subject_kind", models.CharField(max_length=20)),
            ("subject_id", models.UUIDField()),
            ("number", models.CharField(default="", max_length=40)),
            ("place_id", models.UUIDField(null=True)),
            ("at", models.DateTimeField()),
        ],
        options={"indexes": [models.Index(fields=["item_id", "at"], name="voice_by_item")]},
    ),
    migrations.CreateModel(
        "ItemTraits",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("item_id", models.UUIDField(unique=True)),
            ("traits", ArrayField(base_field=models.CharField(max_length=20), default=list, size=None)),
            ("expertise", models.SmallIntegerField(default=0)),
            ("reason", models.TextField(default="")),
            ("by_ref", models.UUIDField(null=True)),
            ("at", models.DateTimeField()),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("expertise__gte", 0), ("expertise__lte", 4)), name="traits_expertise"
                )
            ]
        },
    ),
    migrations.CreateModel(
        "ModeChoice",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("item_id", models.UUIDField()),
            (
                "edition",
                models.ForeignKey(
                    db_index=False, on_delete=models.PROTECT, related_name="+", to="delegation.tableedition"
                ),
            ),
            ("proposed", models.CharField(default="", max_length=12)),
            ("chosen", models.CharField(max_length=12)),
            ("act", models.CharField(max_length=8)),
            ("reason", models.TextField(default="")),
            ("facts", models.JSONField(default=dict)),
            ("components", models.JSONField(default=list)),
            ("score", models.IntegerField()),
            ("by_ref", models.UUIDField(null=True)),
            ("at", models.DateTimeField()),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("act__in", ["adopt", "keep", "other"])), name="mode_choice_act"
                )
            ],
            "indexes": [models.Index(fields=["item_id", "-at"], name="mode_choice_newest")],
        },
    ),
    Govern("delegation_itemtraits", kind="item_traits", subject_column="id"),
    Govern("delegation_modechoice", kind="mode_choice", subject_column="id"),
]
