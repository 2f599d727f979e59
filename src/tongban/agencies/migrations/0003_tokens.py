"""Tokens for other systems, how often they are used, and the answers kept for repeated requests."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import tongban.kernel.ids
from tongban.ledger.governed import Govern

SCOPES = ["accept", "centre_manage", "decide", "deliver", "lead", "manage_list", "read", "receive", "review"]
PURPOSES = ["exchange", "figures", "trial", "window"]


class Migration(migrations.Migration):

    dependencies = [
        ("agencies", "0002_windows_close"),
        ("ledger", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                ("key_hash", models.BinaryField(primary_key=True, serialize=False)),
                ("request_hash", models.BinaryField()),
                ("status", models.SmallIntegerField(null=True)),
                ("sealed", models.BinaryField(null=True)),
                ("kept_until", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.UUIDField(default=tongban.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("purpose", models.CharField(max_length=20)),
                ("system", models.CharField(max_length=60)),
                ("scopes", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                ("secret_hash", models.BinaryField(unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("seq", models.IntegerField()),
                ("body", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.body")),
                ("place", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.division")),
                ("post", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.post")),
            ],
        ),
        migrations.CreateModel(
            name="TokenUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("minute", models.DateTimeField()),
                ("count", models.IntegerField()),
                ("token", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.token")),
            ],
        ),
        migrations.AddConstraint(
            model_name="token",
            constraint=models.CheckConstraint(condition=models.Q(("scopes__contained_by", SCOPES)), name="token_scopes_known"),
        ),
        migrations.AddConstraint(
            model_name="token",
            constraint=models.CheckConstraint(condition=models.Q(("purpose__in", PURPOSES)), name="token_purpose_known"),
        ),
        migrations.AddConstraint(
            model_name="token",
            constraint=models.CheckConstraint(condition=models.Q(("expires_at__gt", models.F("created_at"))), name="token_ends_later"),
        ),
        migrations.AddConstraint(
            model_name="tokenuse",
            constraint=models.UniqueConstraint(fields=("token", "minute"), name="token_use_once_a_minute"),
        ),
        Govern("agencies_token", kind="token", subject_column="id", main=True),
    ]
