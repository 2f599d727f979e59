"""The filing packages of closed cases."""

from django.db import migrations, models

from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "Archive",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            (
                "case",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="%(class)ss", to="cases.case"),
            ),
            ("at", models.DateTimeField()),
            ("by_ref", models.UUIDField()),
            ("seq", models.IntegerField()),
            ("no", models.SmallIntegerField()),
            ("file_id", models.UUIDField()),
            ("digest", models.CharField(max_length=64)),
            ("manifest_digest", models.CharField(max_length=64)),
            ("entries", models.IntegerField()),
            ("size", models.BigIntegerField()),
            ("upto", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("case", "no"), name="archive_no"),
                models.CheckConstraint(
                    condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="archive_digest_shape"
                ),
            ]
        },
    ),
    Govern("cases_archive", kind="case", subject_column="case_id", main=False),
]
