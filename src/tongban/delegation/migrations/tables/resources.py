"""Resources recorded as delivered, and waivers of what has not come."""

from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "Delivery",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("body", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            (
                "item",
                models.ForeignKey(
                    db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="powerlist.item"
                ),
            ),
            ("kind", models.CharField(max_length=12)),
            ("quantity", models.PositiveIntegerField()),
            ("delivered_on", models.DateField()),
            ("until", models.DateField(null=True)),
            ("document", models.CharField(max_length=120)),
            ("seq", models.PositiveIntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(condition=models.Q(("quantity__gt", 0)), name="delivery_of_something"),
                models.CheckConstraint(
                    condition=models.Q(("document", ""), _negated=True), name="delivery_has_document"
                ),
            ]
        },
    ),
    migrations.CreateModel(
        "Waiver",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("body", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            (
                "item",
                models.ForeignKey(
                    db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="powerlist.item"
                ),
            ),
            ("kind", models.CharField(max_length=12)),
            ("reason", models.CharField(max_length=200)),
            ("until", models.DateField()),
            ("signed_at", models.DateTimeField()),
            ("signed_by", models.UUIDField(null=True)),
            ("seq", models.PositiveIntegerField()),
        ],
    ),
    migrations.CreateModel(
        "Use",
        [
            ("case_id", models.UUIDField(primary_key=True, serialize=False)),
            ("item_id", models.UUIDField()),
            ("place_id", models.UUIDField()),
            ("holding_id", models.UUIDField(null=True)),
            ("received_at", models.DateTimeField()),
            ("due_at", models.DateTimeField(null=True)),
            ("decided_at", models.DateTimeField(null=True)),
            ("decided_body", models.UUIDField(null=True)),
            ("certificate_id", models.UUIDField(null=True)),
            ("overturned", models.BooleanField(default=False)),
        ],
        options={
            "indexes": [
                models.Index(fields=["holding_id", "received_at"], name="use_of_holding"),
                models.Index(
                    condition=models.Q(("certificate_id__isnull", False)),
                    fields=["certificate_id"],
                    name="use_certificate",
                ),
            ]
        },
    ),
    migrations.CreateModel(
        "Sheet",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("file_name", models.CharField(max_length=120)),
            ("file_digest", models.CharField(max_length=64)),
            ("made_at", models.DateTimeField()),
            ("made_by", models.UUIDField(null=True)),
            ("heading", models.JSONField()),
            ("cells", models.JSONField()),
            ("findings", models.JSONField()),
            ("faults", models.PositiveIntegerField()),
            ("warnings", models.PositiveIntegerField()),
            ("decision_id", models.UUIDField(null=True)),
        ],
    ),
    Govern("delegation_delivery", kind="resource", subject_column="id"),
    Govern("delegation_waiver", kind="waiver", subject_column="id"),
]
