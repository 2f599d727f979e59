"""Units of bodies, what belongs to them and of which units they were made."""

from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "Unit",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("body", models.ForeignKey(on_delete=models.PROTECT, related_name="units", to="agencies.body")),
            ("name_zh", models.CharField(max_length=60)),
            ("name_en", models.CharField(max_length=120)),
            ("formed_on", models.DateField()),
            ("ended_on", models.DateField(null=True)),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("ended_on", None), ("ended_on__gt", models.F("formed_on")), _connector="OR"),
                    name="unit_ends_after_it_was_formed",
                )
            ]
        },
    ),
    migrations.CreateModel(
        "UnitPart",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("unit", models.ForeignKey(on_delete=models.PROTECT, related_name="parts", to="agencies.unit")),
            ("kind", models.CharField(max_length=6)),
            ("ref", models.UUIDField()),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ["post", "power", "unit"])), name="unit_part_kind"
                ),
                models.UniqueConstraint(fields=("unit", "kind", "ref"), name="unit_part_once"),
            ],
            "indexes": [models.Index(fields=["ref"], name="unit_part_of")],
        },
    ),
    Govern("agencies_unit", kind="unit", subject_column="id"),
    Govern("agencies_unitpart", kind="unit", subject_column="unit_id", main=False),
]
