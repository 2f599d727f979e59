"""Topics with their orders, warnings and topics of the month, published answers."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "Topic",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("words", ArrayField(base_field=models.CharField(max_length=12), default=list, size=None)),
            ("name", models.CharField(max_length=60)),
            ("line", models.CharField(default="", max_length=60)),
            (
                "place",
                models.ForeignKey(
                    db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="agencies.division"
                ),
            ),
            ("place_share", models.SmallIntegerField(default=0)),
            ("first", models.DateField()),
            ("last", models.DateField()),
            ("size", models.IntegerField()),
            ("lately", models.IntegerField()),
            ("before", models.IntegerField()),
            ("chance", models.IntegerField()),
            ("rises", models.BooleanField()),
            ("since", models.DateField(null=True)),
            ("counted_at", models.DateTimeField()),
            ("ended", models.BooleanField(default=False)),
        ],
        options={
            "indexes": [
                models.Index(
                    condition=models.Q(("ended", False)), fields=["-rises", "-size", "id"], name="topic_largest"
                )
            ]
        },
    ),
    migrations.CreateModel(
        "TopicOrder",
        [
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("topic", models.ForeignKey(on_delete=models.CASCADE, related_name="orders", to="hotline.topic")),
            ("order", models.OneToOneField(on_delete=models.PROTECT, related_name="in_topic", to="hotline.order")),
        ],
    ),
    migrations.CreateModel(
        "TopicTask",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("kind", models.CharField(max_length=8)),
            ("topic", models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="tasks", to="hotline.topic")),
            ("line", models.CharField(default="", max_length=60)),
            ("name", models.CharField(max_length=80)),
            ("ground", models.CharField(default="", max_length=8)),
            ("month", models.DateField(null=True)),
            (
                "place",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.division"),
            ),
            ("body", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            ("owner", models.UUIDField()),
            ("lately", models.IntegerField(default=0)),
            ("earlier", models.IntegerField(default=0)),
            ("target", models.IntegerField(null=True)),
            ("words", models.CharField(default="", max_length=500)),
            ("made_at", models.DateTimeField()),
            ("made_by", models.UUIDField(null=True)),
            ("answer_by", models.DateTimeField()),
            ("answer", models.TextField(default="")),
            ("answered_by", models.UUIDField(null=True)),
            ("answered_at", models.DateTimeField(null=True)),
            ("state", models.CharField(max_length=8)),
            ("before", models.IntegerField(null=True)),
            ("after", models.IntegerField(null=True)),
            ("closed_at", models.DateTimeField(null=True)),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ["monthly", "warning"])), name="topic_task_kind"
                ),
                models.CheckConstraint(
                    condition=models.Q(("state__in", ["answered", "closed", "open"])), name="topic_task_state"
                ),
                models.CheckConstraint(
                    condition=models.Q(("ground__in", ["", "repeated", "rising"])), name="topic_task_ground"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("kind", "warning"),
                            ("month", None),
                            ("topic__isnull", False),
                            models.Q(("ground", ""), _negated=True),
                        ),
                        models.Q(("kind", "monthly"), ("month__isnull", False), ("target__isnull", False)),
                        _connector="OR",
                    ),
                    name="topic_task_whole",
                ),
                models.CheckConstraint(
                    condition=models.Q(("state", "open"), ("answered_at__isnull", False), _connector="OR"),
                    name="topic_task_answered",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("kind", "warning"), models.Q(("state", "closed"), _negated=True)),
                    fields=("topic", "place"),
                    name="topic_warned_once",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("kind", "monthly")), fields=("month", "name"), name="topic_of_month_once"
                ),
            ],
            "indexes": [
                models.Index(fields=["body", "-made_at"], name="topic_task_of_body"),
                models.Index(fields=["-made_at", "-id"], name="topic_task_newest"),
            ],
        },
    ),
    migrations.CreateModel(
        "PublicAnswer",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("order", models.OneToOneField(on_delete=models.PROTECT, related_name="public_answer", to="hotline.order")),
            ("title", models.CharField(max_length=80)),
            ("question", models.TextField()),
            ("answer", models.TextField()),
            ("body", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            ("published_at", models.DateTimeField()),
            ("published_by", models.UUIDField(null=True)),
            ("withdrawn_at", models.DateTimeField(null=True)),
            ("withdrawn_why", models.CharField(default="", max_length=200)),
            ("seq", models.IntegerField()),
        ],
        options={
            "indexes": [
                models.Index(
                    condition=models.Q(("withdrawn_at", None)), fields=["-published_at", "-id"], name="public_answers"
                )
            ]
        },
    ),
    Govern("hotline_topictask", kind="topic_task", subject_column="id"),
    Govern("hotline_publicanswer", kind="public_answer", subject_column="id"),
]
