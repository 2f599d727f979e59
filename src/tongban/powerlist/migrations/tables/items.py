"""Items, immutable versions with the articles they cite, providers, imports being judged."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields.ranges import DateRangeField
from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

# A published version never changes, only the days on which it holds: an open end can be closed once.
PUBLISHED_STAYS = """
CREATE FUNCTION powerlist_published_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'published' THEN RETURN NEW; END IF;
  IF to_jsonb(NEW) - '{valid,seq}'::text[] = to_jsonb(OLD) - '{valid,seq}'::text[]
     AND (NEW.valid = OLD.valid OR (upper_inf(OLD.valid) AND lower(NEW.valid) = lower(OLD.valid))) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a published version is immutable' USING ERRCODE = 'TB003';
END $$;
CREATE TRIGGER published_stays BEFORE UPDATE ON powerlist_itemversion
  FOR EACH ROW EXECUTE FUNCTION powerlist_published_stays();
"""

TABLES = [
    migrations.CreateModel(
        "Item",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("code", models.CharField(max_length=80, unique=True)),
            ("state", models.PositiveSmallIntegerField(default=1)),
            ("state_since", models.DateField(null=True)),
            ("state_basis", models.CharField(blank=True, max_length=120)),
            ("seq", models.PositiveIntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(condition=models.Q(("state__in", [1, 2, 3, 4])), name="item_state_known"),
                models.CheckConstraint(
                    condition=models.Q(("code__regex", "^[0-9A-Za-z][0-9A-Za-z_-]{2,79}$")), name="item_code_shape"
                ),
            ]
        },
    ),
    migrations.CreateModel(
        "ItemVersion",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("item", models.ForeignKey(on_delete=models.PROTECT, related_name="versions", to="powerlist.item")),
            ("no", models.PositiveIntegerField()),
            ("state", models.CharField(default="draft", max_length=10)),
            ("valid", DateRangeField(null=True)),
            ("digest", models.CharField(max_length=64)),
            ("content", models.JSONField()),
            ("flow", models.TextField(blank=True)),
            ("net", models.JSONField(null=True)),
            ("body", models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            ("published_at", models.DateTimeField(null=True)),
            ("seq", models.PositiveIntegerField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("item", "no"), name="item_version_number_once"),
                models.UniqueConstraint(
                    condition=models.Q(("state", "draft")), fields=("item",), name="item_one_draft"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("published_at__isnull", True), ("state", "draft"), ("valid__isnull", True)),
                        models.Q(("published_at__isnull", False), ("state", "published"), ("valid__isnull", False)),
                        _connector="OR",
                    ),
                    name="item_version_published_is_dated",
                ),
                models.CheckConstraint(
                    condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="item_version_digest_shape"
                ),
                ExclusionConstraint(
                    condition=models.Q(("state", "published")),
                    expressions=[("item", "="), ("valid", "&&")],
                    name="item_one_version_a_day",
                ),
            ]
        },
    ),
    migrations.CreateModel(
        "ImportPreview",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("kind", models.CharField(default="list", max_length=10)),
            ("file_name", models.CharField(max_length=120)),
            ("file_digest", models.CharField(max_length=64)),
            ("made_at", models.DateTimeField()),
            ("made_by", models.UUIDField(null=True)),
            ("total", models.PositiveIntegerField()),
            ("good", models.PositiveIntegerField()),
            ("bad", models.PositiveIntegerField()),
            ("notices", models.JSONField()),
            ("findings", models.JSONField()),
            ("rows", models.JSONField()),
            ("imported_at", models.DateTimeField(null=True)),
            ("result", models.JSONField(null=True)),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("total", models.expressions.CombinedExpression(models.F("good"), "+", models.F("bad")))
                    ),
                    name="preview_rows_add_up",
                )
            ]
        },
    ),
    migrations.CreateModel(
        "CitedArticle",
        [
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("version", models.ForeignKey(on_delete=models.CASCADE, related_name="cited", to="powerlist.itemversion")),
            ("law", models.CharField(max_length=120)),
            ("number", models.PositiveIntegerField(null=True)),
            ("extra", models.PositiveSmallIntegerField(default=0)),
            ("part", models.CharField(max_length=40)),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    fields=("version", "law", "number", "extra", "part"),
                    name="cited_article_once",
                    nulls_distinct=False,
                )
            ],
            "indexes": [models.Index(fields=["law", "number", "extra"], name="cited_article_of_law")],
        },
    ),
    migrations.CreateModel(
        "Provider",
        [
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
                    condition=models.Q(("listed_to", None)), fields=("register", "uscc"), name="provider_listed_once"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("listed_to", None), ("listed_to__gte", models.F("listed_from")), _connector="OR"
                    ),
                    name="provider_leaves_later",
                ),
            ]
        },
    ),
    Govern("powerlist_item", kind="item", subject_column="id"),
    Govern("powerlist_itemversion", kind="item", subject_column="item_id", main=False),
    migrations.RunSQL(
        [PUBLISHED_STAYS],
        ["DROP TRIGGER published_stays ON powerlist_itemversion; DROP FUNCTION powerlist_published_stays()"],
    ),
    Govern("powerlist_provider", kind="provider", subject_column="id"),
]
