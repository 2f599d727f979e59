"""Who reviews a body's decisions; documents may belong to certificates as well as to cases."""

import django.db.models.deletion
from django.db import migrations, models

from tongban.ledger.governed import Govern

OF_CASES = Govern("documents_document", kind="case", subject_column="subject_id", main=False)


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial"), ("ledger", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ReviewLine",
            fields=[
                ("body", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name="+", serialize=False, to="agencies.body")),
                ("line", models.CharField(max_length=8)),
                ("authority_zh", models.CharField(blank=True, default="", max_length=60)),
                ("authority_en", models.CharField(blank=True, default="", max_length=160)),
                ("court_zh", models.CharField(max_length=60)),
                ("court_en", models.CharField(max_length=160)),
                ("seq", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("line__in", ["level", "vertical"])), name="documents_line_known"),
                    models.CheckConstraint(
                        condition=models.Q(("line", "level"), models.Q(("authority_zh", ""), _negated=True), _connector="OR"),
                        name="documents_line_above_is_named",
                    ),
                ],
            },
        ),
        Govern("documents_reviewline", kind="review_line", subject_column="body_id", main=True),
        migrations.RunSQL(OF_CASES.free_sql(), OF_CASES.sql()),
        Govern("documents_document", kind="", subject_column="subject_id", main=False, kind_column="subject_kind"),
    ]
