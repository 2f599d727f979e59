"""Documents, number series, marks, review lines and stored files; a document is part of its subject's chain."""

from django.db import migrations, models

from tongban.ledger.governed import Govern

# No number is given twice and none is left out.
NUMBERS = """
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


class Migration(migrations.Migration):
    initial = True
    dependencies = [("agencies", "0001_tables"), ("ledger", "0001_tables")]
    operations = [
        migrations.CreateModel(
            "StoredFile",
            [
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
                ]
            },
        ),
        migrations.CreateModel(
            "DocumentMark",
            [
                (
                    "body",
                    models.OneToOneField(
                        on_delete=models.PROTECT,
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
            "ReviewLine",
            [
                (
                    "body",
                    models.OneToOneField(
                        on_delete=models.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="agencies.body",
                    ),
                ),
                ("line", models.CharField(max_length=8)),
                ("authority_zh", models.CharField(blank=True, default="", max_length=60)),
                ("authority_en", models.CharField(blank=True, default="", max_length=160)),
                ("court_zh", models.CharField(max_length=60)),
                ("court_en", models.CharField(max_length=160)),
                ("seq", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("line__in", ["level", "vertical"])), name="documents_line_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("line", "level"), models.Q(("authority_zh", ""), _negated=True), _connector="OR"
                        ),
                        name="documents_line_above_is_named",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            "NumberSeries",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "body",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to="agencies.body",
                    ),
                ),
                ("series", models.CharField(max_length=40)),
                ("year", models.SmallIntegerField()),
                ("last", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("body", "series", "year"), name="documents_one_series"),
                    models.CheckConstraint(condition=models.Q(("last__gte", 1)), name="documents_series_from_one"),
                ]
            },
        ),
        migrations.CreateModel(
            "Document",
            [
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                (
                    "body",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to="agencies.body",
                    ),
                ),
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("body", "series", "year", "no"), name="documents_one_number"),
                    models.UniqueConstraint(fields=("number",), name="documents_number_once"),
                    models.CheckConstraint(condition=models.Q(("no__gte", 1)), name="documents_number_from_one"),
                ],
                "indexes": [
                    models.Index(fields=["subject_id", "issued_at"], name="documents_of_subject"),
                    models.Index(fields=["body", "issued_at"], name="documents_of_body"),
                ],
            },
        ),
        Govern("documents_documentmark", kind="document_mark", subject_column="body_id"),
        Govern("documents_reviewline", kind="review_line", subject_column="body_id"),
        migrations.RunSQL(
            [NUMBERS],
            ["DROP TRIGGER documents_numbers ON documents_numberseries; DROP FUNCTION documents_number_moves_by_one()"],
        ),
        Govern("documents_document", kind="", subject_column="subject_id", main=False, kind_column="subject_kind"),
    ]
