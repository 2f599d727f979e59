"""Laws, their versions and articles, what acts touched, uploads; with the guards the database keeps itself."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields.ranges import DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

# The text of a version never changes, only the days on which it holds: an open end can be closed once.
TEXT_STAYS = """
CREATE FUNCTION law_text_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.digest = '' AND NEW.valid = OLD.valid AND NEW.no = OLD.no THEN RETURN NEW; END IF;
  IF to_jsonb(NEW) - '{valid,seq}'::text[] = to_jsonb(OLD) - '{valid,seq}'::text[]
     AND (NEW.valid = OLD.valid OR (upper_inf(OLD.valid) AND lower(NEW.valid) = lower(OLD.valid))) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the text of a law is immutable' USING ERRCODE = 'TB003';
END $$;
CREATE TRIGGER text_stays BEFORE UPDATE ON law_lawversion FOR EACH ROW EXECUTE FUNCTION law_text_stays();
"""

ROW_STAYS = """
CREATE FUNCTION law_row_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is written once', TG_TABLE_NAME USING ERRCODE = 'TB003';
END $$;
CREATE TRIGGER row_stays BEFORE UPDATE ON law_article FOR EACH ROW EXECUTE FUNCTION law_row_stays();
CREATE TRIGGER row_stays BEFORE UPDATE ON law_lawchange FOR EACH ROW EXECUTE FUNCTION law_row_stays();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("ledger", "0001_tables")]
    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.CreateModel(
            "Law",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=12)),
                ("number", models.CharField(blank=True, max_length=80)),
                ("issuer", models.CharField(blank=True, max_length=120)),
                ("repealed_on", models.DateField(null=True)),
                ("repeal_document", models.CharField(blank=True, max_length=200)),
                ("seq", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("repealed_on__isnull", True)), fields=("key",), name="law_name_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["law", "regulation", "local", "rule", "document"])),
                        name="law_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("key", ""), _negated=True)
                        ),
                        name="law_has_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("repeal_document", ""), ("repealed_on__isnull", True)),
                            models.Q(("repealed_on__isnull", False), models.Q(("repeal_document", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="law_repeal_has_document",
                    ),
                ],
                "indexes": [GinIndex(fields=["title"], name="law_title_trgm", opclasses=["gin_trgm_ops"])],
            },
        ),
        migrations.CreateModel(
            "LawVersion",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("law", models.ForeignKey(on_delete=models.PROTECT, related_name="versions", to="law.law")),
                ("no", models.PositiveIntegerField()),
                ("valid", DateRangeField()),
                ("document", models.CharField(blank=True, max_length=200)),
                ("source", models.CharField(max_length=200)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("articles", models.PositiveIntegerField(default=0)),
                ("notes", models.JSONField(default=list)),
                ("annex", models.TextField(blank=True)),
                ("seq", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("law", "no"), name="law_version_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^([0-9a-f]{64})?$")), name="law_version_digest_shape"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="law_version_has_source"
                    ),
                    ExclusionConstraint(expressions=[("law", "="), ("valid", "&&")], name="law_one_version_a_day"),
                ]
            },
        ),
        migrations.CreateModel(
            "Article",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("law", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="law.law")),
                ("version", models.ForeignKey(on_delete=models.PROTECT, related_name="texts", to="law.lawversion")),
                ("place", models.PositiveIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("extra", models.PositiveSmallIntegerField(default=0)),
                ("headings", models.JSONField(default=list)),
                ("text", models.TextField()),
                ("seq", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number", "extra"), name="law_article_once"),
                    models.CheckConstraint(condition=models.Q(("number__gt", 0)), name="law_article_number"),
                ],
                "indexes": [GinIndex(fields=["text"], name="law_article_text_trgm", opclasses=["gin_trgm_ops"])],
            },
        ),
        migrations.CreateModel(
            "LawChange",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("law", models.ForeignKey(on_delete=models.PROTECT, related_name="changes", to="law.law")),
                (
                    "version",
                    models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to="law.lawversion"),
                ),
                ("kind", models.CharField(max_length=12)),
                ("number", models.PositiveIntegerField(null=True)),
                ("extra", models.PositiveSmallIntegerField(default=0)),
                ("to_number", models.PositiveIntegerField(null=True)),
                ("to_extra", models.PositiveSmallIntegerField(default=0)),
                ("since", models.DateField()),
                ("document", models.CharField(max_length=200)),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("seq", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["changed", "added", "removed", "renumbered", "interpreted", "repealed", "succeeded"],
                            )
                        ),
                        name="law_change_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True), name="law_change_has_document"
                    ),
                ],
                "indexes": [models.Index(fields=["since"], name="law_change_since")],
            },
        ),
        migrations.CreateModel(
            "LawUpload",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("file_name", models.CharField(max_length=120)),
                ("text", models.TextField()),
                ("title", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.UUIDField(null=True)),
                ("findings", models.JSONField()),
                ("articles", models.PositiveIntegerField()),
                ("stored_at", models.DateTimeField(null=True)),
                ("law", models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to="law.law")),
            ],
        ),
        Govern("law_law", kind="law", subject_column="id"),
        Govern("law_lawversion", kind="law", subject_column="law_id", main=False),
        migrations.RunSQL([TEXT_STAYS], ["DROP TRIGGER text_stays ON law_lawversion; DROP FUNCTION law_text_stays()"]),
        Govern("law_article", kind="law", subject_column="law_id", main=False),
        Govern("law_lawchange", kind="law", subject_column="law_id", main=False),
        migrations.RunSQL(
            [ROW_STAYS],
            [
                "DROP TRIGGER row_stays ON law_lawchange; DROP TRIGGER row_stays ON law_article; DROP FUNCTION law_row_stays()"
            ],
        ),
    ]
