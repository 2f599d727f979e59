"""Editions, predecessors and deemed periods of certificates."""

import django.db.models.deletion
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):
    dependencies = [("certificates", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("certificate", "certificates_one_number"),
        migrations.AlterField("certificate", "number", models.CharField(max_length=60)),
        migrations.AddField("certificate", "edition", models.SmallIntegerField(default=1)),
        migrations.AddField("certificate", "origin", models.CharField(blank=True, default="", max_length=8)),
        migrations.AddField("certificate", "origin_from", models.DateField(null=True)),
        migrations.AddField(
            "certificate",
            "predecessor",
            models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="successor", to="certificates.certificate"),
        ),
        migrations.AddConstraint(
            "certificate",
            models.UniqueConstraint(fields=("body", "kind", "year", "no", "edition"), name="certificates_one_number"),
        ),
        migrations.AddConstraint(
            "certificate", models.UniqueConstraint(fields=("number", "edition"), name="certificates_number_once")
        ),
        migrations.AddConstraint(
            "certificate",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("origin", ""), ("origin_from", None)),
                    models.Q(("origin", "deemed"), ("origin_from__isnull", False)),
                    _connector="OR",
                ),
                name="certificates_origin",
            ),
        ),
        migrations.AddIndex(
            "certificate",
            models.Index(condition=models.Q(("state", "active")), fields=["body", "valid_to"], name="certificates_running_out"),
        ),
        migrations.CreateModel(
            name="CertificatePeriod",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("origin", models.CharField(max_length=8)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("seq", models.IntegerField()),
                ("certificate", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="periods", to="certificates.certificate")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("certificate", "valid_from"), name="certificates_one_period"),
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))), name="certificates_period_runs"
                    ),
                ],
            },
        ),
        Govern("certificates_certificateperiod", kind="certificate", subject_column="certificate_id", main=False),
    ]
