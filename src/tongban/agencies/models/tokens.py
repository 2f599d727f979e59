"""Tokens for other systems, how often each was used, and the answers kept for repeated requests.

Only the hash of a secret is here. A kept answer is sealed under the very key that the caller sent with its request, so
the table alone tells nobody what was answered.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tongban.agencies.rules.tokens import PURPOSES, SCOPES
from tongban.kernel.ids import uuid7


class Token(models.Model):
    """A right of one system to act in one post of one body, for one purpose, until a moment."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+")
    post = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+")
    place = models.ForeignKey("agencies.Division", models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20)
    system = models.CharField(max_length=60)
    scopes = ArrayField(models.CharField(max_length=20))
    secret_hash = models.BinaryField(unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(scopes__contained_by=sorted(SCOPES)), name="token_scopes_known"),
            models.CheckConstraint(condition=Q(purpose__in=sorted(PURPOSES)), name="token_purpose_known"),
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("created_at")), name="token_ends_later"),
        ]


class TokenUse(models.Model):
    """How often a token was used in one minute: the same count for every worker."""

    token = models.ForeignKey(Token, models.PROTECT, related_name="+")
    minute = models.DateTimeField()
    count = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "minute"], name="token_use_once_a_minute")]


class KeptAnswer(models.Model):
    """The answer to one request that may be repeated: found by caller and key, valid for the same request only."""

    key_hash = models.BinaryField(primary_key=True)
    request_hash = models.BinaryField()
    status = models.SmallIntegerField(null=True)
    sealed = models.BinaryField(null=True)
    kept_until = models.DateTimeField(db_index=True)
