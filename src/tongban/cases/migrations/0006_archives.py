"""The filing packages of closed cases."""

import django.db.models.deletion
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_waits")]

    operations = [
        migrations.CreateModel(
            name="Archive",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
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
                ("case", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="cases.case")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "no"), name="archive_no"),
                    models.CheckConstraint(condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="archive_digest_shape"),
                ],
            },
        ),
        Govern("cases_archive", kind="case", subject_column="case_id", main=False),
    ]
