"""Orders, and who spoke to whom about them."""

from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "OrderNumber", [("day", models.DateField(primary_key=True, serialize=False)), ("last", models.IntegerField())]
    ),
    migrations.CreateModel(
        "Order",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("number", models.CharField(max_length=24, unique=True)),
            ("lookup_hash", models.BinaryField()),
            ("kind", models.CharField(max_length=12)),
            ("topic", models.CharField(default="", max_length=60)),
            ("urgency", models.CharField(max_length=10)),
            ("channel", models.CharField(max_length=10)),
            ("origin", models.CharField(default="", max_length=40)),
            ("outside_no", models.CharField(default="", max_length=60)),
            ("outside_due", models.DateTimeField(null=True)),
            (
                "place",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.division"),
            ),
            (
                "party",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.party"),
            ),
            ("reachable", models.BooleanField(default=True)),
            ("title", models.CharField(default="", max_length=80)),
            ("text", models.TextField(default="")),
            ("item_id", models.UUIDField(null=True)),
            ("holding_id", models.UUIDField(null=True)),
            ("line_id", models.UUIDField(null=True)),
            ("state", models.CharField(max_length=12)),
            ("body", models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            (
                "lead",
                models.ForeignKey(
                    db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="agencies.body"
                ),
            ),
            (
                "complained",
                models.ForeignKey(
                    db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="agencies.body"
                ),
            ),
            ("joint", models.BooleanField(default=False)),
            ("arbitrated", models.BooleanField(default=False)),
            ("drawn", models.BooleanField(default=False)),
            ("supervised", models.BooleanField(default=False)),
            ("round", models.SmallIntegerField(default=0)),
            ("tries", models.SmallIntegerField(default=0)),
            ("taken_by", models.UUIDField(null=True)),
            ("taken_at", models.DateTimeField()),
            ("due_at", models.DateTimeField()),
            ("due_key", models.CharField(max_length=60)),
            ("provisional", models.BooleanField(default=False)),
            ("step_due", models.DateTimeField(null=True)),
            ("alarmed", models.DateTimeField(null=True)),
            ("dispatched_at", models.DateTimeField(null=True)),
            ("responded_at", models.DateTimeField(null=True)),
            ("replied_at", models.DateTimeField(null=True)),
            ("closed_at", models.DateTimeField(null=True)),
            ("ending", models.CharField(default="", max_length=16)),
            ("solved", models.BooleanField(null=True)),
            ("satisfied", models.SmallIntegerField(null=True)),
            ("excluded", models.BooleanField(default=False)),
            (
                "merged_into",
                models.ForeignKey(
                    db_index=False, null=True, on_delete=models.PROTECT, related_name="joined", to="hotline.order"
                ),
            ),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "state__in",
                            [
                                "callback",
                                "closed",
                                "dispatched",
                                "handling",
                                "merged",
                                "not_taken",
                                "replied",
                                "returned",
                                "signed",
                                "taken",
                                "transferred",
                            ],
                        )
                    ),
                    name="order_state",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "kind__in",
                            [
                                "complaint",
                                "consult",
                                "efficiency",
                                "help",
                                "misconduct",
                                "praise",
                                "report",
                                "suggestion",
                            ],
                        )
                    ),
                    name="order_kind",
                ),
                models.CheckConstraint(
                    condition=models.Q(("urgency__in", ["general", "life", "lifeline"])), name="order_urgency"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "channel__in",
                            [
                                "city",
                                "grid",
                                "letter",
                                "mailbox",
                                "mobile",
                                "phone",
                                "police",
                                "rating",
                                "visit",
                                "web",
                            ],
                        )
                    ),
                    name="order_channel",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("state__in", ["closed", "merged", "not_taken", "transferred"]),
                            ("closed_at__isnull", False),
                            ("step_due", None),
                        ),
                        models.Q(
                            models.Q(("state__in", ["closed", "merged", "not_taken", "transferred"]), _negated=True),
                            ("closed_at", None),
                            ("step_due__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="order_open_has_a_step",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "closed"), _negated=True),
                        models.Q(("replied_at__isnull", False), models.Q(("ending", ""), _negated=True)),
                        _connector="OR",
                    ),
                    name="order_closed_has_a_reply",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("merged_into__isnull", False), ("state", "merged")),
                        models.Q(models.Q(("state", "merged"), _negated=True), ("merged_into", None)),
                        _connector="OR",
                    ),
                    name="order_merged_into_one",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("merged_into", None), models.Q(("merged_into", models.F("id")), _negated=True), _connector="OR"
                    ),
                    name="order_not_itself",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("outside_no", ""), _negated=True),
                    fields=("origin", "outside_no"),
                    name="order_once",
                ),
            ],
            "indexes": [
                models.Index(fields=["-taken_at", "-id"], name="order_newest"),
                models.Index(
                    condition=models.Q(("state__in", ["closed", "merged", "not_taken", "transferred"]), _negated=True),
                    fields=["body", "step_due", "id"],
                    name="order_in_hand",
                ),
                models.Index(
                    condition=models.Q(("state__in", ["closed", "merged", "not_taken", "transferred"]), _negated=True),
                    fields=["state", "step_due", "id"],
                    name="order_by_state",
                ),
                models.Index(
                    condition=models.Q(("state__in", ["closed", "merged", "not_taken", "transferred"]), _negated=True),
                    fields=["step_due", "id"],
                    name="order_by_step",
                ),
                models.Index(fields=["lead", "-taken_at", "-id"], name="order_of_lead"),
                models.Index(fields=["place", "-taken_at", "-id"], name="order_at_place"),
                models.Index(
                    condition=models.Q(("merged_into__isnull", False)), fields=["merged_into"], name="order_joined"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        "OrderContact",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            (
                "order",
                models.ForeignKey(
                    db_index=False, on_delete=models.PROTECT, related_name="contacts", to="hotline.order"
                ),
            ),
            (
                "party",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.party"),
            ),
            ("request", models.UUIDField(unique=True)),
            ("kind", models.CharField(max_length=12)),
            ("channel", models.CharField(max_length=10)),
            ("named", models.BooleanField()),
            ("text", models.TextField(default="")),
            ("sealed", models.BinaryField()),
            ("by_ref", models.UUIDField(null=True)),
            ("at", models.DateTimeField()),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ["addition", "first", "joined", "reminder", "reopening"])),
                    name="order_contact_kind",
                )
            ],
            "indexes": [
                models.Index(fields=["order", "at"], name="order_contacts"),
                models.Index(fields=["party", "-at"], name="order_contact_of"),
            ],
        },
    ),
    Govern("hotline_order", kind="order", subject_column="id"),
    Govern("hotline_ordercontact", kind="order", subject_column="order_id", main=False),
]
