"""What is due for a charge can be waived, reduced or corrected."""

import django.db.models.deletion
from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_tables")]
    operations = [
        migrations.CreateModel(
            "ChargeChange",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("way", models.CharField(max_length=10)),
                ("amount", models.BigIntegerField()),
                ("reason", models.CharField(max_length=200)),
                ("source", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("seq", models.PositiveIntegerField()),
                (
                    "charge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="cases.charge"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("charge", "seq"), name="charge_change_once"),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["corrected", "reduced", "waived"])), name="charge_change_way"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)), name="charge_change_to_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("source", ""), _negated=True)
                        ),
                        name="charge_change_says_why",
                    ),
                ],
            },
        ),
        Govern("cases_chargechange", kind="charge", subject_column="charge_id", main=False),
    ]
