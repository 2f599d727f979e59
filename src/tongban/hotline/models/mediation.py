"""调解: a dispute of two parties that a body mediates. What was said stands sealed with the applicant's key."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tongban.hotline.rules.mediation import GOING, STATES
from tongban.kernel.ids import uuid7

IS_GOING = Q(state__in=sorted(GOING))


class Mediation(models.Model):
    """One dispute, about an order or brought to the body itself; `end_by` is its limit, `document` its agreement."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey("agencies.Division", models.PROTECT, related_name="+", db_index=False)
    order = models.ForeignKey("hotline.Order", models.PROTECT, null=True, related_name="mediations", db_index=False)
    dispute = models.CharField(max_length=12)
    mediators = ArrayField(models.UUIDField())
    sealed = models.BinaryField()
    state = models.CharField(max_length=10)
    at = models.DateTimeField()
    end_by = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    written = models.BooleanField(null=True)
    terms = models.BinaryField(null=True)
    perform_by = models.DateField(null=True)
    confirm_by = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=sorted(STATES)), name="mediation_state"),
            models.CheckConstraint(
                condition=IS_GOING & Q(closed_at=None) | ~IS_GOING & Q(closed_at__isnull=False),
                name="mediation_ended_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") & Q(terms=None)
                | Q(state="agreed", terms__isnull=False, written__isnull=False, confirm_by__isnull=False),
                name="mediation_agreed_has_terms",
            ),
            models.UniqueConstraint(fields=["order"], condition=IS_GOING, name="mediation_one_going_an_order"),
        ]
        indexes = [
            models.Index(fields=["end_by", "id"], name="mediation_going", condition=IS_GOING),
            models.Index(fields=["body", "-at"], name="mediation_of"),
            models.Index(fields=["order"], name="mediation_about"),
        ]


class MediationSide(models.Model):
    """A party of a dispute and what it says to being mediated."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="sides", db_index=False)
    side = models.CharField(max_length=1)
    party = models.ForeignKey("agencies.Party", models.PROTECT, related_name="+", db_index=False)
    agrees = models.BooleanField(null=True)
    how = models.CharField(max_length=8, default="")
    said_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mediation", "side"], name="mediation_side_once"),
            models.CheckConstraint(condition=Q(side__in=["a", "b"]), name="mediation_side_known"),
            models.CheckConstraint(
                condition=Q(agrees=None, said_at=None) | Q(agrees__isnull=False, said_at__isnull=False),
                name="mediation_side_said",
            ),
        ]


class MediationSession(models.Model):
    """One session: when, who came, its sealed record."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="sessions", db_index=False)
    no = models.SmallIntegerField()
    held_at = models.DateTimeField()
    a_came = models.BooleanField()
    b_came = models.BooleanField()
    sealed = models.BinaryField()
    by_ref = models.UUIDField(null=True)
    at = models.DateTimeField()
    seq = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mediation", "no"], name="mediation_session_no")]
