"""What may be rated, ratings and their steps, counter devices, surveys; each write with its event."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern


class Migration(migrations.Migration):
    initial = True
    dependencies = [("agencies", "0001_tables"), ("ledger", "0001_tables")]
    operations = [
        migrations.CreateModel(
            "Occasion",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=8)),
                ("stage", models.CharField(max_length=12)),
                ("case_id", models.UUIDField()),
                ("case_seq", models.IntegerField()),
                ("number", models.CharField(max_length=32)),
                ("item_id", models.UUIDField(null=True)),
                ("item_name", models.CharField(max_length=200)),
                ("party", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.party")),
                (
                    "body",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.body"),
                ),
                (
                    "post",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.post"),
                ),
                (
                    "place",
                    models.ForeignKey(
                        db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.division"
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case_id", "kind", "case_seq"), name="occasion_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "matter")), fields=("case_id",), name="occasion_one_matter"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "order")), fields=("case_id",), name="occasion_one_order"
                    ),
                ],
                "indexes": [
                    models.Index(fields=["body", "opened_at"], name="occasion_by_body"),
                    models.Index(
                        condition=models.Q(("kind", "visit")), fields=["post", "-opened_at"], name="occasion_at_post"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "Rating",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "occasion",
                    models.ForeignKey(
                        db_index=False, on_delete=models.PROTECT, related_name="ratings", to="ratings.occasion"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.body"),
                ),
                (
                    "owner_post",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.post"),
                ),
                ("channel", models.CharField(max_length=8)),
                ("level", models.SmallIntegerField()),
                ("reasons", ArrayField(base_field=models.CharField(max_length=12), default=list, size=None)),
                ("words", models.BinaryField(null=True)),
                ("named", models.BooleanField()),
                ("rated_at", models.DateTimeField()),
                ("state", models.CharField(max_length=12)),
                ("appeal", models.CharField(default="", max_length=8)),
                ("ground", models.CharField(default="", max_length=12)),
                ("contact_by", models.DateTimeField(null=True)),
                ("contacted_at", models.DateTimeField(null=True)),
                ("rectify_by", models.DateTimeField(null=True)),
                ("rectified_at", models.DateTimeField(null=True)),
                ("rectify_late", models.BooleanField(default=False)),
                ("outcome", models.CharField(default="", max_length=12)),
                ("calls", models.SmallIntegerField(default=0)),
                ("called_at", models.DateTimeField(null=True)),
                ("solved", models.BooleanField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("public_words", models.TextField(default="")),
                ("public_reply", models.TextField(default="")),
                ("published_at", models.DateTimeField(null=True)),
                ("seq", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("occasion",), name="rating_once"),
                    models.CheckConstraint(condition=models.Q(("level__in", [1, 2, 3, 4, 5])), name="rating_level"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["closed", "contacted", "counted", "excluded", "open", "rectified"])
                        ),
                        name="rating_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level__lte", 3), ("state", "counted")),
                            models.Q(("level__gt", 3), models.Q(("state", "counted"), _negated=True)),
                            _connector="OR",
                        ),
                        name="rating_bad_is_worked_on",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "excluded"), _negated=True), ("appeal", "upheld"), _connector="OR"
                        ),
                        name="rating_excluded_judged",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["-rated_at", "-id"], name="rating_newest"),
                    models.Index(fields=["body", "-rated_at", "-id"], name="rating_by_body"),
                    models.Index(
                        condition=models.Q(("published_at", None), _negated=True),
                        fields=["-published_at", "-id"],
                        name="rating_published",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["contacted", "open", "rectified"])),
                        fields=["owner_post"],
                        name="rating_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "RatingStep",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("rating", models.ForeignKey(on_delete=models.PROTECT, related_name="steps", to="ratings.rating")),
                ("act", models.CharField(max_length=12)),
                ("result", models.CharField(default="", max_length=12)),
                ("words", models.BinaryField()),
                ("by_ref", models.UUIDField(null=True)),
                ("by_post", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("late", models.BooleanField(default=False)),
                ("seq", models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            "Device",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("post", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.post")),
                ("token_hash", models.BinaryField(max_length=32)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("seq", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("token_hash",), name="rating_device_token"),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)), fields=("post",), name="rating_device_one_a_post"
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            "Survey",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=120)),
                ("questions", models.JSONField()),
                ("since", models.DateField()),
                ("until", models.DateField()),
                (
                    "body",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="agencies.body"
                    ),
                ),
                ("frame_size", models.IntegerField()),
                ("frame_digest", models.CharField(max_length=64)),
                ("seed", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("seq", models.IntegerField()),
            ],
            options={"indexes": [models.Index(fields=["-made_at"], name="survey_newest")]},
        ),
        migrations.CreateModel(
            "SurveyDraw",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "survey",
                    models.ForeignKey(
                        db_index=False, on_delete=models.PROTECT, related_name="draws", to="ratings.survey"
                    ),
                ),
                ("no", models.IntegerField()),
                (
                    "occasion",
                    models.ForeignKey(
                        db_index=False, on_delete=models.PROTECT, related_name="+", to="ratings.occasion"
                    ),
                ),
                ("party", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.party")),
                ("answered_at", models.DateTimeField(null=True)),
                ("seq", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "party"), name="survey_person_once"),
                    models.UniqueConstraint(fields=("survey", "no"), name="survey_draw_no"),
                ]
            },
        ),
        migrations.CreateModel(
            "SurveyAnswer",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "survey",
                    models.ForeignKey(
                        db_index=False, on_delete=models.PROTECT, related_name="answers", to="ratings.survey"
                    ),
                ),
                ("question", models.CharField(max_length=12)),
                ("answer", models.CharField(max_length=12)),
                ("seq", models.IntegerField()),
            ],
            options={"indexes": [models.Index(fields=["survey", "question", "answer"], name="survey_figures")]},
        ),
        Govern("ratings_rating", kind="rating", subject_column="id"),
        Govern("ratings_ratingstep", kind="rating", subject_column="rating_id", main=False),
        Govern("ratings_device", kind="rating_device", subject_column="id"),
        Govern("ratings_survey", kind="survey", subject_column="id"),
        Govern("ratings_surveydraw", kind="survey", subject_column="survey_id", main=False),
        Govern("ratings_surveyanswer", kind="survey", subject_column="survey_id", main=False),
    ]
