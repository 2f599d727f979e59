"""Replies, callbacks, returns, extensions, supervision, findings, exclusions."""

from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "OrderReply",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            (
                "order",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="replies", to="hotline.order"),
            ),
            (
                "node",
                models.ForeignKey(
                    db_index=False, on_delete=models.PROTECT, related_name="replies", to="hotline.ordernode"
                ),
            ),
            ("round", models.SmallIntegerField()),
            ("result", models.CharField(max_length=12)),
            ("contacted_how", models.CharField(max_length=10)),
            ("contacted_at", models.DateTimeField()),
            ("sealed", models.BinaryField()),
            ("by_ref", models.UUIDField(null=True)),
            ("by_post", models.UUIDField(null=True)),
            ("at", models.DateTimeField()),
            ("late", models.BooleanField()),
            ("seq", models.IntegerField()),
        ],
        options={"constraints": [models.UniqueConstraint(fields=("order", "node", "round"), name="order_reply_once")]},
    ),
    migrations.CreateModel(
        "OrderCallback",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            (
                "order",
                models.ForeignKey(
                    db_index=False, on_delete=models.PROTECT, related_name="callbacks", to="hotline.order"
                ),
            ),
            ("round", models.SmallIntegerField()),
            ("no", models.SmallIntegerField()),
            ("how", models.CharField(max_length=10)),
            ("reached", models.BooleanField()),
            ("solved", models.BooleanField(null=True)),
            ("satisfied", models.SmallIntegerField(null=True)),
            ("sealed", models.BinaryField()),
            ("by_ref", models.UUIDField(null=True)),
            ("at", models.DateTimeField()),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("order", "round", "no"), name="order_callback_once"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("reached", False), ("satisfied", None), ("solved", None)),
                        models.Q(("reached", True), ("solved__isnull", False)),
                        _connector="OR",
                    ),
                    name="order_callback_whole",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("satisfied", None), models.Q(("satisfied__gte", 1), ("satisfied__lte", 5)), _connector="OR"
                    ),
                    name="order_callback_level",
                ),
            ]
        },
    ),
    migrations.CreateModel(
        "OrderReturn",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            (
                "order",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="returns", to="hotline.order"),
            ),
            ("node", models.OneToOneField(on_delete=models.PROTECT, related_name="returned", to="hotline.ordernode")),
            ("ground", models.CharField(max_length=16)),
            ("sealed", models.BinaryField()),
            ("by_ref", models.UUIDField(null=True)),
            ("at", models.DateTimeField()),
            ("upheld", models.BooleanField(null=True)),
            (
                "body",
                models.ForeignKey(
                    db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="agencies.body"
                ),
            ),
            ("answer", models.BinaryField(null=True)),
            ("decided_by", models.UUIDField(null=True)),
            ("decided_at", models.DateTimeField(null=True)),
            ("seq", models.IntegerField()),
        ],
        options={"indexes": [models.Index(fields=["order"], name="order_returns")]},
    ),
    migrations.CreateModel(
        "OrderExtension",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("order", models.OneToOneField(on_delete=models.PROTECT, related_name="extension", to="hotline.order")),
            ("body", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            ("days", models.SmallIntegerField()),
            ("sealed", models.BinaryField()),
            ("asked_by", models.UUIDField(null=True)),
            ("asked_at", models.DateTimeField()),
            ("approved", models.BooleanField(null=True)),
            ("decided_by", models.UUIDField(null=True)),
            ("decided_at", models.DateTimeField(null=True)),
            ("due_before", models.DateTimeField()),
            ("due_after", models.DateTimeField(null=True)),
            ("seq", models.IntegerField()),
        ],
    ),
    migrations.CreateModel(
        "OrderSupervision",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            (
                "order",
                models.ForeignKey(
                    db_index=False, on_delete=models.PROTECT, related_name="supervisions", to="hotline.order"
                ),
            ),
            ("body", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            ("ground", models.CharField(max_length=16)),
            ("sealed", models.BinaryField()),
            ("by_ref", models.UUIDField(null=True)),
            ("at", models.DateTimeField()),
            ("answer_by", models.DateTimeField()),
            ("answer", models.BinaryField(null=True)),
            ("answered_at", models.DateTimeField(null=True)),
            ("seq", models.IntegerField()),
        ],
        options={
            "indexes": [
                models.Index(
                    condition=models.Q(("answered_at", None)), fields=["body", "answer_by"], name="order_supervised"
                ),
                models.Index(fields=["order"], name="order_supervisions"),
            ]
        },
    ),
    migrations.CreateModel(
        "OrderExclusion",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("order", models.OneToOneField(on_delete=models.PROTECT, related_name="exclusion", to="hotline.order")),
            ("ground", models.CharField(max_length=16)),
            ("sealed", models.BinaryField()),
            ("asked_by", models.UUIDField(null=True)),
            ("asked_at", models.DateTimeField()),
            ("granted", models.BooleanField(null=True)),
            ("decided_by", models.UUIDField(null=True)),
            ("decided_at", models.DateTimeField(null=True)),
            ("seq", models.IntegerField()),
        ],
    ),
    migrations.CreateModel(
        "OrderFinding",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("order", models.OneToOneField(on_delete=models.PROTECT, related_name="finding", to="hotline.order")),
            ("received_by", models.UUIDField()),
            ("investigates", models.UUIDField()),
            ("coordinates", models.UUIDField()),
            ("assigned_at", models.DateTimeField()),
            ("substantiated", models.BooleanField(null=True)),
            ("fault", models.CharField(default="", max_length=12)),
            ("aspect", models.CharField(default="", max_length=12)),
            ("leads_to", models.CharField(default="", max_length=16)),
            ("target", models.UUIDField(null=True)),
            ("sealed", models.BinaryField(null=True)),
            ("found_at", models.DateTimeField(null=True)),
            ("outcome", models.CharField(default="", max_length=16)),
            ("outcome_at", models.DateTimeField(null=True)),
            ("seq", models.IntegerField()),
        ],
    ),
    Govern("hotline_orderreply", kind="order", subject_column="order_id", main=False),
    Govern("hotline_ordercallback", kind="order", subject_column="order_id", main=False),
    Govern("hotline_orderreturn", kind="order", subject_column="order_id", main=False),
    Govern("hotline_orderextension", kind="order", subject_column="order_id", main=False),
    Govern("hotline_ordersupervision", kind="order", subject_column="order_id", main=False),
    Govern("hotline_orderexclusion", kind="order", subject_column="order_id", main=False),
    Govern("hotline_orderfinding", kind="order", subject_column="order_id", main=False),
]
