"""Certificates, each the main row of its own chain, and the periods for which they hold."""

from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):
    initial = True
    dependencies = [("agencies", "0001_tables"), ("documents", "0001_tables"), ("ledger", "0001_tables")]
    operations = [
        migrations.CreateModel(
            "Certificate",
            [
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("body", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.body")),
                ("kind", models.CharField(max_length=40)),
                ("year", models.SmallIntegerField()),
                ("no", models.IntegerField()),
                ("number", models.CharField(max_length=60)),
                ("edition", models.SmallIntegerField(default=1)),
                ("identifier", models.CharField(max_length=120, unique=True)),
                ("title", models.CharField(max_length=80)),
                ("holder", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.party")),
                ("content", models.JSONField()),
                ("sealed", models.BinaryField(null=True)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                ("state", models.CharField(max_length=12)),
                ("state_from", models.DateTimeField(null=True)),
                ("ground", models.CharField(blank=True, default="", max_length=40)),
                ("origin", models.CharField(blank=True, default="", max_length=8)),
                ("origin_from", models.DateField(null=True)),
                (
                    "predecessor",
                    models.OneToOneField(
                        null=True, on_delete=models.PROTECT, related_name="successor", to="certificates.certificate"
                    ),
                ),
                ("digest", models.BinaryField(max_length=32, null=True)),
                (
                    "file",
                    models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to="documents.storedfile"),
                ),
                ("issued_at", models.DateTimeField()),
                ("seq", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("body", "kind", "year", "no", "edition"), name="certificates_one_number"
                    ),
                    models.UniqueConstraint(fields=("number", "edition"), name="certificates_number_once"),
                    models.UniqueConstraint(fields=("case_id", "kind"), name="certificates_one_per_case"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["active", "revoked", "cancelled", "replaced"])),
                        name="certificates_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="certificates_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("origin", ""), ("origin_from", None)),
                            models.Q(("origin", "deemed"), ("origin_from__isnull", False)),
                            _connector="OR",
                        ),
                        name="certificates_origin",
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
                "indexes": [
                    models.Index(fields=["holder", "issued_at"], name="certificates_of_holder"),
                    models.Index(fields=["digest"], name="certificates_by_digest"),
                    models.Index(
                        condition=models.Q(("state", "active")),
                        fields=["body", "valid_to"],
                        name="certificates_running_out",
                    ),
                    models.Index(
                        condition=models.Q(("digest", None)), fields=["issued_at"], name="certificates_unsigned"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "CertificatePeriod",
            [
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "certificate",
                    models.ForeignKey(on_delete=models.PROTECT, related_name="periods", to="certificates.certificate"),
                ),
                ("case_id", models.UUIDField()),
                ("origin", models.CharField(max_length=8)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("seq", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("certificate", "valid_from"), name="certificates_one_period"),
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))), name="certificates_period_runs"
                    ),
                ]
            },
        ),
        Govern("certificates_certificate", kind="certificate", subject_column="id"),
        Govern("certificates_certificateperiod", kind="certificate", subject_column="certificate_id", main=False),
    ]
