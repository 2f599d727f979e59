"""Decisions, opinions, handovers and checks; lines come by the hundred thousand and are looked at as sets."""

from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern, GovernSets

TABLES = [
    migrations.CreateModel(
        "Decision",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("number", models.CharField(max_length=120, unique=True)),
            ("title", models.CharField(max_length=120)),
            ("form", models.CharField(max_length=12)),
            ("authority_level", models.CharField(max_length=16)),
            ("authority_number", models.CharField(max_length=120)),
            ("authority_published_on", models.DateField(null=True)),
            ("effective_at", models.DateTimeField()),
            ("moves_cases", models.BooleanField(default=False)),
            ("state", models.CharField(max_length=10)),
            ("consult_until", models.DateField(null=True)),
            ("approved_at", models.DateTimeField(null=True)),
            ("published_at", models.DateTimeField(null=True)),
            ("activated_at", models.DateTimeField(null=True)),
            ("seq", models.PositiveIntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("state__in", ["active", "approved", "consulting", "draft", "published", "withdrawn"])
                    ),
                    name="delegation_state",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "active"), _negated=True),
                        models.Q(("activated_at__isnull", False), ("published_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="delegation_active_is_published",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("activated_at", None), ("effective_at__gt", models.F("published_at")), _connector="OR"
                    ),
                    name="delegation_published_first",
                ),
            ]
        },
    ),
    migrations.CreateModel(
        "Line",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            (
                "decision",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=models.PROTECT,
                    related_name="lines",
                    to="delegation.decision",
                ),
            ),
            (
                "item",
                models.ForeignKey(
                    db_constraint=False, db_index=False, on_delete=models.PROTECT, related_name="+", to="powerlist.item"
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
            (
                "receiver",
                models.ForeignKey(
                    db_constraint=False, db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.body"
                ),
            ),
            (
                "giver",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="agencies.body",
                ),
            ),
            ("mode", models.CharField(max_length=8)),
            ("until", models.DateTimeField(null=True)),
            ("reason", models.CharField(blank=True, max_length=200)),
            ("state", models.CharField(default="planned", max_length=10)),
            (
                "holding",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="powerlist.powerholding",
                ),
            ),
            (
                "before",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="powerlist.powerholding",
                ),
            ),
            ("starts_at", models.DateTimeField(null=True)),
            ("ends_at", models.DateTimeField(null=True)),
            ("end_document", models.CharField(blank=True, max_length=120)),
            ("moves_back", models.BooleanField(default=False)),
            ("lookback_due", models.DateField(null=True)),
            ("guidance_due", models.DateField(null=True)),
            ("sample_due", models.DateField(null=True)),
            ("seq", models.PositiveIntegerField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("decision", "item", "place"), name="delegation_line_once"),
                models.CheckConstraint(
                    condition=models.Q(("state__in", ["live", "planned", "taken_back", "trial", "withheld"])),
                    name="line_state",
                ),
                models.CheckConstraint(
                    condition=models.Q(("mode__in", ["live", "trial", "withheld"])), name="line_mode"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("mode", "trial"), _negated=True), ("until__isnull", False), _connector="OR"
                    ),
                    name="line_trial_has_term",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state__in", ["live", "taken_back", "trial"]), _negated=True),
                        models.Q(("lookback_due__isnull", False), ("starts_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="line_in_force_is_looked_back_at",
                ),
            ],
            "indexes": [
                models.Index(fields=["place", "item"], name="line_place_item"),
                models.Index(
                    condition=models.Q(("state__in", ["live", "trial"])),
                    fields=["lookback_due", "id"],
                    name="line_lookback",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        "Opinion",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            (
                "decision",
                models.ForeignKey(on_delete=models.PROTECT, related_name="opinions", to="delegation.decision"),
            ),
            ("body", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            ("agrees", models.BooleanField()),
            ("words", models.CharField(max_length=600)),
            ("given_at", models.DateTimeField()),
            ("answer", models.CharField(blank=True, max_length=8)),
            ("why", models.CharField(blank=True, max_length=600)),
            ("answered_at", models.DateTimeField(null=True)),
            ("seq", models.PositiveIntegerField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("decision", "body"), name="opinion_once"),
                models.CheckConstraint(
                    condition=models.Q(("answer__in", ["", "adopted", "declined"])), name="opinion_answer"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("answer", "declined"), _negated=True),
                        models.Q(("why", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="opinion_declined_says_why",
                ),
            ]
        },
    ),
    migrations.CreateModel(
        "Handover",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("decision", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="delegation.decision")),
            ("line", models.ForeignKey(on_delete=models.PROTECT, related_name="handovers", to="delegation.line")),
            ("back", models.BooleanField()),
            ("open_before", models.PositiveIntegerField()),
            ("open_after", models.PositiveIntegerField()),
            ("moved", models.PositiveIntegerField()),
            ("listed", models.JSONField(default=dict)),
            ("giver_signed_at", models.DateTimeField(null=True)),
            ("receiver_signed_at", models.DateTimeField(null=True)),
            ("at", models.DateTimeField()),
            ("seq", models.PositiveIntegerField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("line", "back"), name="handover_once"),
                models.CheckConstraint(
                    condition=models.Q(("open_before", models.F("open_after"))), name="handover_loses_nothing"
                ),
            ]
        },
    ),
    migrations.CreateModel(
        "Check",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("decision", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="delegation.decision")),
            ("line", models.ForeignKey(on_delete=models.PROTECT, related_name="checks", to="delegation.line")),
            ("kind", models.CharField(max_length=10)),
            ("due_on", models.DateField()),
            ("at", models.DateTimeField()),
            ("by_ref", models.UUIDField(null=True)),
            ("verdict", models.CharField(blank=True, max_length=12)),
            ("outcome", models.CharField(blank=True, max_length=12)),
            ("words", models.CharField(blank=True, max_length=600)),
            ("figures", models.JSONField(default=dict)),
            ("rectified_at", models.DateTimeField(null=True)),
            ("seq", models.PositiveIntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ["guidance", "lookback", "sample"])), name="check_kind"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "lookback"), _negated=True),
                        ("outcome__in", ["keep", "support", "take_back"]),
                        _connector="OR",
                    ),
                    name="check_outcome",
                ),
            ]
        },
    ),
    Govern("delegation_decision", kind="delegation", subject_column="id"),
    GovernSets(
        "delegation_line",
        kind="delegation",
        subject_column="decision_id",
        main=False,
        refers=(
            ("decision_id", "delegation_decision"),
            ("item_id", "powerlist_item"),
            ("place_id", "agencies_division"),
            ("receiver_id", "agencies_body"),
            ("giver_id", "agencies_body"),
            ("holding_id", "powerlist_powerholding"),
            ("before_id", "powerlist_powerholding"),
        ),
    ),
    Govern("delegation_opinion", kind="delegation", subject_column="decision_id", main=False),
    Govern("delegation_handover", kind="delegation", subject_column="decision_id", main=False),
    Govern("delegation_check", kind="delegation", subject_column="decision_id", main=False),
]
