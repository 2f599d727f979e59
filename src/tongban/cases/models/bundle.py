"""One thing of several items: the application as a whole, and each member on its way."""

from __future__ import annotations

from django.db import models

from tongban.cases.models.case import Case


class Bundle(models.Model):
    """One application for several items. `sealed` holds all answers until the last member has been received.

    `licences`: the items that what the new firm will do needs besides, by code.
    """

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=24, unique=True)
    item_version = models.ForeignKey("powerlist.ItemVersion", models.PROTECT, related_name="+", db_index=False)
    applicant = models.ForeignKey("agencies.Party", models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey("agencies.Division", models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=12)
    state = models.CharField(max_length=8, default="open")
    sealed = models.BinaryField(null=True)
    papers = models.JSONField(default=list)
    licences = models.JSONField(default=list)
    received_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=["open", "closed"]), name="bundle_state_known")
        ]
        indexes = [
            models.Index(fields=["applicant", "-received_at", "id"], name="bundle_mine"),
            models.Index(fields=["received_at"], condition=models.Q(state="open"), name="bundle_open"),
        ]

    def __str__(self) -> str:
        return self.number


class BundleMember(models.Model):
    """One item of the bundle: waiting for others, received as a case, handled outside, done, or stopped."""

    id = models.UUIDField(primary_key=True)
    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="members", db_index=False)
    place_no = models.SmallIntegerField()
    item = models.CharField(max_length=60)
    state = models.CharField(max_length=8)
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="bundle_member")
    at = models.DateTimeField()
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bundle", "place_no"], name="bundle_member_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "received", "outside", "done", "stopped"]),
                name="bundle_member_state_known",
            ),
        ]
