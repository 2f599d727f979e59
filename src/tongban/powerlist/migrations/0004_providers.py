"""Public registers of providers from which applicants choose."""

from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):
    dependencies = [("powerlist", "0003_search_misses"), ("ledger", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Provider",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("register", models.CharField(max_length=20)),
                ("uscc", models.CharField(max_length=18)),
                ("name_zh", models.CharField(max_length=80)),
                ("name_en", models.CharField(max_length=120)),
                ("address_zh", models.CharField(max_length=120)),
                ("address_en", models.CharField(max_length=160)),
                ("phone", models.CharField(max_length=20)),
                ("listed_from", models.DateField()),
                ("listed_to", models.DateField(null=True)),
                ("ending", models.CharField(blank=True, default="", max_length=12)),
                ("seq", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["register", "uscc"], condition=models.Q(listed_to=None), name="provider_listed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(listed_to=None) | models.Q(listed_to__gte=models.F("listed_from")),
                        name="provider_leaves_later",
                    ),
                ],
            },
        ),
        Govern("powerlist_provider", kind="provider", subject_column="id"),
    ]
