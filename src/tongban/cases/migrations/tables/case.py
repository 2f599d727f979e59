"""The case, its form and its papers. Due dates may be computed anew without an event."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from tongban.ledger.governed import Govern

# What the rows of every step point at stays: bodies, posts and versions are governed, a place has this trigger
# (docs/decisions/0014-standing-references.md).
PLACES_STAY = """
CREATE TRIGGER standing_rows_stay BEFORE DELETE OR TRUNCATE ON agencies_division
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
"""

# A case changes often: its new row finds room on the same page, and no index has to follow.
CASES_HAVE_ROOM = """
ALTER TABLE cases_case SET (fillfactor = 70);
"""

TABLES = [
    migrations.CreateModel(
        "Case",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            ("number", models.CharField(max_length=32)),
            ("lookup_hash", models.BinaryField(max_length=32)),
            ("item_id", models.UUIDField()),
            (
                "item_version",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="powerlist.itemversion",
                ),
            ),
            ("item_name", models.CharField(max_length=200)),
            (
                "applicant",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.party"),
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
                "body",
                models.ForeignKey(
                    db_constraint=False, db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.body"
                ),
            ),
            (
                "window_post",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    null=True,
                    on_delete=models.PROTECT,
                    related_name="+",
                    to="agencies.post",
                ),
            ),
            ("holding_id", models.UUIDField(null=True)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("received", "received"),
                        ("noticed", "noticed"),
                        ("accepted", "accepted"),
                        ("decided", "decided"),
                        ("closed", "closed"),
                        ("not_accepted", "not_accepted"),
                        ("withdrawn", "withdrawn"),
                        ("suspended", "suspended"),
                        ("terminated", "terminated"),
                    ],
                    max_length=16,
                ),
            ),
            ("origin", models.CharField(default="act", max_length=8)),
            ("decision", models.CharField(default="", max_length=8)),
            ("marking", ArrayField(base_field=models.SmallIntegerField(), size=None)),
            ("facts", models.JSONField(default=dict)),
            ("routes", models.JSONField(default=dict)),
            ("channel", models.CharField(max_length=12)),
            ("paused", models.BooleanField(default=False)),
            ("seq", models.IntegerField()),
            ("received_at", models.DateTimeField()),
            ("received_last_at", models.DateTimeField()),
            ("accepted_at", models.DateTimeField(null=True)),
            ("counted_from", models.DateTimeField(null=True)),
            ("decided_at", models.DateTimeField(null=True)),
            ("closed_at", models.DateTimeField(null=True)),
            ("due_at", models.DateTimeField(null=True)),
            ("promised_due_at", models.DateTimeField(null=True)),
            ("calendar_version", models.CharField(max_length=32)),
            ("provisional", models.BooleanField(default=False)),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("number",), name="case_number_once"),
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
                    name="case_state_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("accepted_at__isnull", False),
                        models.Q(("state__in", ["accepted", "suspended", "decided", "closed"]), _negated=True),
                        _connector="OR",
                    ),
                    name="case_accepted_before_review",
                ),
            ],
            "indexes": [
                models.Index(fields=["applicant", "-received_at", "id"], name="case_mine"),
                models.Index(
                    condition=models.Q(("state__in", ["received", "noticed", "accepted", "suspended", "decided"])),
                    fields=["place", "promised_due_at", "id"],
                    name="case_open_due",
                ),
                models.Index(fields=["body", "-received_at", "id"], name="case_body"),
                models.Index(fields=["body", "item_id", "-received_at", "-id"], name="case_body_item"),
                models.Index(fields=["body", "state", "-received_at", "-id"], name="case_body_state"),
                models.Index(
                    condition=models.Q(("window_post__isnull", False)),
                    fields=["window_post", "-received_at"],
                    name="case_by_window",
                ),
                models.Index(
                    condition=models.Q(("closed_at__isnull", False)), fields=["place", "-closed_at"], name="case_closed"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        "CaseNumber",
        [
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("prefix", models.CharField(max_length=8)),
            ("day", models.DateField()),
            ("next", models.IntegerField(default=1)),
        ],
        options={"constraints": [models.UniqueConstraint(fields=("prefix", "day"), name="case_number_series")]},
    ),
    migrations.CreateModel(
        "CaseForm",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            (
                "case",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="forms", to="cases.case"),
            ),
            ("revision", models.SmallIntegerField()),
            ("sealed", models.BinaryField()),
            ("at", models.DateTimeField()),
            ("seq", models.IntegerField()),
        ],
        options={"constraints": [models.UniqueConstraint(fields=("case", "revision"), name="case_form_revision")]},
    ),
    migrations.CreateModel(
        "CaseMaterial",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            (
                "case",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="materials", to="cases.case"),
            ),
            ("key", models.CharField(max_length=60)),
            ("revision", models.SmallIntegerField()),
            ("file_id", models.UUIDField(null=True)),
            ("held", models.BooleanField(default=False)),
            ("at", models.DateTimeField()),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("case", "key", "revision"), name="case_material_revision")]
        },
    ),
    Govern(
        "cases_case",
        kind="case",
        subject_column="id",
        projections=("due_at", "promised_due_at", "provisional", "calendar_version"),
    ),
    migrations.RunSQL([PLACES_STAY], ["DROP TRIGGER standing_rows_stay ON agencies_division"]),
    migrations.RunSQL([CASES_HAVE_ROOM], ["ALTER TABLE cases_case RESET (fillfactor)"]),
    Govern("cases_caseform", kind="case", subject_column="case_id", main=False),
    Govern("cases_casematerial", kind="case", subject_column="case_id", main=False),
]
