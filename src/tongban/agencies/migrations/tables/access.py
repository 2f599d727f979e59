"""Who opened whose data: rows that are only added; beside them the counters of sign-in."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from tongban.kernel.ids import uuid7

# The shared counters of sign-in, which Django's database cache reads and writes.
COUNTER = """
CREATE TABLE agencies_counter (
  cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
);
CREATE INDEX agencies_counter_expires ON agencies_counter (expires);
"""

ONLY_GROWS = """
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON agencies_accesslog
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse();
"""

TABLES = [
    migrations.CreateModel(
        "AccessLog",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("at", models.DateTimeField()),
            ("recorded_at", models.DateTimeField(db_default=models.functions.datetime.Now())),
            ("actor_kind", models.CharField(max_length=12)),
            ("actor_ref", models.UUIDField(null=True)),
            ("post_id", models.UUIDField(null=True)),
            ("body_id", models.UUIDField(null=True)),
            ("on_behalf_of", models.UUIDField(null=True)),
            ("channel", models.CharField(max_length=12)),
            ("party_id", models.UUIDField()),
            ("fields", ArrayField(base_field=models.CharField(max_length=20), size=None)),
            ("purpose", models.CharField(max_length=20)),
            ("case_ref", models.CharField(max_length=60)),
            ("reason", models.CharField(max_length=200)),
        ],
        options={
            "indexes": [
                models.Index(fields=["party_id", "-at"], name="access_by_party"),
                models.Index(fields=["-at", "-id"], name="access_by_day"),
            ]
        },
    ),
    migrations.RunSQL([COUNTER], ["DROP TABLE agencies_counter"]),
    migrations.RunSQL([ONLY_GROWS], ["DROP TRIGGER only_grows ON agencies_accesslog"]),
]
