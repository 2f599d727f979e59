"""In whose hands an order was, and until when."""

from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "OrderNode",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            (
                "order",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="nodes", to="hotline.order"),
            ),
            (
                "above",
                models.ForeignKey(
                    db_index=False, null=True, on_delete=models.PROTECT, related_name="below", to="hotline.ordernode"
                ),
            ),
            ("no", models.SmallIntegerField()),
            ("round", models.SmallIntegerField()),
            ("body", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            ("role", models.CharField(max_length=8)),
            ("opened_at", models.DateTimeField()),
            ("sign_by", models.DateTimeField()),
            ("return_by", models.DateTimeField()),
            ("signed_at", models.DateTimeField(null=True)),
            ("signed_by", models.UUIDField(null=True)),
            ("post_id", models.UUIDField(null=True)),
            ("contact_by", models.DateTimeField(null=True)),
            ("answer_by", models.DateTimeField()),
            ("contacted_how", models.CharField(default="", max_length=10)),
            ("contacted_at", models.DateTimeField(null=True)),
            ("closed_at", models.DateTimeField(null=True)),
            ("outcome", models.CharField(default="", max_length=12)),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("order", "no"), name="order_node_no"),
                models.UniqueConstraint(
                    condition=models.Q(("closed_at", None)), fields=("order", "body"), name="order_node_one_open_a_body"
                ),
                models.UniqueConstraint(
                    condition=models.Q(("closed_at", None), ("role", "lead")),
                    fields=("order",),
                    name="order_node_one_lead",
                ),
                models.CheckConstraint(
                    condition=models.Q(("role__in", ["below", "lead", "support"])), name="order_node_role"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("closed_at", None), ("outcome", "")),
                        models.Q(("closed_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                        _connector="OR",
                    ),
                    name="order_node_ended_whole",
                ),
            ],
            "indexes": [
                models.Index(
                    condition=models.Q(("closed_at", None)), fields=["body", "answer_by", "id"], name="order_node_todo"
                ),
                models.Index(fields=["body", "order"], name="order_nodes_of"),
            ],
        },
    ),
    Govern("hotline_ordernode", kind="order", subject_column="order_id", main=False),
]
