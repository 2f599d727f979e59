"""What bears on a township: a projection of the ledger."""

from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        "BurdenMark",
        [
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("month", models.DateField()),
            ("at", models.DateTimeField()),
            (
                "township",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.body"),
            ),
            ("kind", models.CharField(max_length=8)),
            (
                "superior",
                models.ForeignKey(
                    db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="agencies.body"
                ),
            ),
            (
                "officer",
                models.ForeignKey(
                    db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="agencies.official"
                ),
            ),
            ("subject", models.UUIDField()),
            ("detail", models.CharField(blank=True, max_length=12)),
        ],
        options={
            "indexes": [
                models.Index(fields=["township", "month", "kind"], name="burden_of_township"),
                models.Index(fields=["subject"], name="burden_of_subject"),
            ]
        },
    )
]
