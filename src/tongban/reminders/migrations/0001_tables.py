"""The outbox of reminders."""

from django.db import migrations, models

from tongban.kernel.ids import uuid7


class Migration(migrations.Migration):
    initial = True
    dependencies = [("agencies", "0001_tables"), ("ledger", "0001_tables")]
    operations = [
        migrations.CreateModel(
            "Reminder",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=120)),
                ("channel", models.CharField(max_length=8)),
                ("kind", models.CharField(max_length=24)),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="agencies.party"
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="agencies.official"
                    ),
                ),
                ("params", models.JSONField()),
                ("case_id", models.UUIDField(null=True)),
                ("left_at", models.DateTimeField()),
                ("state", models.CharField(default="waiting", max_length=8)),
                ("tries", models.SmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("reference", models.CharField(default="", max_length=80)),
                ("problem", models.CharField(default="", max_length=40)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("key", "channel"), name="reminder_once"),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ("page", "sms", "chat", "mail"))), name="reminder_channel"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "sent", "given_up"])), name="reminder_state"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("official__isnull", False), ("party__isnull", True)),
                            models.Q(("official__isnull", True), ("party__isnull", False)),
                            _connector="OR",
                        ),
                        name="reminder_one_addressee",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["next_try_at", "id"], name="reminder_due"
                    ),
                    models.Index(fields=["kind", "-left_at"], name="reminder_of_kind"),
                    models.Index(
                        condition=models.Q(("channel", "page")), fields=["party", "-left_at"], name="reminder_of_party"
                    ),
                    models.Index(
                        condition=models.Q(("channel", "page")),
                        fields=["official", "-left_at"],
                        name="reminder_of_official",
                    ),
                ],
            },
        )
    ]
