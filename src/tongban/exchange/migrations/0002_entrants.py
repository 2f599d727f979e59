"""Firms registered elsewhere, and the departments that are told of them (双告知)."""

import django.db.models.deletion
from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_tables"),
        ("exchange", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entrant",
            fields=[
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("scope", models.CharField(blank=True, default="", max_length=2000)),
                ("seen_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                ("seq", models.IntegerField()),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entrant", to="exchange.foreigncase"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.party",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.division",
                    ),
                ),
                (
                    "registrar",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.body",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LicencePush",
            fields=[
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("item", models.CharField(max_length=60)),
                ("state", models.CharField(default="pushed", max_length=8)),
                ("pushed_at", models.DateTimeField()),
                ("claim_by", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, default="", max_length=12)),
                ("words", models.CharField(blank=True, default="", max_length=200)),
                ("seq", models.IntegerField()),
                (
                    "body",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.body",
                    ),
                ),
                (
                    "entrant",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pushes",
                        to="exchange.entrant",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="entrant",
            index=models.Index(
                condition=models.Q(("read_at", None)), fields=["registrar", "seen_at", "id"], name="entrant_unread"
            ),
        ),
        migrations.AddIndex(
            model_name="licencepush",
            index=models.Index(fields=["body", "state", "-pushed_at", "id"], name="push_of_body"),
        ),
        migrations.AddConstraint(
            model_name="licencepush",
            constraint=models.UniqueConstraint(fields=("entrant", "item", "body"), name="push_once"),
        ),
        migrations.AddConstraint(
            model_name="licencepush",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["pushed", "claimed", "returned"])), name="push_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="licencepush",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "returned"), models.Q(("reason", ""), ("words", "")), _connector="XOR"),
                name="push_returned_with_reason",
            ),
        ),
        Govern("exchange_entrant", kind="entrant", subject_column="id"),
        Govern("exchange_licencepush", kind="push", subject_column="id"),
    ]
