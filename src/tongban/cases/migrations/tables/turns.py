"""Notices, pauses, extensions, decisions, deliveries and urgings."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "Notice",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            (
                "case",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="%(class)ss", to="cases.case"),
            ),
            ("at", models.DateTimeField()),
            ("by_ref", models.UUIDField()),
            ("seq", models.IntegerField()),
            ("no", models.SmallIntegerField()),
            ("points", models.JSONField()),
            ("sealed", models.BinaryField(null=True)),
            ("document_id", models.UUIDField()),
            ("again_reason", models.CharField(default="", max_length=200)),
            ("breach", models.BooleanField(default=False)),
        ],
        options={"constraints": [models.UniqueConstraint(fields=("case", "no"), name="notice_no")]},
    ),
    migrations.CreateModel(
        "Pause",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            (
                "case",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="%(class)ss", to="cases.case"),
            ),
            ("at", models.DateTimeField()),
            ("by_ref", models.UUIDField()),
            ("seq", models.IntegerField()),
            ("family", models.CharField(db_default="not_counted", default="not_counted", max_length=12)),
            ("kind", models.CharField(max_length=24)),
            ("starts_on", models.DateField(null=True)),
            ("staff", ArrayField(base_field=models.UUIDField(), db_default=[], default=list, size=None)),
            ("document", models.CharField(max_length=200)),
            ("document_id", models.UUIDField()),
            ("told_at", models.DateTimeField()),
            ("until", models.DateField(null=True)),
            ("ended_at", models.DateTimeField(null=True)),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("ended_at__isnull", True)), fields=("case", "family"), name="pause_one_open"
                ),
                models.CheckConstraint(condition=models.Q(("document", ""), _negated=True), name="pause_has_document"),
            ],
            "indexes": [models.Index(fields=["case", "at"], name="pause_of_case")],
        },
    ),
    migrations.CreateModel(
        "Extension",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            (
                "case",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="%(class)ss", to="cases.case"),
            ),
            ("at", models.DateTimeField()),
            ("by_ref", models.UUIDField()),
            ("seq", models.IntegerField()),
            ("length", models.SmallIntegerField()),
            ("unit", models.CharField(max_length=12)),
            ("reason", models.CharField(max_length=400)),
            ("document_id", models.UUIDField()),
            ("told_at", models.DateTimeField()),
        ],
        options={"constraints": [models.UniqueConstraint(fields=("case",), name="extension_once")]},
    ),
    migrations.CreateModel(
        "Decision",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            (
                "case",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="%(class)ss", to="cases.case"),
            ),
            ("at", models.DateTimeField()),
            ("by_ref", models.UUIDField()),
            ("seq", models.IntegerField()),
            ("decision", models.CharField(max_length=8)),
            ("sealed", models.BinaryField()),
            ("basis", models.JSONField()),
            ("document_id", models.UUIDField()),
        ],
        options={"constraints": [models.UniqueConstraint(fields=("case",), name="decision_once")]},
    ),
    migrations.CreateModel(
        "Delivery",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            (
                "case",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="%(class)ss", to="cases.case"),
            ),
            ("at", models.DateTimeField()),
            ("by_ref", models.UUIDField()),
            ("seq", models.IntegerField()),
            ("method", models.CharField(max_length=12)),
            ("document_id", models.UUIDField()),
        ],
        options={"constraints": [models.UniqueConstraint(fields=("case",), name="delivery_once")]},
    ),
    migrations.CreateModel(
        "Urge",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            (
                "case",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="%(class)ss", to="cases.case"),
            ),
            ("at", models.DateTimeField()),
            ("by_ref", models.UUIDField()),
            ("seq", models.IntegerField()),
            ("task_id", models.UUIDField()),
        ],
        options={
            "indexes": [
                models.Index(fields=["task_id", "at"], name="urge_of_task"),
                models.Index(fields=["case", "at"], name="urge_of_case"),
            ]
        },
    ),
    migrations.CreateModel(
        "PaperNote",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            (
                "case",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="%(class)ss", to="cases.case"),
            ),
            ("at", models.DateTimeField()),
            ("by_ref", models.UUIDField()),
            ("seq", models.IntegerField()),
            ("key", models.CharField(max_length=60)),
            ("file_id", models.UUIDField()),
            ("page", models.SmallIntegerField()),
            ("x", models.SmallIntegerField()),
            ("y", models.SmallIntegerField()),
            ("words", models.BinaryField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("page__gte", 1), ("x__gte", 0), ("x__lte", 1000), ("y__gte", 0), ("y__lte", 1000)
                    ),
                    name="note_on_page",
                )
            ],
            "indexes": [models.Index(fields=["case", "seq"], name="note_of_case")],
        },
    ),
    Govern("cases_notice", kind="case", subject_column="case_id", main=False),
    Govern("cases_pause", kind="case", subject_column="case_id", main=False),
    Govern("cases_extension", kind="case", subject_column="case_id", main=False),
    Govern("cases_decision", kind="case", subject_column="case_id", main=False),
    Govern("cases_delivery", kind="case", subject_column="case_id", main=False),
    Govern("cases_urge", kind="case", subject_column="case_id", main=False),
    Govern("cases_papernote", kind="case", subject_column="case_id", main=False),
]
