"""The register of appraisal plans, periods of two-way appraisal with who is marked, and marks; each with its event."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

BODY = {"db_index": False, "on_delete": models.PROTECT, "related_name": "+", "to": "agencies.body"}


class Migration(migrations.Migration):
    initial = True
    dependencies = [("agencies", "0001_tables"), ("ledger", "0001_tables")]
    operations = [
        migrations.CreateModel(
            "Plan",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("body", models.ForeignKey(**BODY)),
                ("year", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=60)),
                ("edition", models.PositiveSmallIntegerField()),
                ("indicators", models.JSONField()),
                ("found", ArrayField(base_field=models.CharField(max_length=60), size=None)),
                ("digest", models.CharField(max_length=64)),
                ("filed_at", models.DateTimeField()),
                ("seq", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("edition__gt", 0)),
                        fields=("body", "year", "title", "edition"),
                        name="appraisal_plan_edition",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("edition", 0)), fields=("body", "digest"), name="appraisal_plan_refused_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("edition", 0), models.Q(("found", []), _negated=True)),
                            models.Q(("edition__gt", 0), ("found", [])),
                            _connector="OR",
                        ),
                        name="appraisal_plan_refused_for",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["-filed_at", "-id"], name="appraisal_plan_newest"),
                    models.Index(
                        condition=models.Q(("edition", 0)), fields=["body", "filed_at"], name="appraisal_plan_refused"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "Period",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("opened_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("seq", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))), name="appraisal_period_span"
                    ),
                    ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    "since", "until", models.Value("[]"), function="daterange",
                                    output_field=DateRangeField(),
                                ),
                                "&&",
                            )
                        ],
                        name="appraisal_days_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "Rated",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "period",
                    models.ForeignKey(
                        db_index=False, on_delete=models.PROTECT, related_name="rated", to="appraisal.period"
                    ),
                ),
                ("body", models.ForeignKey(**BODY)),
                ("kind", models.CharField(max_length=12)),
                ("seq", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("period", "body"), name="appraisal_rated_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["department", "dispatched"])), name="appraisal_rated_kind"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "Marks",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "rated",
                    models.ForeignKey(
                        db_index=False, on_delete=models.PROTECT, related_name="marks", to="appraisal.rated"
                    ),
                ),
                ("township", models.ForeignKey(**BODY)),
                ("levels", models.JSONField()),
                ("salt", models.CharField(max_length=64)),
                ("given_at", models.DateTimeField()),
                ("seq", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("rated", "township"), name="appraisal_marks_once"),
                ],
            },
        ),
        Govern("appraisal_plan", kind="appraisal_plan", subject_column="id"),
        Govern("appraisal_period", kind="appraisal_period", subject_column="id"),
        Govern("appraisal_rated", kind="appraisal_period", subject_column="period_id", main=False),
        Govern("appraisal_marks", kind="appraisal_marks", subject_column="id"),
    ]
