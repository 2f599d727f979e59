"""Fees and fines as assessed, and the files of the bank and the treasury."""

from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "Charge",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("no", models.PositiveIntegerField(unique=True)),
            ("code", models.CharField(max_length=14, unique=True)),
            ("case", models.ForeignKey(on_delete=models.PROTECT, related_name="charges", to="cases.case")),
            ("item_id", models.UUIDField()),
            ("body", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            ("kind", models.CharField(max_length=4)),
            ("name", models.CharField(max_length=120)),
            ("amount", models.BigIntegerField()),
            ("document", models.CharField(blank=True, max_length=120)),
            ("assessed_at", models.DateTimeField()),
            ("pay_by", models.DateField()),
            ("seq", models.PositiveIntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="charge_of_something"),
                models.CheckConstraint(condition=models.Q(("kind__in", ["fee", "fine"])), name="charge_kind"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "fine"), _negated=True),
                        models.Q(("document", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="charge_fine_has_document",
                ),
            ],
            "indexes": [models.Index(fields=["-assessed_at", "-id"], name="charge_newest")],
        },
    ),
    migrations.CreateModel(
        "MoneyFile",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("digest", models.CharField(max_length=64, unique=True)),
            ("name", models.CharField(max_length=120)),
            ("read_at", models.DateTimeField()),
            ("lines", models.PositiveIntegerField()),
            ("fresh", models.PositiveIntegerField()),
            ("seq", models.PositiveIntegerField()),
        ],
    ),
    migrations.CreateModel(
        "MoneyLine",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("file", models.ForeignKey(on_delete=models.PROTECT, related_name="rows", to="cases.moneyfile")),
            ("kind", models.CharField(max_length=10)),
            ("reference", models.CharField(max_length=40)),
            ("voucher", models.CharField(max_length=120)),
            ("uscc", models.CharField(max_length=18)),
            ("amount", models.BigIntegerField()),
            ("day", models.DateField()),
            ("seq", models.PositiveIntegerField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("kind", "reference"), name="money_line_once"),
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ["collected", "paid_in", "transfer"])), name="money_line_kind"
                ),
                models.CheckConstraint(
                    condition=models.Q(("amount", 0), _negated=True), name="money_line_of_something"
                ),
            ],
            "indexes": [models.Index(fields=["voucher", "kind"], name="money_line_voucher")],
        },
    ),
    Govern("cases_charge", kind="charge", subject_column="id"),
    Govern("cases_moneyfile", kind="money", subject_column="id"),
    Govern("cases_moneyline", kind="money", subject_column="file_id", main=False),
]
