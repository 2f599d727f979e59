"""Tasks: what waits in which post, until when."""

from datetime import UTC, datetime

from django.db import migrations, models

from tongban.ledger.governed import Govern

TASKS_HAVE_ROOM = """
ALTER TABLE cases_task SET (fillfactor = 80);
"""

TABLES = [
    migrations.CreateModel(
        "Task",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            (
                "case",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="tasks", to="cases.case"),
            ),
            ("node", models.CharField(max_length=60)),
            ("instance", models.IntegerField()),
            ("lane", models.CharField(max_length=60)),
            ("act", models.CharField(max_length=24)),
            (
                "body",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="agencies.body",
                ),
            ),
            (
                "post",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="agencies.post",
                ),
            ),
            ("holding_id", models.UUIDField(null=True)),
            (
                "place",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="agencies.division",
                ),
            ),
            ("limit_key", models.CharField(default="", max_length=60)),
            ("opened_at", models.DateTimeField()),
            ("due_at", models.DateTimeField(null=True)),
            ("provisional", models.BooleanField(default=False)),
            ("closed_at", models.DateTimeField(null=True)),
            ("closed_by", models.UUIDField(null=True)),
            ("outcome", models.CharField(default="", max_length=16)),
            ("remarks", models.BinaryField(null=True)),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("case", "node", "instance"), name="task_once")],
            "indexes": [
                models.Index(
                    models.F("post"),
                    models.functions.Coalesce("due_at", models.Value(datetime(9999, 12, 31, 0, 0, tzinfo=UTC))),
                    models.F("id"),
                    condition=models.Q(("closed_at__isnull", True)),
                    name="task_desk",
                ),
                models.Index(
                    condition=models.Q(("closed_at__isnull", True)),
                    fields=["body", "due_at", "id"],
                    name="task_body_open",
                ),
                models.Index(
                    condition=models.Q(("closed_at__isnull", True)), fields=["case", "post"], name="task_open_of_case"
                ),
                models.Index(
                    condition=models.Q(("act__in", ["accept", "issue"]), ("closed_at__isnull", True)),
                    fields=["act", "due_at"],
                    name="task_for_system",
                ),
                models.Index(
                    condition=models.Q(("closed_at__isnull", True), ("limit_key__startswith", "urgent_")),
                    fields=["due_at"],
                    name="task_urgent",
                ),
                models.Index(
                    condition=models.Q(("act", "wait"), ("closed_at__isnull", True)),
                    fields=["due_at"],
                    name="task_waits",
                ),
                models.Index(
                    condition=models.Q(("closed_at__isnull", False)),
                    fields=["post", "-closed_at", "id"],
                    name="task_done",
                ),
            ],
        },
    ),
    Govern("cases_task", kind="case", subject_column="case_id", main=False, projections=("due_at", "provisional")),
    migrations.RunSQL([TASKS_HAVE_ROOM], ["ALTER TABLE cases_task RESET (fillfactor)"]),
]
