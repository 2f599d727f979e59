"""Editions of decision tables; the database refuses to change a published one."""

from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

PUBLISHED_STAYS = """
CREATE FUNCTION delegation_table_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'published' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a published decision table is immutable' USING ERRCODE = 'TB003';
END $$;
CREATE TRIGGER published_stays BEFORE UPDATE ON delegation_tableedition
  FOR EACH ROW EXECUTE FUNCTION delegation_table_stays();
"""

TABLES = [
    migrations.CreateModel(
        "TableEdition",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("key", models.CharField(max_length=40)),
            ("no", models.IntegerField()),
            ("state", models.CharField(default="draft", max_length=10)),
            ("document", models.TextField()),
            ("digest", models.CharField(max_length=64)),
            ("source", models.CharField(default="", max_length=200)),
            ("saved_at", models.DateTimeField()),
            ("published_at", models.DateTimeField(null=True)),
            ("by_ref", models.UUIDField(null=True)),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("key", "no"), name="table_edition_once"),
                models.UniqueConstraint(
                    condition=models.Q(("state", "draft")), fields=("key",), name="table_one_draft"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("published_at", None), ("state", "draft")),
                        models.Q(("published_at__isnull", False), ("state", "published")),
                        _connector="OR",
                    ),
                    name="table_published_is_dated",
                ),
            ]
        },
    ),
    Govern("delegation_tableedition", kind="decision_table", subject_column="id"),
    migrations.RunSQL(
        [PUBLISHED_STAYS],
        ["DROP TRIGGER published_stays ON delegation_tableedition; DROP FUNCTION delegation_table_stays()"],
    ),
]
