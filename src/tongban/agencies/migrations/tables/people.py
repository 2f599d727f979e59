"""Accounts, and the parties that apply."""

from django.conf import settings
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import migrations, models

from tongban.kernel.ids import uuid7
from tongban.ledger.governed import Govern

TABLES = [
    migrations.CreateModel(
        "Party",
        [
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("kind", models.CharField(choices=[("person", "Person"), ("firm", "Firm")], max_length=8)),
            ("sealed", models.BinaryField()),
            ("key_id", models.CharField(max_length=16)),
            ("id_bidx", models.BinaryField(null=True)),
            ("phone_bidx", models.BinaryField(null=True)),
            ("name_bidx", models.BinaryField(null=True)),
            ("index_key_id", models.CharField(max_length=16)),
            ("seq", models.IntegerField()),
        ],
        options={
            "constraints": [
                models.CheckConstraint(condition=models.Q(("kind__in", ["person", "firm"])), name="party_kind"),
                models.UniqueConstraint(fields=("index_key_id", "id_bidx"), name="party_identity_once"),
            ],
            "indexes": [
                models.Index(fields=["index_key_id", "phone_bidx"], name="party_by_phone"),
                models.Index(fields=["index_key_id", "name_bidx"], name="party_by_name"),
            ],
        },
    ),
    migrations.CreateModel(
        "User",
        [
            ("password", models.CharField(max_length=128, verbose_name="password")),
            ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
            ("id", models.UUIDField(default=uuid7, editable=False, primary_key=True, serialize=False)),
            ("username", models.CharField(max_length=60, unique=True, validators=[UnicodeUsernameValidator()])),
            (
                "party",
                models.OneToOneField(null=True, on_delete=models.PROTECT, related_name="user", to="agencies.party"),
            ),
            ("is_active", models.BooleanField(default=True)),
            ("one_time_until", models.DateTimeField(null=True)),
            ("created_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={"abstract": False},
    ),
    migrations.CreateModel(
        "DemoRole",
        [
            ("key", models.SlugField(max_length=40, primary_key=True, serialize=False)),
            (
                "user",
                models.ForeignKey(on_delete=models.CASCADE, related_name="demo_roles", to=settings.AUTH_USER_MODEL),
            ),
            ("group_zh", models.CharField(max_length=40)),
            ("group_en", models.CharField(max_length=80)),
            ("label_zh", models.CharField(max_length=60)),
            ("label_en", models.CharField(max_length=120)),
            ("order", models.PositiveSmallIntegerField()),
        ],
    ),
    migrations.CreateModel(
        "PartyKey",
        [
            (
                "party",
                models.OneToOneField(
                    on_delete=models.PROTECT,
                    primary_key=True,
                    related_name="held_key",
                    serialize=False,
                    to="agencies.party",
                ),
            ),
            ("wrapped", models.BinaryField()),
        ],
    ),
    Govern("agencies_party", kind="party", subject_column="id"),
]
