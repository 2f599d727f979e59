"""Outside systems, their mappings, cases handled elsewhere and records on their way out; each write with its event."""

from django.db import migrations, models

from tongban.ledger.governed import Govern


class Migration(migrations.Migration):
    initial = True
    dependencies = [("agencies", "0001_tables"), ("ledger", "0001_tables")]
    operations = [
        migrations.CreateModel(
            "System",
            [
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=40, unique=True)),
                ("name_zh", models.CharField(max_length=80)),
                ("name_en", models.CharField(max_length=120)),
                ("body", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.body")),
                ("adapter", models.CharField(max_length=40)),
                ("settings", models.JSONField(default=dict)),
                ("takes", models.BooleanField(default=True)),
                ("sends", models.BooleanField(default=False)),
                ("items", models.JSONField(default=list)),
                ("state", models.CharField(default="active", max_length=8)),
                ("fetched", models.CharField(blank=True, default="", max_length=120)),
                ("fetched_at", models.DateTimeField(null=True)),
                ("seq", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["active", "stopped"])), name="system_state_known"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            "SystemMapping",
            [
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("system", models.ForeignKey(on_delete=models.PROTECT, related_name="mappings", to="exchange.system")),
                ("no", models.IntegerField()),
                ("content", models.JSONField()),
                ("at", models.DateTimeField()),
                ("by_ref", models.UUIDField(null=True)),
                ("seq", models.IntegerField()),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("system", "no"), name="system_mapping_number")]},
        ),
        migrations.CreateModel(
            "ForeignCase",
            [
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("system", models.ForeignKey(on_delete=models.PROTECT, related_name="cases", to="exchange.system")),
                ("number", models.CharField(max_length=200)),
                ("item_code", models.CharField(max_length=200)),
                ("item_name", models.CharField(max_length=200)),
                (
                    "applicant",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.party"),
                ),
                ("body", models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="+", to="agencies.body")),
                ("body_code", models.CharField(max_length=200)),
                ("place_code", models.CharField(blank=True, default="", max_length=200)),
                ("state", models.CharField(max_length=16)),
                ("foreign_state", models.CharField(max_length=200)),
                ("decision", models.CharField(blank=True, default="", max_length=8)),
                ("received_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("digest", models.CharField(max_length=64)),
                ("seen_at", models.DateTimeField()),
                ("seq", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("system", "number"), name="foreign_case_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "received",
                                    "noticed",
                                    "accepted",
                                    "decided",
                                    "closed",
                                    "not_accepted",
                                    "withdrawn",
                                    "suspended",
                                    "terminated",
                                ],
                            )
                        ),
                        name="foreign_state_known",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["applicant", "-received_at", "id"], name="foreign_case_of_applicant"),
                    models.Index(fields=["system", "-seen_at", "id"], name="foreign_case_newest"),
                ],
            },
        ),
        migrations.CreateModel(
            "ForeignStep",
            [
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("case", models.ForeignKey(on_delete=models.PROTECT, related_name="steps", to="exchange.foreigncase")),
                ("state", models.CharField(max_length=16)),
                ("foreign_state", models.CharField(max_length=200)),
                ("told", models.JSONField()),
                ("seen_at", models.DateTimeField()),
                ("seq", models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            "Misreading",
            [
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "system",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="exchange.system"),
                ),
                ("after", models.CharField(blank=True, max_length=120)),
                ("line", models.IntegerField()),
                ("heading", models.CharField(blank=True, max_length=200)),
                ("zh", models.CharField(max_length=400)),
                ("en", models.CharField(max_length=600)),
                ("at", models.DateTimeField()),
                ("mended_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("mended_at", None)), fields=["system", "at", "id"], name="misreading_open"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            "OutgoingRecord",
            [
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("system", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="exchange.system")),
                ("subject_kind", models.CharField(max_length=16)),
                ("subject_id", models.UUIDField()),
                ("after", models.IntegerField()),
                ("state", models.CharField(default="waiting", max_length=9)),
                ("tries", models.SmallIntegerField(default=0)),
                ("next_at", models.DateTimeField()),
                ("error", models.CharField(blank=True, default="", max_length=200)),
                ("queued_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("seq", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("system", "subject_id", "after"), name="record_told_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "sent", "refused", "overtaken"])),
                        name="record_state_known",
                    ),
                ],
                "indexes": [
                    models.Index(condition=models.Q(("state", "waiting")), fields=["next_at"], name="record_waiting"),
                    models.Index(fields=["system", "-queued_at", "id"], name="record_newest"),
                ],
            },
        ),
        Govern("exchange_system", kind="system", subject_column="id", projections=("fetched", "fetched_at")),
        Govern("exchange_systemmapping", kind="system", subject_column="system_id", main=False),
        Govern("exchange_foreigncase", kind="foreign_case", subject_column="id"),
        Govern("exchange_foreignstep", kind="foreign_case", subject_column="case_id", main=False),
        Govern(
            "exchange_outgoingrecord", kind="record", subject_column="id", projections=("tries", "next_at", "error")
        ),
    ]
