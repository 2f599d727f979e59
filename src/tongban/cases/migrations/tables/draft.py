"""What a citizen has begun and not submitted: nobody's act yet, so not under the ledger."""

from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        "Draft",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            ("item_version", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="powerlist.itemversion")),
            ("party", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.party")),
            ("place", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.division")),
            ("channel", models.CharField(default="web", max_length=12)),
            ("sealed", models.BinaryField(null=True)),
            ("revision", models.IntegerField(default=0)),
            ("created_at", models.DateTimeField()),
            ("updated_at", models.DateTimeField()),
            ("expires_on", models.DateField()),
            ("submitted_case", models.UUIDField(null=True)),
            ("certificate_id", models.UUIDField(null=True)),
            (
                "mandate",
                models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="drafts", to="cases.mandate"),
            ),
        ],
        options={"indexes": [models.Index(fields=["party", "-updated_at"], name="draft_mine")]},
    ),
    migrations.CreateModel(
        "DraftMaterial",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            ("draft", models.ForeignKey(on_delete=models.CASCADE, related_name="materials", to="cases.draft")),
            ("key", models.CharField(max_length=60)),
            ("file_id", models.UUIDField(null=True)),
            ("held", models.BooleanField(default=False)),
            ("at", models.DateTimeField()),
        ],
        options={"constraints": [models.UniqueConstraint(fields=("draft", "key"), name="draft_material_once")]},
    ),
]
