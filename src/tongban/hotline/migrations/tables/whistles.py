"""Whistles and the bodies they call."""

from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "Whistle",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("body", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            (
                "place",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.division"),
            ),
            (
                "order",
                models.ForeignKey(
                    db_index=False, null=True, on_delete=models.PROTECT, related_name="whistles", to="hotline.order"
                ),
            ),
            ("text", models.CharField(max_length=500)),
            ("at", models.DateTimeField()),
            ("come_by", models.DateTimeField()),
            ("closed_at", models.DateTimeField(null=True)),
            ("seq", models.IntegerField()),
        ],
        options={
            "indexes": [
                models.Index(condition=models.Q(("closed_at", None)), fields=["come_by", "id"], name="whistle_open"),
                models.Index(fields=["body", "-at"], name="whistle_of"),
            ]
        },
    ),
    migrations.CreateModel(
        "WhistleCall",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            (
                "whistle",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="calls", to="hotline.whistle"),
            ),
            ("body", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            ("came_at", models.DateTimeField(null=True)),
            ("did", models.CharField(default="", max_length=500)),
            ("by_township", models.SmallIntegerField(null=True)),
            ("by_department", models.SmallIntegerField(null=True)),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("whistle", "body"), name="whistle_call_once"),
                models.CheckConstraint(
                    condition=models.Q(
                        ("by_township", None),
                        models.Q(("by_township__gte", 1), ("by_township__lte", 5), ("came_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="whistle_rated_by_township",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("by_department", None),
                        models.Q(("by_department__gte", 1), ("by_department__lte", 5), ("came_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="whistle_rated_by_department",
                ),
            ],
            "indexes": [models.Index(fields=["body"], name="whistle_calls_of")],
        },
    ),
    Govern("hotline_whistle", kind="whistle", subject_column="id"),
    Govern("hotline_whistlecall", kind="whistle", subject_column="whistle_id", main=False),
]
