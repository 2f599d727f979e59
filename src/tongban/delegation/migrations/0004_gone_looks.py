"""Cancelled items are looked back at, too (D-16)."""

from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern


class Migration(migrations.Migration):
    dependencies = [("delegation", "0003_use_sealed_body")]
    operations = [
        migrations.CreateModel(
            "GoneLook",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("item_id", models.UUIDField()),
                ("found", models.CharField(max_length=8)),
                ("words", models.TextField()),
                ("cases", models.IntegerField()),
                ("wishes", models.IntegerField()),
                ("by_ref", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("seq", models.IntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["item_id", "-at"], name="gone_look_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("found__in", ["done", "alive", "wanted"])), name="gone_look_found"
                    )
                ],
            },
        ),
        Govern("delegation_gonelook", kind="gone_look", subject_column="id"),
    ]
