"""The dispatch directory, edition by edition."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.ranges import DateTimeRangeField
from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "DirectoryLine",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("subject_id", models.UUIDField()),
            ("edition", models.IntegerField()),
            ("topic", models.CharField(max_length=60)),
            ("keywords", models.CharField(default="", max_length=200)),
            (
                "place",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.division"),
            ),
            ("body", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            ("supports", ArrayField(base_field=models.UUIDField(), default=list, size=None)),
            ("item_id", models.UUIDField(null=True)),
            ("basis", models.CharField(max_length=200)),
            ("valid", DateTimeRangeField()),
            ("by_ref", models.UUIDField(null=True)),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("topic", "place", "edition"), name="directory_edition"),
                ExclusionConstraint(
                    expressions=[("topic", "="), ("place", "="), ("valid", "&&")], name="directory_one_line"
                ),
            ]
        },
    ),
    Govern("hotline_directoryline", kind="dispatch_line", subject_column="subject_id", main=False),
]
