"""Tokens for other systems, how often they are used, and the answers kept for repeated requests."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "Token",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("body", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.body")),
            ("post", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.post")),
            ("place", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.division")),
            ("purpose", models.CharField(max_length=20)),
            ("system", models.CharField(max_length=60)),
            ("scopes", ArrayField(base_field=models.CharField(max_length=20), size=None)),
            ("secret_hash", models.BinaryField(unique=True)),
            ("created_at", models.DateTimeField()),
            ("expires_at", models.DateTimeField()),
            ("revoked_at", models.DateTimeField(null=True)),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "scopes__contained_by",
                            [
                                "accept",
                                "call_back",
                                "centre_manage",
                                "decide",
                                "deliver",
                                "dispatch",
                                "handle",
                                "lead",
                                "manage_list",
                                "operate",
                                "read",
                                "receive",
                                "review",
                            ],
                        )
                    ),
                    name="token_scopes_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("purpose__in", ["exchange", "figures", "hotline", "trial", "window"])),
                    name="token_purpose_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("expires_at__gt", models.F("created_at"))), name="token_ends_later"
                ),
            ]
        },
    ),
    migrations.CreateModel(
        "TokenUse",
        [
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("token", models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="agencies.token")),
            ("minute", models.DateTimeField()),
            ("count", models.IntegerField()),
        ],
        options={"constraints": [models.UniqueConstraint(fields=("token", "minute"), name="token_use_once_a_minute")]},
    ),
    migrations.CreateModel(
        "KeptAnswer",
        [
            ("key_hash", models.BinaryField(primary_key=True, serialize=False)),
            ("request_hash", models.BinaryField()),
            ("status", models.SmallIntegerField(null=True)),
            ("sealed", models.BinaryField(null=True)),
            ("kept_until", models.DateTimeField(db_index=True)),
        ],
    ),
    Govern("agencies_token", kind="token", subject_column="id"),
]
