"""Documents, number series, marks and stored files; documents are part of the chain of the case they belong to."""

import django.db.models.deletion
from django.db import migrations, models

from tongban.ledger.governed import Govern

# A serial may only move forward by one, and a series is never removed: gaps and repeats are refused by the table
# itself.
NUMBERS_MOVE_BY_ONE = """
CREATE FUNCTION documents_number_moves_by_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.last = 1 THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND NEW.last = OLD.last + 1
     AND (NEW.body_id, NEW.series, NEW.year) = (OLD.body_id, OLD.series, OLD.year) THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a number series starts at one and moves by one' USING ERRCODE = 'TB003';
END $$;
CREATE TRIGGER documents_numbers BEFORE INSERT OR UPDATE OR DELETE ON documents_numberseries
  FOR EACH ROW EXECUTE FUNCTION documents_number_moves_by_one();
"""
NUMBERS_FREE = """
DROP TRIGGER documents_numbers ON documents_numberseries;
DROP FUNCTION documents_number_moves_by_one();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("agencies", "0001_initial"), ("ledger", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="DocumentMark",
            fields=[
                (
                    "body",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="agencies.body",
                    ),
                ),
                ("mark", models.CharField(max_length=10, unique=True)),
                ("seq", models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("series", models.CharField(max_length=40)),
                ("year", models.SmallIntegerField()),
                ("last", models.IntegerField()),
                (
                    "body",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.body"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("body", "series", "year"), name="documents_one_series"),
                    models.CheckConstraint(condition=models.Q(("last__gte", 1)), name="documents_series_from_one"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("series", models.CharField(max_length=40)),
                ("year", models.SmallIntegerField()),
                ("no", models.IntegerField()),
                ("number", models.CharField(max_length=60)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.UUIDField()),
                ("seq", models.IntegerField()),
                ("data", models.JSONField()),
                ("sealed", models.BinaryField(null=True)),
                ("issued_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.body"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["subject_id", "issued_at"], name="documents_of_subject")],
                "constraints": [
                    models.UniqueConstraint(fields=("body", "series", "year", "no"), name="documents_one_number"),
                    models.UniqueConstraint(fields=("number",), name="documents_number_once"),
                    models.CheckConstraint(condition=models.Q(("no__gte", 1)), name="documents_number_from_one"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("owner_id", models.UUIDField()),
                ("sha256", models.BinaryField(max_length=32)),
                ("size", models.IntegerField()),
                ("content_type", models.CharField(max_length=40)),
                ("pages", models.SmallIntegerField()),
                ("path", models.CharField(max_length=80, unique=True)),
                ("sealed_name", models.BinaryField(null=True)),
                ("stored_at", models.DateTimeField()),
                ("stored_by", models.UUIDField(null=True)),
                ("deleted_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("deleted_at", None)),
                        fields=("owner_id", "sha256"),
                        name="documents_file_once",
                    ),
                    models.CheckConstraint(condition=models.Q(("size__gte", 1)), name="documents_file_not_empty"),
                ],
            },
        ),
        migrations.RunSQL(NUMBERS_MOVE_BY_ONE, NUMBERS_FREE),
        Govern("documents_documentmark", kind="document_mark", subject_column="body_id", main=True),
        Govern("documents_document", kind="case", subject_column="subject_id", main=False),
    ]
