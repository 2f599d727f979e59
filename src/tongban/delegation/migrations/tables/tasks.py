"""Tasks that superiors send down."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "TownshipTask",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("batch", models.UUIDField()),
            (
                "sender",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.body"),
            ),
            (
                "township",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.body"),
            ),
            (
                "line",
                models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to="delegation.dutylinerow"),
            ),
            ("line_code", models.CharField(blank=True, max_length=20)),
            ("title", models.CharField(max_length=60)),
            ("words", models.TextField()),
            ("reports", models.BooleanField()),
            ("data", ArrayField(base_field=models.CharField(max_length=12), size=None)),
            ("state", models.CharField(max_length=12)),
            ("sent_at", models.DateTimeField()),
            ("due_at", models.DateTimeField()),
            ("emergency", models.CharField(blank=True, max_length=300)),
            ("signs", ArrayField(base_field=models.CharField(max_length=12), size=None)),
            ("money", models.PositiveIntegerField()),
            ("people", models.PositiveSmallIntegerField()),
            ("guidance", models.CharField(blank=True, max_length=300)),
            ("answer_by", models.DateTimeField(null=True)),
            ("answered_at", models.DateTimeField(null=True)),
            ("answer", models.CharField(blank=True, max_length=300)),
            ("resources_at", models.DateTimeField(null=True)),
            (
                "officer",
                models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to="agencies.official"),
            ),
            ("signed_at", models.DateTimeField(null=True)),
            ("closed_at", models.DateTimeField(null=True)),
            ("report", models.TextField(blank=True)),
            (
                "given_line",
                models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to="delegation.dutylinerow"),
            ),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("state__in", ["given_back", "held", "reported", "returned", "sent", "signed"])),
                    name="township_task_state",
                ),
                models.CheckConstraint(
                    condition=models.Q(("line__isnull", False), ("answer_by__isnull", False), _connector="OR"),
                    name="township_task_listed_or_held",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state__in", ["sent", "signed"]), _negated=True),
                        ("line__isnull", False),
                        ("answered_at__isnull", False),
                        models.Q(("emergency", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="township_task_no_unlisted_one_passes",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "given_back"), _negated=True), ("given_line__isnull", False), _connector="OR"
                    ),
                    name="township_task_back_by_line",
                ),
            ],
            "indexes": [
                models.Index(fields=["township", "state", "due_at", "id"], name="township_task_inbox"),
                models.Index(fields=["sender", "-sent_at", "id"], name="township_task_sent"),
                models.Index(fields=["batch"], name="township_task_batch"),
                models.Index(
                    condition=models.Q(("answer_by__isnull", False), ("answered_at", None)),
                    fields=["answer_by"],
                    name="township_task_unanswered",
                ),
            ],
        },
    ),
    Govern("delegation_townshiptask", kind="township_task", subject_column="id"),
]
