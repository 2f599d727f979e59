"""Notes on the pages of papers; each write with its event."""

import django.db.models.deletion
from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0015_charges"),
    ]

    operations = [
        migrations.CreateModel(
            name="PaperNote",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("by_ref", models.UUIDField()),
                ("seq", models.IntegerField()),
                ("key", models.CharField(max_length=60)),
                ("file_id", models.UUIDField()),
                ("page", models.SmallIntegerField()),
                ("x", models.SmallIntegerField()),
                ("y", models.SmallIntegerField()),
                ("words", models.BinaryField()),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "seq"], name="note_of_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("page__gte", 1), ("x__gte", 0), ("x__lte", 1000), ("y__gte", 0), ("y__lte", 1000)
                        ),
                        name="note_on_page",
                    )
                ],
            },
        ),
        Govern("cases_papernote", kind="case", subject_column="case_id", main=False),
    ]
