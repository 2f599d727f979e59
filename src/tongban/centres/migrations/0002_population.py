"""How many people live where, and how many applications each place has on a day."""

import django.db.models.deletion
from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_tables"), ("centres", "0001_tables")]
    operations = [
        migrations.CreateModel(
            "Population",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("year", models.SmallIntegerField()),
                ("people", models.IntegerField()),
                ("source", models.CharField(max_length=200)),
                ("seq", models.IntegerField()),
                (
                    "place",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.division",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("place", "year"), name="population_once_a_year"),
                    models.CheckConstraint(condition=models.Q(("people__gt", 0)), name="population_of_somebody"),
                ]
            },
        ),
        migrations.CreateModel(
            "ReceivedTally",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("number", models.IntegerField()),
                (
                    "place",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.division",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("place", "day"), name="received_tally_once")]
            },
        ),
        Govern("centres_population", kind="population", subject_column="id"),
    ]
