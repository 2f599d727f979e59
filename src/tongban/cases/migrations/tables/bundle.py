"""One thing of several items, and its members."""

from django.db import migrations, models

from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "Bundle",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            ("number", models.CharField(max_length=24, unique=True)),
            (
                "item_version",
                models.ForeignKey(
                    db_index=False, on_delete=models.PROTECT, related_name="+", to="powerlist.itemversion"
                ),
            ),
            (
                "applicant",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.party"),
            ),
            (
                "place",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="agencies.division"),
            ),
            ("channel", models.CharField(max_length=12)),
            ("state", models.CharField(default="open", max_length=8)),
            ("sealed", models.BinaryField(null=True)),
            ("papers", models.JSONField(default=list)),
            ("received_at", models.DateTimeField()),
            ("closed_at", models.DateTimeField(null=True)),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(condition=models.Q(("state__in", ["open", "closed"])), name="bundle_state_known")
            ],
            "indexes": [
                models.Index(fields=["applicant", "-received_at", "id"], name="bundle_mine"),
                models.Index(condition=models.Q(("state", "open")), fields=["received_at"], name="bundle_open"),
            ],
        },
    ),
    migrations.CreateModel(
        "BundleMember",
        [
            ("id", models.UUIDField(primary_key=True, serialize=False)),
            (
                "bundle",
                models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="members", to="cases.bundle"),
            ),
            ("place_no", models.SmallIntegerField()),
            ("item", models.CharField(max_length=60)),
            ("state", models.CharField(max_length=8)),
            (
                "case",
                models.OneToOneField(
                    null=True, on_delete=models.PROTECT, related_name="bundle_member", to="cases.case"
                ),
            ),
            ("at", models.DateTimeField()),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("bundle", "place_no"), name="bundle_member_once"),
                models.CheckConstraint(
                    condition=models.Q(("state__in", ["waiting", "received", "outside", "done", "stopped"])),
                    name="bundle_member_state_known",
                ),
            ]
        },
    ),
    Govern("cases_bundle", kind="bundle", subject_column="id"),
    Govern("cases_bundlemember", kind="bundle", subject_column="bundle_id", main=False),
]
