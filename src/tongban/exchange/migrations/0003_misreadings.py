"""What was not understood is kept until it is mended; a refused record can go out again or be overtaken."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_suspended")]

    operations = [
        migrations.CreateModel(
            name="Misreading",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("after", models.CharField(blank=True, max_length=120)),
                ("line", models.IntegerField()),
                ("heading", models.CharField(blank=True, max_length=200)),
                ("zh", models.CharField(max_length=400)),
                ("en", models.CharField(max_length=600)),
                ("at", models.DateTimeField()),
                ("mended_at", models.DateTimeField(null=True)),
                (
                    "system",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                        to="exchange.system",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["system", "at", "id"], condition=models.Q(mended_at=None), name="misreading_open"
                    )
                ],
            },
        ),
        migrations.RemoveConstraint("outgoingrecord", "record_state_known"),
        migrations.AlterField("outgoingrecord", "state", models.CharField(default="waiting", max_length=9)),
        migrations.AddConstraint(
            "outgoingrecord",
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "sent", "refused", "overtaken"]), name="record_state_known"
            ),
        ),
    ]
