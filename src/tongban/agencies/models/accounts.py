"""Accounts: with what one signs in. What one may do follows from the post or the party, never from the account."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, UserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models

from tongban.kernel.ids import uuid7


class User(AbstractBaseUser):
    """An account of an official or of a citizen; no rights of its own, no name, no address."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(max_length=60, unique=True, validators=[UnicodeUsernameValidator()])
    party = models.OneToOneField("agencies.Party", models.PROTECT, null=True, related_name="user")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager["User"]()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []


class DemoRole(models.Model):
    """A role of the story that demonstration mode offers for one click; production refuses to start with any."""

    key = models.SlugField(max_length=40, primary_key=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="demo_roles")
    group_zh = models.CharField(max_length=40)
    group_en = models.CharField(max_length=80)
    label_zh = models.CharField(max_length=60)
    label_en = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField()
