"""Duty lists of townships; what a version said stays."""

from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

VERSIONS_STAY = """
CREATE TRIGGER only_grows BEFORE UPDATE ON delegation_dutyversion FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
"""

LINES_STAY = """
CREATE TRIGGER only_grows BEFORE UPDATE ON delegation_dutyline FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
"""

TABLES = [
    migrations.CreateModel(
        "DutyList",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("township", models.OneToOneField(on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            ("seq", models.IntegerField()),
        ],
    ),
    migrations.CreateModel(
        "DutyVersion",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            (
                "duty_list",
                models.ForeignKey(on_delete=models.PROTECT, related_name="versions", to="delegation.dutylist"),
            ),
            ("no", models.PositiveIntegerField()),
            ("valid_from", models.DateField()),
            ("digest", models.CharField(max_length=64)),
            ("published_at", models.DateTimeField()),
            ("seq", models.IntegerField()),
        ],
        options={"constraints": [models.UniqueConstraint(fields=("duty_list", "no"), name="duty_version_number_once")]},
    ),
    migrations.CreateModel(
        "DutyLineRow",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            (
                "duty_list",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="delegation.dutylist"),
            ),
            (
                "version",
                models.ForeignKey(
                    db_index=False, on_delete=models.PROTECT, related_name="lines", to="delegation.dutyversion"
                ),
            ),
            ("code", models.CharField(max_length=20)),
            ("kind", models.CharField(max_length=12)),
            ("domain", models.CharField(max_length=40)),
            ("item", models.CharField(max_length=200)),
            ("basis", models.CharField(max_length=300)),
            ("lead", models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            ("lead_does", models.CharField(blank=True, max_length=500)),
            ("township_does", models.CharField(blank=True, max_length=500)),
            ("taker", models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            ("how", models.CharField(blank=True, max_length=500)),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("version", "code"), name="duty_line_code_once"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "basic"), ("lead", None), ("taker", None)),
                        models.Q(
                            ("kind", "cooperating"),
                            ("taker", None),
                            ("lead__isnull", False),
                            models.Q(("lead_does", ""), _negated=True),
                            models.Q(("township_does", ""), _negated=True),
                        ),
                        models.Q(
                            ("kind", "taken_back"),
                            ("lead", None),
                            ("taker__isnull", False),
                            models.Q(("how", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="duty_line_says_who",
                ),
            ],
            "db_table": "delegation_dutyline",
        },
    ),
    migrations.CreateModel(
        "DutySheet",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("file_name", models.CharField(max_length=120)),
            ("made_at", models.DateTimeField()),
            ("made_by", models.UUIDField(null=True)),
            ("rows", models.JSONField()),
            ("faults", models.JSONField()),
            ("published_at", models.DateTimeField(null=True)),
        ],
    ),
    Govern("delegation_dutylist", kind="duty_list", subject_column="id"),
    Govern("delegation_dutyversion", kind="duty_list", subject_column="duty_list_id", main=False),
    migrations.RunSQL([VERSIONS_STAY], ["DROP TRIGGER only_grows ON delegation_dutyversion"]),
    Govern("delegation_dutyline", kind="duty_list", subject_column="duty_list_id", main=False),
    migrations.RunSQL([LINES_STAY], ["DROP TRIGGER only_grows ON delegation_dutyline"]),
]
