"""Cards and their steps, rules as set, recommendations, under the ledger; what the engine keeps for itself."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern


class Migration(migrations.Migration):
    initial = True
    dependencies = [("ledger", "0001_tables")]
    operations = [
        migrations.CreateModel(
            "Card",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("rule", models.CharField(max_length=40)),
                ("edition", models.IntegerField(default=0)),
                ("grade", models.CharField(max_length=12)),
                ("subject_kind", models.CharField(max_length=20)),
                ("subject_id", models.UUIDField()),
                ("occurrence", models.CharField(max_length=120)),
                ("number", models.CharField(default="", max_length=40)),
                ("item_id", models.UUIDField(null=True)),
                ("body_id", models.UUIDField(null=True)),
                ("post_id", models.UUIDField(null=True)),
                ("place_id", models.UUIDField(null=True)),
                ("official", models.UUIDField(null=True)),
                ("cites", ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                ("figures", models.JSONField(default=dict)),
                ("since", models.DateTimeField()),
                ("told_at", models.DateTimeField()),
                ("state", models.CharField(max_length=12)),
                ("due_by", models.DateTimeField(null=True)),
                ("judged_by", models.UUIDField(null=True)),
                ("digested_at", models.DateTimeField(null=True)),
                ("seq", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rule", "subject_kind", "subject_id", "occurrence"), name="card_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "noted",
                                    "told",
                                    "explained",
                                    "upheld",
                                    "appealed",
                                    "stands",
                                    "lifted",
                                    "corrected",
                                    "closed",
                                ],
                            )
                        ),
                        name="card_state",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["-told_at", "-id"], name="card_newest"),
                    models.Index(fields=["body_id", "-told_at", "-id"], name="card_by_body"),
                    models.Index(fields=["subject_kind", "subject_id"], name="card_by_subject"),
                    models.Index(
                        condition=models.Q(("state__in", ["closed", "lifted", "noted"]), _negated=True),
                        fields=["due_by"],
                        name="card_open_due",
                    ),
                    models.Index(condition=models.Q(("digested_at", None)), fields=["told_at"], name="card_to_digest"),
                ],
            },
        ),
        migrations.CreateModel(
            "CardStep",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("card", models.ForeignKey(on_delete=models.PROTECT, related_name="steps", to="supervision.card")),
                ("act", models.CharField(max_length=16)),
                ("words", models.TextField()),
                ("by_ref", models.UUIDField(null=True)),
                ("by_post", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("late", models.BooleanField(default=False)),
                ("seq", models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            "Setting",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("subject_id", models.UUIDField()),
                ("rule", models.CharField(max_length=40)),
                ("no", models.IntegerField()),
                ("item_id", models.UUIDField(null=True)),
                ("place_id", models.UUIDField(null=True)),
                ("active", models.BooleanField()),
                ("figures", models.JSONField(default=dict)),
                ("valid_from", models.DateTimeField()),
                ("back_test", models.JSONField(default=dict)),
                ("by_ref", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("seq", models.IntegerField()),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("rule", "no"), name="setting_once")]},
        ),
        migrations.CreateModel(
            "Recommendation",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("body_id", models.UUIDField()),
                ("cards", ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                ("pattern_kind", models.CharField(default="", max_length=12)),
                ("pattern", models.UUIDField(null=True)),
                ("about", models.CharField(default="", max_length=120)),
                ("grounds", models.JSONField(default=list)),
                ("words", models.TextField()),
                ("answer", models.TextField(default="")),
                ("state", models.CharField(max_length=10)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.UUIDField(null=True)),
                ("answer_by", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("before", models.IntegerField(null=True)),
                ("after", models.IntegerField(null=True)),
                ("seq", models.IntegerField()),
            ],
            options={"indexes": [models.Index(fields=["body_id", "-made_at"], name="advice_by_body")]},
        ),
        migrations.CreateModel(
            "Watched",
            [
                ("subject_id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=40)),
                ("item_id", models.UUIDField(null=True)),
                ("version_id", models.UUIDField(null=True)),
                ("channel", models.CharField(default="", max_length=12)),
                ("place_id", models.UUIDField(null=True)),
                ("body_id", models.UUIDField(null=True)),
                ("hand_body_id", models.UUIDField(null=True)),
                ("hand_post_id", models.UUIDField(null=True)),
                ("window_post_id", models.UUIDField(null=True)),
                ("state", models.CharField(max_length=16)),
                ("received_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("promised_at", models.DateTimeField(null=True)),
                ("statutory_at", models.DateTimeField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision", models.CharField(default="", max_length=8)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None), ("decided_at", None)),
                        fields=["promised_at", "subject_id"],
                        name="watched_open",
                    ),
                    models.Index(
                        condition=models.Q(("closed_at", None), ("decided_at", None)),
                        fields=["item_id", "body_id", "accepted_at"],
                        name="watched_line",
                    ),
                    models.Index(fields=["item_id", "received_at"], name="watched_by_item"),
                ]
            },
        ),
        migrations.CreateModel(
            "Timer",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=40)),
                ("subject_kind", models.CharField(max_length=20)),
                ("subject_id", models.UUIDField()),
                ("occurrence", models.CharField(max_length=120)),
                ("due_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject_kind", "subject_id", "rule", "occurrence"), name="supervision_timer_once"
                    )
                ],
                "indexes": [models.Index(fields=["due_at"], name="supervision_timer_due")],
            },
        ),
        migrations.CreateModel(
            "Mark",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=120)),
                ("event_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("hit", models.BooleanField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("rule", "event_id"), name="supervision_mark_once")],
                "indexes": [models.Index(fields=["rule", "key", "at"], name="supervision_mark_at")],
            },
        ),
        Govern("supervision_card", kind="card", subject_column="id", projections=("digested_at",)),
        Govern("supervision_cardstep", kind="card", subject_column="card_id", main=False),
        Govern("supervision_setting", kind="supervision_rule", subject_column="subject_id", main=False),
        Govern("supervision_recommendation", kind="recommendation", subject_column="id"),
    ]
