"""Days, bookings, queue numbers, the register of items on site and first contacts of service centres."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern


class Migration(migrations.Migration):
    initial = True
    dependencies = [("agencies", "0001_tables"), ("ledger", "0001_tables"), ("powerlist", "0001_tables")]
    operations = [
        migrations.CreateModel(
            "Contact",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "party",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.party"),
                ),
                ("sealed", models.BinaryField()),
                ("answer", models.BinaryField(null=True)),
                (
                    "first_post",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.post"),
                ),
                (
                    "owner_post",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.post"),
                ),
                (
                    "offered_post",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="agencies.post"
                    ),
                ),
                ("take_by", models.DateTimeField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("answer_by", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("seq", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("offered_post__isnull", True), ("take_by__isnull", True)),
                            models.Q(("offered_post__isnull", False), ("take_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="contact_offer_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer__isnull", True), ("answered_at__isnull", True)),
                            models.Q(
                                ("answer__isnull", False),
                                ("answered_at__isnull", False),
                                ("offered_post__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="contact_answered_whole",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at", None)),
                        fields=["owner_post", "answer_by"],
                        name="contact_open",
                    ),
                    models.Index(
                        condition=models.Q(("offered_post__isnull", False)),
                        fields=["offered_post"],
                        name="contact_offered",
                    ),
                    models.Index(fields=["owner_post", "-asked_at"], name="contact_of_post"),
                ],
            },
        ),
        migrations.CreateModel(
            "ServiceDay",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "centre",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.body"),
                ),
                ("day", models.DateField()),
                ("opens", models.TimeField()),
                ("closes", models.TimeField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("capacity", models.PositiveSmallIntegerField()),
                ("seq", models.IntegerField()),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("centre", "day"), name="service_day_once")]},
        ),
        migrations.CreateModel(
            "Booking",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "service_day",
                    models.ForeignKey(
                        db_index=False, on_delete=models.PROTECT, related_name="bookings", to="centres.serviceday"
                    ),
                ),
                ("party", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.party")),
                ("starts", models.TimeField()),
                ("place", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=8)),
                ("state", models.CharField(default="booked", max_length=10)),
                ("made_at", models.DateTimeField()),
                ("seq", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["booked", "cancelled", "kept", "missed"])),
                        name="booking_state",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("service_day", "starts", "place"),
                        name="booking_place_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "booked")),
                        fields=("service_day", "party"),
                        name="booking_one_a_day",
                    ),
                    models.UniqueConstraint(fields=("service_day", "code"), name="booking_code_once"),
                ]
            },
        ),
        migrations.CreateModel(
            "Ticket",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "service_day",
                    models.ForeignKey(
                        db_index=False, on_delete=models.PROTECT, related_name="tickets", to="centres.serviceday"
                    ),
                ),
                ("series", models.CharField(max_length=1)),
                ("no", models.PositiveSmallIntegerField()),
                (
                    "booking",
                    models.OneToOneField(
                        null=True, on_delete=models.PROTECT, related_name="ticket", to="centres.booking"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="agencies.party"
                    ),
                ),
                ("state", models.CharField(default="waiting", max_length=8)),
                (
                    "window",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="agencies.window"
                    ),
                ),
                ("taken_at", models.DateTimeField()),
                ("called_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("seq", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "called", "served", "missed"])),
                        name="ticket_state",
                    ),
                    models.UniqueConstraint(fields=("service_day", "series", "no"), name="ticket_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "called"])),
                        fields=("service_day", "party"),
                        name="ticket_one_each",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "called")), fields=("window",), name="ticket_one_a_window"
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            "Entry",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                (
                    "centre",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.body"),
                ),
                ("item", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="powerlist.item")),
                ("body", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.body")),
                ("function", models.CharField(max_length=8)),
                ("reason", models.CharField(default="", max_length=12)),
                ("since", models.DateField()),
                ("seq", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("centre", "item"), name="centre_entry_once"),
                    models.CheckConstraint(
                        condition=models.Q(("function__in", ["decides", "collects", "outside"])), name="centre_function"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("function", "outside"), models.Q(("reason", ""), _negated=True)),
                            models.Q(models.Q(("function", "outside"), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="centre_outside_has_reason",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            "Authority",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("post", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.post")),
                ("items", ArrayField(base_field=models.UUIDField(), size=None)),
                ("seal", models.BooleanField()),
                ("given_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("seq", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)), fields=("post",), name="authority_one_a_post"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            "DecisionTally",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                (
                    "body",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.body"),
                ),
                (
                    "post",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.post"),
                ),
                ("in_hall", models.BooleanField()),
                ("number", models.IntegerField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("day", "post", "in_hall"), name="decision_tally_once")]
            },
        ),
        Govern("centres_contact", kind="contact", subject_column="id"),
        Govern("centres_serviceday", kind="service_day", subject_column="id"),
        Govern("centres_booking", kind="booking", subject_column="id"),
        Govern("centres_ticket", kind="ticket", subject_column="id"),
        Govern("centres_entry", kind="centre_entry", subject_column="id"),
        Govern("centres_authority", kind="window_authority", subject_column="id"),
    ]
