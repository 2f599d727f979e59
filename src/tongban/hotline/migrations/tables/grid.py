"""Grid events and the bodies called to them."""

from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "GridEvent",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            ("event_kind", models.CharField(max_length=12)),
            ("body", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            (
                "place",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.division"),
            ),
            ("spot", models.CharField(max_length=120)),
            ("text", models.CharField(max_length=500)),
            ("lat_micro", models.IntegerField(null=True)),
            ("lon_micro", models.IntegerField(null=True)),
            ("photo", models.UUIDField(null=True)),
            ("by_ref", models.UUIDField()),
            ("found_at", models.DateTimeField()),
            ("at", models.DateTimeField()),
            ("close_by", models.DateTimeField()),
            ("closed_at", models.DateTimeField(null=True)),
            ("outcome", models.CharField(default="", max_length=500)),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("closed_at", None), ("outcome", "")),
                        models.Q(("closed_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                        _connector="OR",
                    ),
                    name="grid_closed_whole",
                )
            ],
            "indexes": [
                models.Index(fields=["-at", "-id"], name="grid_newest"),
                models.Index(fields=["by_ref", "-at"], name="grid_of_worker"),
                models.Index(condition=models.Q(("closed_at", None)), fields=["close_by"], name="grid_open"),
            ],
        },
    ),
    migrations.CreateModel(
        "GridCall",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            (
                "event",
                models.ForeignKey(
                    db_index=False, on_delete=models.PROTECT, related_name="calls", to="hotline.gridevent"
                ),
            ),
            ("body", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            ("answer_by", models.DateTimeField()),
            ("answered_at", models.DateTimeField(null=True)),
            ("result", models.CharField(default="", max_length=12)),
            ("did", models.CharField(default="", max_length=500)),
            ("escalated_at", models.DateTimeField(null=True)),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("event", "body"), name="grid_call_once")],
            "indexes": [
                models.Index(
                    condition=models.Q(("answered_at", None)), fields=["body", "answer_by"], name="grid_calls_open"
                ),
                models.Index(
                    condition=models.Q(("answered_at", None), ("escalated_at", None)),
                    fields=["answer_by"],
                    name="grid_silent",
                ),
            ],
        },
    ),
    Govern("hotline_gridevent", kind="grid_event", subject_column="id"),
    Govern("hotline_gridcall", kind="grid_event", subject_column="event_id", main=False),
]
