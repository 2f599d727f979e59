"""Acts on very many lines that go on after the page has answered."""

from django.db import migrations, models

from tongban.kernel.ids import uuid7

TABLES = [
    migrations.CreateModel(
        "LongAct",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("act", models.CharField(max_length=8)),
            ("subject_id", models.UUIDField()),
            ("state", models.CharField(default="waiting", max_length=8)),
            ("lines", models.PositiveIntegerField()),
            ("asked_at", models.DateTimeField()),
            ("asked_by", models.UUIDField()),
            ("post_id", models.UUIDField()),
            ("began_at", models.DateTimeField(null=True)),
            ("ended_at", models.DateTimeField(null=True)),
            ("made_id", models.UUIDField(null=True)),
            ("problem", models.JSONField(default=dict)),
        ],
        options={
            "constraints": [
                models.CheckConstraint(condition=models.Q(("act__in", ["activate", "draft"])), name="long_act_kind"),
                models.CheckConstraint(
                    condition=models.Q(("state__in", ["broken", "done", "refused", "running", "waiting"])),
                    name="long_act_state",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("state__in", ["running", "waiting"])),
                    fields=("subject_id",),
                    name="long_act_one_at_a_time",
                ),
            ]
        },
    )
]
