"""Who holds which power where: conferred by the hundred thousand, and looked at as sets."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields.ranges import DateTimeRangeField
from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern, GovernSets

TABLES = [
    migrations.CreateModel(
        "Conferral",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("basis_doc", models.CharField(max_length=120)),
            ("rows", models.PositiveIntegerField()),
            ("digest", models.CharField(max_length=64)),
            ("at", models.DateTimeField()),
            ("seq", models.PositiveIntegerField()),
        ],
    ),
    migrations.CreateModel(
        "PowerHolding",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            (
                "item",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=models.PROTECT,
                    related_name="holdings",
                    to="powerlist.item",
                ),
            ),
            (
                "place",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="agencies.division",
                ),
            ),
            ("function", models.CharField(max_length=10)),
            (
                "body",
                models.ForeignKey(db_constraint=False, on_delete=models.PROTECT, related_name="+", to="agencies.body"),
            ),
            ("legal_form", models.CharField(max_length=12)),
            ("valid", DateTimeRangeField()),
            ("basis_doc", models.CharField(max_length=120)),
            (
                "supervisor",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="agencies.body",
                ),
            ),
            ("closes", models.BooleanField(db_default=False, default=False)),
            (
                "conferral",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="powerlist.conferral",
                ),
            ),
            ("seq", models.PositiveIntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("function__in", ["accept", "review", "decide"])), name="holding_function"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "legal_form__in",
                            ["statutory", "transferred", "concentrated", "entrusted", "posted_team", "co_handling"],
                        )
                    ),
                    name="holding_legal_form",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("legal_form", "concentrated"), _negated=True),
                        ("supervisor__isnull", False),
                        _connector="OR",
                    ),
                    name="holding_concentrated_is_supervised",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("supervisor", None), models.Q(("supervisor", models.F("body")), _negated=True), _connector="OR"
                    ),
                    name="holding_is_supervised_by_another",
                ),
                models.CheckConstraint(condition=models.Q(("basis_doc", ""), _negated=True), name="holding_has_basis"),
                ExclusionConstraint(
                    expressions=[("item", "="), ("place", "="), ("function", "="), ("valid", "&&")],
                    name="holding_one_body_at_a_time",
                ),
            ],
            "indexes": [models.Index(fields=["item", "place"], name="holding_item_place")],
        },
    ),
    Govern("powerlist_conferral", kind="conferral", subject_column="id"),
    GovernSets(
        "powerlist_powerholding",
        kind="holding",
        subject_column="id",
        batch=("conferral", "conferral_id"),
        refers=(
            ("item_id", "powerlist_item"),
            ("place_id", "agencies_division"),
            ("body_id", "agencies_body"),
            ("supervisor_id", "agencies_body"),
            ("conferral_id", "powerlist_conferral"),
        ),
    ),
]
