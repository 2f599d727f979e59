"""What townships have to carry their powers, who is seconded to them, and who is trained."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields.ranges import DateTimeRangeField
from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "Capacity",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("township", models.OneToOneField(on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            ("established", models.PositiveSmallIntegerField()),
            ("filled", models.PositiveSmallIntegerField()),
            ("vehicles", models.PositiveSmallIntegerField()),
            ("recorded_at", models.DateTimeField()),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("filled__lte", models.F("established"))), name="capacity_no_more_than_posts"
                )
            ]
        },
    ),
    migrations.CreateModel(
        "Qualification",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("official", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.official")),
            ("kind", models.CharField(max_length=12)),
            ("valid_to", models.DateField()),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("official", "kind"), name="qualification_one_a_kind")]
        },
    ),
    migrations.CreateModel(
        "Secondment",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            (
                "official",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.official"),
            ),
            ("home", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            ("township", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            ("valid", DateTimeRangeField()),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("home", models.F("township")), _negated=True), name="secondment_to_another"
                ),
                ExclusionConstraint(expressions=[("official", "="), ("valid", "&&")], name="secondment_one_at_a_time"),
            ]
        },
    ),
    migrations.CreateModel(
        "Appraisal",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            (
                "secondment",
                models.ForeignKey(
                    db_index=False, on_delete=models.PROTECT, related_name="appraisals", to="delegation.secondment"
                ),
            ),
            ("since", models.DateField()),
            ("until", models.DateField()),
            ("grade", models.CharField(max_length=12)),
            ("words", models.CharField(max_length=300)),
            ("at", models.DateTimeField()),
            ("by_ref", models.UUIDField(null=True)),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("secondment", "since"), name="appraisal_once_a_span"),
                models.CheckConstraint(condition=models.Q(("since__lte", models.F("until"))), name="appraisal_span"),
                models.CheckConstraint(
                    condition=models.Q(("grade__in", ["basic", "competent", "excellent", "not_competent"])),
                    name="appraisal_grade",
                ),
            ]
        },
    ),
    migrations.CreateModel(
        "TrainingPlan",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("item", models.OneToOneField(on_delete=models.PROTECT, related_name="+", to="powerlist.item")),
            ("giver", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            ("since", models.DateField()),
            ("seq", models.IntegerField()),
        ],
    ),
    migrations.CreateModel(
        "Training",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            (
                "plan",
                models.ForeignKey(on_delete=models.PROTECT, related_name="completed", to="delegation.trainingplan"),
            ),
            ("official", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.official")),
            ("completed", models.DateField()),
            ("seq", models.IntegerField()),
        ],
        options={"constraints": [models.UniqueConstraint(fields=("plan", "official"), name="training_once")]},
    ),
    Govern("delegation_capacity", kind="capacity", subject_column="id"),
    Govern("delegation_qualification", kind="qualification", subject_column="id"),
    Govern("delegation_secondment", kind="secondment", subject_column="id"),
    Govern("delegation_appraisal", kind="secondment", subject_column="secondment_id", main=False),
    Govern("delegation_trainingplan", kind="training", subject_column="id"),
    Govern("delegation_training", kind="training", subject_column="plan_id", main=False),
]
