"""Third parties, hearings, termination."""

from django.db import migrations, models

from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "Interested",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            (
                "case",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="%(class)ss", to="cases.case"),
            ),
            ("at", models.DateTimeField()),
            ("by_ref", models.UUIDField()),
            ("seq", models.IntegerField()),
            (
                "party",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.party"),
            ),
            ("interest", models.BinaryField()),
            ("document_id", models.UUIDField()),
            ("answer_by", models.DateField()),
            ("stated_at", models.DateTimeField(null=True)),
            ("said", models.BinaryField(null=True)),
            ("taken", models.CharField(default="", max_length=12)),
            ("weighed", models.BinaryField(null=True)),
            ("weighed_at", models.DateTimeField(null=True)),
        ],
        options={"constraints": [models.UniqueConstraint(fields=("case", "party"), name="interested_once")]},
    ),
    migrations.CreateModel(
        "HearingRight",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            (
                "case",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="%(class)ss", to="cases.case"),
            ),
            ("at", models.DateTimeField()),
            ("by_ref", models.UUIDField()),
            ("seq", models.IntegerField()),
            (
                "interested",
                models.ForeignKey(
                    db_index=False, null=True, on_delete=models.PROTECT, related_name="rights", to="cases.interested"
                ),
            ),
            ("document_id", models.UUIDField()),
            ("request_by", models.DateField()),
            ("answer", models.CharField(default="", max_length=8)),
            ("answered_at", models.DateTimeField(null=True)),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("case", "interested"), name="hearing_right_once", nulls_distinct=False)
            ]
        },
    ),
    migrations.CreateModel(
        "Hearing",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            (
                "case",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="%(class)ss", to="cases.case"),
            ),
            ("at", models.DateTimeField()),
            ("by_ref", models.UUIDField()),
            ("seq", models.IntegerField()),
            ("asked_on", models.DateField()),
            ("hold_by", models.DateField()),
            ("document_id", models.UUIDField(null=True)),
            ("noticed_at", models.DateTimeField(null=True)),
            ("held_at", models.DateTimeField(null=True)),
            ("venue", models.CharField(default="", max_length=120)),
            ("chair_id", models.UUIDField(null=True)),
            ("record_id", models.UUIDField(null=True)),
            ("sealed", models.BinaryField(null=True)),
            ("ended_at", models.DateTimeField(null=True)),
            ("outcome", models.CharField(default="", max_length=12)),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("ended_at__isnull", True)), fields=("case",), name="hearing_one_open"
                )
            ],
            "indexes": [models.Index(fields=["case", "at"], name="hearing_of_case")],
        },
    ),
    migrations.CreateModel(
        "Termination",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            (
                "case",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="%(class)ss", to="cases.case"),
            ),
            ("at", models.DateTimeField()),
            ("by_ref", models.UUIDField()),
            ("seq", models.IntegerField()),
            ("ground", models.CharField(max_length=24)),
            ("sealed", models.BinaryField()),
            ("document_id", models.UUIDField()),
        ],
        options={"constraints": [models.UniqueConstraint(fields=("case",), name="termination_once")]},
    ),
    Govern("cases_interested", kind="case", subject_column="case_id", main=False),
    Govern("cases_hearingright", kind="case", subject_column="case_id", main=False),
    Govern("cases_hearing", kind="case", subject_column="case_id", main=False),
    Govern("cases_termination", kind="case", subject_column="case_id", main=False),
]
