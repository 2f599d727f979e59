"""The adjustment docket, and published editions of the list."""

from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "Adjustment",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("item", models.ForeignKey(on_delete=models.PROTECT, related_name="adjustments", to="powerlist.item")),
            ("version", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="powerlist.itemversion")),
            ("cause", models.CharField(db_default="law", default="law", max_length=10)),
            ("source", models.UUIDField(null=True)),
            ("wanted", models.CharField(blank=True, db_default="", default="", max_length=10)),
            ("law", models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to="law.law")),
            ("act", models.PositiveIntegerField()),
            ("changes", models.JSONField()),
            ("since", models.DateField()),
            ("document", models.CharField(max_length=200)),
            ("opened_at", models.DateTimeField()),
            ("due_on", models.DateField()),
            ("state", models.CharField(default="open", max_length=10)),
            ("reason", models.CharField(blank=True, max_length=500)),
            ("decided_at", models.DateTimeField(null=True)),
            (
                "result",
                models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to="powerlist.itemversion"),
            ),
            ("seq", models.PositiveIntegerField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("version", "law", "act"), name="adjustment_once_an_act"),
                models.UniqueConstraint(fields=("source", "item"), name="adjustment_once_a_decision"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("cause", "law"), ("law__isnull", False), ("source", None), ("wanted", "")),
                        models.Q(
                            ("cause__in", ["overlap", "practice", "round"]),
                            ("law", None),
                            ("source__isnull", False),
                            ("wanted__in", ["cancel", "change"]),
                        ),
                        _connector="OR",
                    ),
                    name="adjustment_has_one_cause",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("decided_at__isnull", True), ("state__in", ["open", "drafting"])),
                        models.Q(("decided_at__isnull", False), ("state__in", ["kept", "published", "stopped"])),
                        _connector="OR",
                    ),
                    name="adjustment_decided_is_dated",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "kept"), _negated=True),
                        models.Q(("reason", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="adjustment_kept_has_reason",
                ),
            ],
            "indexes": [models.Index(fields=["state", "due_on", "id"], name="adjustment_waiting")],
        },
    ),
    migrations.CreateModel(
        "ListEdition",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("no", models.PositiveIntegerField(unique=True)),
            ("day", models.DateField()),
            ("digest", models.CharField(max_length=64)),
            ("items", models.PositiveIntegerField()),
            ("lines", models.JSONField()),
            ("note", models.CharField(blank=True, max_length=200)),
            ("published_at", models.DateTimeField()),
            ("seq", models.PositiveIntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="edition_digest_shape"
                )
            ]
        },
    ),
    Govern("powerlist_adjustment", kind="adjustment", subject_column="id"),
    Govern("powerlist_listedition", kind="list", subject_column="id"),
]
