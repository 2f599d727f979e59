"""Places, bodies with their names, centres, windows, posts and who holds them: under the ledger's guard."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.ranges import DateRangeField, DateTimeRangeField
from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

# Rows written by the hundred thousand name places and are checked only when they are written. A place that is no more
# is given the day it ended; its row and its key stay.
PLACES_STAY = """
CREATE TRIGGER places_stay BEFORE DELETE OR TRUNCATE OR UPDATE OF id ON agencies_division
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
"""

TABLES = [
    migrations.CreateModel(
        "Division",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            (
                "kind",
                models.CharField(
                    choices=[("county", "County"), ("township", "Township"), ("village", "Village")], max_length=16
                ),
            ),
            (
                "parent",
                models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="children", to="agencies.division"),
            ),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ["county", "township", "village"])), name="division_kind"
                ),
                models.CheckConstraint(
                    condition=models.Q(("kind", "county"), ("parent__isnull", False), _connector="OR"),
                    name="division_has_parent",
                ),
            ]
        },
    ),
    migrations.CreateModel(
        "DivisionName",
        [
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("division", models.ForeignKey(on_delete=models.PROTECT, related_name="names", to="agencies.division")),
            ("code", models.CharField(max_length=12)),
            ("name_zh", models.CharField(max_length=60)),
            ("name_en", models.CharField(max_length=120)),
            ("valid", DateRangeField()),
        ],
        options={
            "constraints": [
                ExclusionConstraint(expressions=[("division", "="), ("valid", "&&")], name="division_one_name_a_day"),
                ExclusionConstraint(expressions=[("code", "="), ("valid", "&&")], name="division_one_code_a_day"),
            ]
        },
    ),
    migrations.CreateModel(
        "Body",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("key", models.SlugField(max_length=40, unique=True)),
            ("uscc", models.CharField(max_length=18, unique=True)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("department", "Department"),
                        ("township", "Township"),
                        ("centre", "Centre"),
                        ("government", "Government"),
                    ],
                    max_length=16,
                ),
            ),
            ("place", models.ForeignKey(on_delete=models.PROTECT, related_name="bodies", to="agencies.division")),
            (
                "parent",
                models.ForeignKey(null=True, on_delete=models.PROTECT, related_name="children", to="agencies.body"),
            ),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ["department", "township", "centre", "government"])),
                    name="body_kind",
                )
            ]
        },
    ),
    migrations.CreateModel(
        "BodyName",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("body", models.ForeignKey(on_delete=models.PROTECT, related_name="names", to="agencies.body")),
            ("name_zh", models.CharField(max_length=60)),
            ("name_en", models.CharField(max_length=160)),
            ("valid", DateRangeField()),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                ExclusionConstraint(expressions=[("body", "="), ("valid", "&&")], name="body_one_name_a_day")
            ]
        },
    ),
    migrations.CreateModel(
        "Centre",
        [
            (
                "body",
                models.OneToOneField(
                    on_delete=models.PROTECT,
                    primary_key=True,
                    related_name="centre",
                    serialize=False,
                    to="agencies.body",
                ),
            ),
            ("address_zh", models.CharField(max_length=120)),
            ("address_en", models.CharField(max_length=240)),
            ("seq", models.IntegerField()),
        ],
    ),
    migrations.CreateModel(
        "Official",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            (
                "user",
                models.OneToOneField(on_delete=models.PROTECT, related_name="official", to=settings.AUTH_USER_MODEL),
            ),
            ("name_zh", models.CharField(max_length=60)),
            ("name_en", models.CharField(max_length=120)),
            ("staff_no", models.CharField(max_length=20, unique=True)),
            ("body", models.ForeignKey(on_delete=models.PROTECT, related_name="officials", to="agencies.body")),
            ("place", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.division")),
            ("seq", models.IntegerField()),
        ],
    ),
    migrations.CreateModel(
        "Post",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("body", models.ForeignKey(on_delete=models.PROTECT, related_name="posts", to="agencies.body")),
            ("place", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.division")),
            ("key", models.SlugField(max_length=40)),
            ("name_zh", models.CharField(max_length=60)),
            ("name_en", models.CharField(max_length=120)),
            ("duties", ArrayField(base_field=models.CharField(max_length=20), size=None)),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("body", "key"), name="post_key_once"),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "duties__contained_by",
                            [
                                "accept",
                                "admin",
                                "assist",
                                "call_back",
                                "centre_manage",
                                "decide",
                                "deliver",
                                "discipline",
                                "dispatch",
                                "handle",
                                "lead",
                                "manage_list",
                                "operate",
                                "receive",
                                "review",
                                "security",
                                "supervise",
                            ],
                        )
                    ),
                    name="post_duties_known",
                ),
            ]
        },
    ),
    migrations.CreateModel(
        "Window",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("centre", models.ForeignKey(on_delete=models.PROTECT, related_name="windows", to="agencies.centre")),
            ("number", models.PositiveSmallIntegerField()),
            ("post", models.ForeignKey(on_delete=models.PROTECT, related_name="windows", to="agencies.post")),
            ("closed_at", models.DateTimeField(null=True)),
            ("seq", models.IntegerField()),
        ],
        options={"constraints": [models.UniqueConstraint(fields=("centre", "number"), name="window_number_once")]},
    ),
    migrations.CreateModel(
        "PostHolding",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("post", models.ForeignKey(on_delete=models.PROTECT, related_name="holdings", to="agencies.post")),
            ("official", models.ForeignKey(on_delete=models.PROTECT, related_name="holdings", to="agencies.official")),
            ("body", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            ("place", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.division")),
            ("role", models.CharField(choices=[("A", "A"), ("B", "B")], max_length=1)),
            ("valid", DateTimeRangeField()),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(condition=models.Q(("role__in", ["A", "B"])), name="post_holding_role"),
                ExclusionConstraint(
                    expressions=[("post", "="), ("role", "="), ("valid", "&&")], name="post_one_a_one_b"
                ),
                ExclusionConstraint(
                    expressions=[("post", "="), ("official", "="), ("valid", "&&")], name="post_a_is_not_b"
                ),
            ]
        },
    ),
    migrations.CreateModel(
        "Absence",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("official", models.ForeignKey(on_delete=models.PROTECT, related_name="absences", to="agencies.official")),
            ("body", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            ("place", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.division")),
            ("during", DateTimeRangeField()),
            ("reason", models.CharField(max_length=20)),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [ExclusionConstraint(expressions=[("official", "="), ("during", "&&")], name="absence_once")]
        },
    ),
    migrations.RunSQL([PLACES_STAY], ["DROP TRIGGER places_stay ON agencies_division"]),
    Govern("agencies_body", kind="body", subject_column="id"),
    Govern("agencies_bodyname", kind="body", subject_column="body_id", main=False),
    Govern("agencies_centre", kind="body", subject_column="body_id", main=False),
    Govern("agencies_official", kind="official", subject_column="id"),
    Govern("agencies_post", kind="post", subject_column="id"),
    Govern("agencies_window", kind="body", subject_column="centre_id", main=False),
    Govern("agencies_postholding", kind="post", subject_column="post_id", main=False),
    Govern("agencies_absence", kind="official", subject_column="official_id", main=False),
]
