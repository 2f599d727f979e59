"""The words by which items are found, and those by which they were not."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        "SearchTerm",
        [
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("item", models.ForeignKey(on_delete=models.CASCADE, related_name="search_terms", to="powerlist.item")),
            ("kind", models.CharField(max_length=10)),
            ("text", models.CharField(max_length=400)),
            ("pinyin", models.CharField(max_length=1600)),
            ("initials", models.CharField(max_length=400)),
        ],
        options={
            "indexes": [
                GinIndex(fields=["text"], name="search_text_trgm", opclasses=["gin_trgm_ops"]),
                GinIndex(fields=["pinyin"], name="search_pinyin_trgm", opclasses=["gin_trgm_ops"]),
                GinIndex(fields=["initials"], name="search_initials_trgm", opclasses=["gin_trgm_ops"]),
            ]
        },
    ),
    migrations.CreateModel(
        "SearchMiss",
        [
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("day", models.DateField()),
            ("words", models.CharField(max_length=20)),
            ("times", models.PositiveIntegerField()),
        ],
        options={"constraints": [models.UniqueConstraint(fields=("day", "words"), name="search_miss_once_a_day")]},
    ),
]
