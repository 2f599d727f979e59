"""Certificates, under the ledger: each is the main row of its own chain."""

import django.db.models.deletion
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):
    initial = True
    dependencies = [("agencies", "0001_initial"), ("ledger", "0001_initial"), ("documents", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("kind", models.CharField(max_length=40)),
                ("year", models.SmallIntegerField()),
                ("no", models.IntegerField()),
                ("number", models.CharField(max_length=60, unique=True)),
                ("identifier", models.CharField(max_length=120, unique=True)),
                ("title", models.CharField(max_length=80)),
                ("content", models.JSONField()),
                ("sealed", models.BinaryField(null=True)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("state", models.CharField(max_length=12)),
                ("state_from", models.DateTimeField(null=True)),
                ("ground", models.CharField(blank=True, default="", max_length=40)),
                ("digest", models.BinaryField(max_length=32, null=True)),
                ("issued_at", models.DateTimeField()),
                ("seq", models.IntegerField()),
                ("body", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.body")),
                ("file", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.storedfile")),
                ("holder", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.party")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["holder", "issued_at"], name="certificates_of_holder"),
                    models.Index(fields=["digest"], name="certificates_by_digest"),
                    models.Index(condition=models.Q(("digest", None)), fields=["issued_at"], name="certificates_unsigned"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("body", "kind", "year", "no"), name="certificates_one_number"),
                    models.UniqueConstraint(fields=("case_id", "kind"), name="certificates_one_per_case"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["active", "revoked", "cancelled", "replaced"])),
                        name="certificates_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"),
                        name="certificates_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("digest", None), ("file", None)),
                            models.Q(("digest__isnull", False), ("file__isnull", False)),
                            _connector="OR",
                        ),
                        name="certificates_file_with_digest",
                    ),
                ],
            },
        ),
        Govern("certificates_certificate", kind="certificate", subject_column="id", main=True),
    ]
