"""What passes between the line and 110."""

from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "PoliceMatter",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            (
                "order",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="police", to="hotline.order"),
            ),
            ("way", models.CharField(max_length=3)),
            ("number", models.CharField(default="", max_length=60)),
            ("at", models.DateTimeField()),
            ("answer", models.CharField(default="", max_length=8)),
            ("answered_at", models.DateTimeField(null=True)),
            ("result", models.CharField(default="", max_length=40)),
            ("sealed", models.BinaryField(default=b"")),
            ("result_at", models.DateTimeField(null=True)),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(condition=models.Q(("way__in", ["in", "out"])), name="police_matter_way"),
                models.UniqueConstraint(
                    condition=models.Q(("way", "in")), fields=("number",), name="police_matter_once"
                ),
                models.UniqueConstraint(
                    condition=models.Q(("way", "out")), fields=("order",), name="police_matter_handed_once"
                ),
            ],
            "indexes": [
                models.Index(fields=["order"], name="police_matter_of_order"),
                models.Index(
                    condition=models.Q(("way", "out"), models.Q(("answer", "taken"), _negated=True)),
                    fields=["at"],
                    name="police_matter_unheard",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        "PoliceMessage",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            (
                "matter",
                models.ForeignKey(
                    db_index=False,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="messages",
                    to="hotline.policematter",
                ),
            ),
            ("number", models.CharField(default="", max_length=60)),
            ("what", models.CharField(max_length=8)),
            ("after", models.IntegerField(default=0)),
            ("words", models.CharField(default="", max_length=200)),
            ("state", models.CharField(default="waiting", max_length=8)),
            ("tries", models.IntegerField(default=0)),
            ("error", models.CharField(default="", max_length=60)),
            ("queued_at", models.DateTimeField()),
            ("sent_at", models.DateTimeField(null=True)),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("matter", "what", "after"), name="police_message_once"),
                models.CheckConstraint(
                    condition=models.Q(("state__in", ["refused", "sent", "waiting"])), name="police_message_state"
                ),
            ],
            "indexes": [
                models.Index(
                    condition=models.Q(("state", "waiting")), fields=["queued_at", "id"], name="police_message_waiting"
                )
            ],
        },
    ),
    migrations.CreateModel(
        "PoliceMark",
        [
            ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
            ("fetched", models.CharField(default="", max_length=120)),
            ("fetched_at", models.DateTimeField(null=True)),
        ],
        options={"constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="police_mark_one")]},
    ),
    Govern("hotline_policematter", kind="order", subject_column="order_id", main=False),
]
