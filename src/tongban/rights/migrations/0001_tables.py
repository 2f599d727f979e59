"""Requests of persons to be corrected or erased; each with its event."""

from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

LINK = {"db_index": False, "on_delete": models.PROTECT, "related_name": "+"}


class Migration(migrations.Migration):
    initial = True
    dependencies = [("agencies", "0003_access_log_ends"), ("ledger", "0001_tables")]
    operations = [
        migrations.CreateModel(
            "Request",
            [
                ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=8)),
                ("state", models.CharField(max_length=8)),
                ("wish", models.BinaryField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("answer_by", models.DateTimeField()),
                ("drafts", models.PositiveIntegerField(default=0)),
                ("reminders", models.PositiveIntegerField(default=0)),
                ("contact", models.BooleanField(default=False)),
                ("kept", models.JSONField(default=list)),
                ("rest_until", models.DateField(null=True)),
                ("decided_by", models.UUIDField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("answer", models.BinaryField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("seq", models.PositiveIntegerField()),
                ("body", models.ForeignKey(to="agencies.body", **LINK)),
                ("party", models.ForeignKey(to="agencies.party", **LINK)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["party", "-asked_at"], name="data_request_of_party"),
                    models.Index(fields=["kind", "state", "answer_by"], name="data_request_waiting"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["correct", "erase"])), name="data_request_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "back", "done", "kept", "refused"])),
                        name="data_request_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("answer__isnull", False), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="data_request_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "correct"), _negated=True), ("wish__isnull", False), _connector="OR"
                        ),
                        name="data_request_wish",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["asked"])),
                        fields=("party", "kind"),
                        name="data_request_one_open",
                    ),
                ],
            },
        ),
        Govern("rights_request", kind="data_request", subject_column="id"),
    ]
