"""Papers that follow, commitments, second opinions, handovers, doubts."""

from django.db import migrations, models

from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "Deferral",
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
            ("due_on", models.DateField()),
            ("waits", models.CharField(max_length=12)),
            ("promise", models.CharField(max_length=12)),
            ("supplied_at", models.DateTimeField(null=True)),
            ("reminded_at", models.DateTimeField(null=True)),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("case", "key"), name="deferral_once")],
            "indexes": [
                models.Index(
                    condition=models.Q(("supplied_at__isnull", True)), fields=["due_on", "id"], name="deferral_open"
                )
            ],
        },
    ),
    migrations.CreateModel(
        "Commitment",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            (
                "case",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="%(class)ss", to="cases.case"),
            ),
            ("at", models.DateTimeField()),
            ("by_ref", models.UUIDField()),
            ("seq", models.IntegerField()),
            ("papers", models.JSONField()),
            ("document_id", models.UUIDField()),
            ("check_by", models.DateField(null=True)),
            (
                "check_body",
                models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to="agencies.body"),
            ),
            (
                "check_post",
                models.ForeignKey(
                    db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="agencies.post"
                ),
            ),
            ("checked_at", models.DateTimeField(null=True)),
            ("checked_by", models.UUIDField(null=True)),
            ("result", models.CharField(default="", max_length=8)),
            ("finding", models.BinaryField(null=True)),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("case",), name="commitment_once")],
            "indexes": [
                models.Index(
                    condition=models.Q(("check_by__isnull", False), ("result", "")),
                    fields=["check_post", "check_by", "id"],
                    name="commitment_to_check",
                )
            ],
        },
    ),
    migrations.CreateModel(
        "Opinion",
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
            ("opinion", models.CharField(max_length=8)),
            ("remarks", models.BinaryField(null=True)),
        ],
        options={"constraints": [models.UniqueConstraint(fields=("task_id", "by_ref"), name="opinion_once_a_person")]},
    ),
    migrations.CreateModel(
        "Handover",
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
            (
                "from_post",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.post"),
            ),
            (
                "to_post",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.post"),
            ),
            ("reason", models.CharField(max_length=200)),
            ("answer", models.CharField(default="", max_length=8)),
            ("answered_at", models.DateTimeField(null=True)),
            ("answered_by", models.UUIDField(null=True)),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("answer", "")), fields=("task_id",), name="handover_one_open"
                )
            ],
            "indexes": [models.Index(condition=models.Q(("answer", "")), fields=["to_post"], name="handover_to")],
        },
    ),
    migrations.CreateModel(
        "Doubt",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            (
                "case",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="%(class)ss", to="cases.case"),
            ),
            ("at", models.DateTimeField()),
            ("by_ref", models.UUIDField()),
            ("seq", models.IntegerField()),
            ("words", models.BinaryField()),
        ],
        options={"constraints": [models.UniqueConstraint(fields=("case",), name="doubt_once")]},
    ),
    migrations.CreateModel(
        "QuotaUse",
        [
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("item_id", models.UUIDField()),
            ("period", models.CharField(max_length=8)),
            ("used", models.IntegerField(default=0)),
        ],
        options={"constraints": [models.UniqueConstraint(fields=("item_id", "period"), name="quota_use_once")]},
    ),
    Govern("cases_deferral", kind="case", subject_column="case_id", main=False),
    Govern("cases_commitment", kind="case", subject_column="case_id", main=False),
    Govern("cases_opinion", kind="case", subject_column="case_id", main=False),
    Govern("cases_handover", kind="case", subject_column="case_id", main=False),
    Govern("cases_doubt", kind="case", subject_column="case_id", main=False),
]
