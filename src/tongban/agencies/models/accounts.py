"""Accounts: with what one signs in. What one may do follows from the post or the party, never from the account."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models

from tongban.kernel.ids import uuid7


class Accounts(BaseUserManager["User"]):
    """How accounts are made and found."""

    def create_user(self, *, username: str, password: str | None, party_id: UUID | None = None) -> User:
        """A new account; without a password nobody can sign in to it by typing."""
        user = User(username=User.normalize_username(username), party_id=party_id)
        user.set_password(password)
        user.save(force_insert=True)
        return user


class User(AbstractBaseUser):
    """An account of an official or of a citizen; no rights of its own, no name, no address."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(max_length=60, unique=True, validators=[UnicodeUsernameValidator()])
    party = models.OneToOneField("agencies.Party", models.PROTECT, null=True, related_name="user")
    is_active = models.BooleanField(default=True)
    # Until when the password is a code printed at a window; empty once a password of one's own was chosen.
    one_time_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = Accounts()

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
