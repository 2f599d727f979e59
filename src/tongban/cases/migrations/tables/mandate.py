"""Mandates and what was done under them."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "Mandate",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            (
                "principal",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.party"),
            ),
            (
                "helper",
                models.ForeignKey(
                    db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="agencies.party"
                ),
            ),
            (
                "helper_post",
                models.ForeignKey(
                    db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="agencies.post"
                ),
            ),
            ("items", ArrayField(base_field=models.UUIDField(), default=list, size=None)),
            ("case_id", models.UUIDField(null=True)),
            ("valid_from", models.DateField()),
            ("valid_to", models.DateField()),
            ("way", models.CharField(max_length=8)),
            ("may_reuse", models.BooleanField(default=False)),
            ("file_id", models.UUIDField(null=True)),
            (
                "recorded_post",
                models.ForeignKey(
                    db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="agencies.post"
                ),
            ),
            ("given_at", models.DateTimeField()),
            ("ended_at", models.DateTimeField(null=True)),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("helper__isnull", True), ("helper_post__isnull", False)),
                        models.Q(("helper__isnull", False), ("helper_post__isnull", True)),
                        _connector="OR",
                    ),
                    name="mandate_one_helper",
                ),
                models.CheckConstraint(
                    condition=models.Q(("valid_to__gte", models.F("valid_from"))), name="mandate_term"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("way", "online"), models.Q(("file_id__isnull", False), ("way", "paper")), _connector="OR"
                    ),
                    name="mandate_paper_photographed",
                ),
            ],
            "indexes": [
                models.Index(fields=["principal", "-given_at"], name="mandate_given"),
                models.Index(
                    condition=models.Q(("helper_post__isnull", False)),
                    fields=["helper_post", "-given_at"],
                    name="mandate_of_post",
                ),
                models.Index(
                    condition=models.Q(("helper__isnull", False)),
                    fields=["helper", "-given_at"],
                    name="mandate_of_helper",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        "MandateUse",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            (
                "mandate",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="uses", to="cases.mandate"),
            ),
            ("what", models.CharField(max_length=10)),
            ("item_id", models.UUIDField()),
            ("ref", models.UUIDField()),
            ("at", models.DateTimeField()),
            ("by_ref", models.UUIDField(null=True)),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("what__in", ["begun", "filed", "supplied"])), name="mandate_use_known"
                )
            ],
            "indexes": [
                models.Index(fields=["mandate", "-at"], name="mandate_uses"),
                models.Index(fields=["ref"], name="mandate_use_of"),
            ],
        },
    ),
    Govern("cases_mandate", kind="mandate", subject_column="id"),
    Govern("cases_mandateuse", kind="mandate", subject_column="mandate_id", main=False),
]
