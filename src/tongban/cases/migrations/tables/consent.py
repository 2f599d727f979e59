"""Consents that the platform uses what it has."""

from django.db import migrations, models

from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "Consent",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            (
                "party",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.party"),
            ),
            ("draft_id", models.UUIDField()),
            ("key", models.CharField(max_length=60)),
            ("source", models.CharField(max_length=12)),
            ("ref", models.UUIDField(null=True)),
            ("given_at", models.DateTimeField()),
            ("withdrawn_at", models.DateTimeField(null=True)),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("source__in", ["other_body", "certificate", "earlier"])),
                    name="consent_source_known",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("withdrawn_at", None)), fields=("draft_id", "key"), name="consent_once_a_paper"
                ),
            ]
        },
    ),
    Govern("cases_consent", kind="consent", subject_column="id"),
]
