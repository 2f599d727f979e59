"""Which certificate a case is about."""

import django.db.models.deletion
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_arrangements")]

    operations = [
        migrations.AddField("draft", "certificate_id", models.UUIDField(null=True)),
        migrations.CreateModel(
            name="CaseCertificate",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("certificate_id", models.UUIDField(db_index=True)),
                ("situation", models.CharField(max_length=10)),
                ("expires_on", models.DateField(null=True)),
                ("in_time", models.BooleanField(default=False)),
                ("seq", models.IntegerField()),
                ("case", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="about", to="cases.case")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("situation__in", ["renew", "change", "replace", "surrender"])),
                        name="case_situation_known",
                    )
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("in_time", True), ("situation", "renew")),
                        fields=["expires_on"],
                        name="case_renewals_by_expiry",
                    )
                ],
            },
        ),
        Govern("cases_casecertificate", kind="case", subject_column="case_id", main=False),
    ]
