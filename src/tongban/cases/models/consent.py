"""Consents that the platform uses what it has. Governed; the case takes its draft's id, so a consent stays with it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Consent(models.Model):
    """One consent for one paper of one application; withdrawn before submitting, or standing."""

    id = models.UUIDField(primary_key=True)
    party = models.ForeignKey("agencies.Party", models.PROTECT, related_name="+", db_index=False)
    draft_id = models.UUIDField()
    key = models.CharField(max_length=60)
    source = models.CharField(max_length=12)
    ref = models.UUIDField(null=True)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=["other_body", "certificate", "earlier"]), name="consent_source_known"
            ),
            models.UniqueConstraint(
                fields=["draft_id", "key"], condition=Q(withdrawn_at=None), name="consent_once_a_paper"
            ),
        ]
