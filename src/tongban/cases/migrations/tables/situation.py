"""What a case does to a certificate that its applicant holds."""

from django.db import migrations, models

from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "CaseCertificate",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            ("case", models.OneToOneField(on_delete=models.PROTECT, related_name="about", to="cases.case")),
            ("certificate_id", models.UUIDField(db_index=True)),
            ("situation", models.CharField(max_length=10)),
            ("expires_on", models.DateField(null=True)),
            ("in_time", models.BooleanField(default=False)),
            ("seq", models.IntegerField()),
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
