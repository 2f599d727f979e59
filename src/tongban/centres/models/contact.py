"""First contacts (首问): a question, who owns it, to whom it is offered. The words are sealed with the person's key."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongban.kernel.ids import uuid7


class Contact(models.Model):
    """One question. `owner_post` is never empty: no question is without an owner."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    party = models.ForeignKey("agencies.Party", models.PROTECT, related_name="+", db_index=False)
    sealed = models.BinaryField()
    answer = models.BinaryField(null=True)
    first_post = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+", db_index=False)
    owner_post = models.ForeignKey("agencies.Post", models.PROTECT, related_name="+", db_index=False)
    offered_post = models.ForeignKey("agencies.Post", models.PROTECT, null=True, related_name="+", db_index=False)
    take_by = models.DateTimeField(null=True)
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(offered_post__isnull=True, take_by__isnull=True)
                | Q(offered_post__isnull=False, take_by__isnull=False),
                name="contact_offer_whole",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer__isnull=True)
                | Q(answered_at__isnull=False, answer__isnull=False, offered_post__isnull=True),
                name="contact_answered_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["owner_post", "answer_by"], name="contact_open", condition=Q(answered_at=None)),
            models.Index(fields=["offered_post"], name="contact_offered", condition=Q(offered_post__isnull=False)),
            models.Index(fields=["owner_post", "-asked_at"], name="contact_of_post"),
        ]
