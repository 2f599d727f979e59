"""Orders (工单), who spoke to whom about them, in whose hands they were. Tables and constraints, no decisions.

What people wrote stands twice: redacted of numbers that name a person, for reading and search, and whole, sealed with
the key of the person who wrote it. A report of misconduct stands sealed only.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tongban.hotline.rules.kinds import Channel, ContactKind, Kind, Urgency
from tongban.hotline.rules.states import ENDED, State
from tongban.kernel.ids import uuid7

IS_ENDED = Q(state__in=sorted(map(str, ENDED)))


class OrderNumber(models.Model):
    """The last number given on a day."""

    day = models.DateField(primary_key=True)
    last = models.IntegerField()


class Order(models.Model):
    """One matter, however many people speak of it. `body` has it in hand now, `lead` leads the handling.

    `due_at` is the limit of the reply; nothing but an approved extension moves it. `step_due` is until when whoever
    has it in hand must do the next step: an open order always has one, so none is without an owner or an alarm.
    `alarmed` is the last such limit that passed and was told.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=24, unique=True)
    lookup_hash = models.BinaryField()
    kind = models.CharField(max_length=12)
    topic = models.CharField(max_length=60, default="")
    urgency = models.CharField(max_length=10)
    channel = models.CharField(max_length=10)
    origin = models.CharField(max_length=40, default="")
    outside_no = models.CharField(max_length=60, default="")
    outside_due = models.DateTimeField(null=True)
    place = models.ForeignKey("agencies.Division", models.PROTECT, related_name="+", db_index=False)
    party = models.ForeignKey("agencies.Party", models.PROTECT, related_name="+", db_index=False)
    reachable = models.BooleanField(default=True)
    title = models.CharField(max_length=80, default="")
    text = models.TextField(default="")
    item_id = models.UUIDField(null=True)
    holding_id = models.UUIDField(null=True)
    line_id = models.UUIDField(null=True)
    state = models.CharField(max_length=12)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    lead = models.ForeignKey("agencies.Body", models.PROTECT, null=True, related_name="+", db_index=False)
    complained = models.ForeignKey("agencies.Body", models.PROTECT, null=True, related_name="+", db_index=False)
    joint = models.BooleanField(default=False)
    arbitrated = models.BooleanField(default=False)
    drawn = models.BooleanField(default=False)
    supervised = models.BooleanField(default=False)
    round = models.SmallIntegerField(default=0)
    tries = models.SmallIntegerField(default=0)
    taken_by = models.UUIDField(null=True)
    taken_at = models.DateTimeField()
    due_at = models.DateTimeField()
    due_key = models.CharField(max_length=60)
    provisional = models.BooleanField(default=False)
    step_due = models.DateTimeField(null=True)
    alarmed = models.DateTimeField(null=True)
    dispatched_at = models.DateTimeField(null=True)
    responded_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=16, default="")
    solved = models.BooleanField(null=True)
    satisfied = models.SmallIntegerField(null=True)
    excluded = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="joined", db_index=False)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=sorted(map(str, State))), name="order_state"),
            models.CheckConstraint(condition=Q(kind__in=sorted(map(str, Kind))), name="order_kind"),
            models.CheckConstraint(condition=Q(urgency__in=sorted(map(str, Urgency))), name="order_urgency"),
            models.CheckConstraint(condition=Q(channel__in=sorted(map(str, Channel))), name="order_channel"),
            models.CheckConstraint(
                condition=IS_ENDED & Q(step_due=None, closed_at__isnull=False)
                | ~IS_ENDED & Q(step_due__isnull=False, closed_at=None),
                name="order_open_has_a_step",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(replied_at__isnull=False) & ~Q(ending=""),
                name="order_closed_has_a_reply",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False) | ~Q(state="merged") & Q(merged_into=None),
                name="order_merged_into_one",
            ),
            models.CheckConstraint(condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="order_not_itself"),
            models.UniqueConstraint(fields=["origin", "outside_no"], condition=~Q(outside_no=""), name="order_once"),
        ]
        indexes = [
            models.Index(fields=["-taken_at", "-id"], name="order_newest"),
            models.Index(fields=["body", "step_due", "id"], name="order_in_hand", condition=~IS_ENDED),
            models.Index(fields=["state", "step_due", "id"], name="order_by_state", condition=~IS_ENDED),
            models.Index(fields=["step_due", "id"], name="order_by_step", condition=~IS_ENDED),
            models.Index(fields=["lead", "-taken_at", "-id"], name="order_of_lead"),
            models.Index(fields=["place", "-taken_at", "-id"], name="order_at_place"),
            models.Index(fields=["merged_into"], name="order_joined", condition=Q(merged_into__isnull=False)),
        ]


class OrderContact(models.Model):
    """One time somebody spoke of the matter; the words as they were said, sealed. `request` makes double filing one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="contacts", db_index=False)
    party = models.ForeignKey("agencies.Party", models.PROTECT, related_name="+", db_index=False)
    request = models.UUIDField(unique=True)
    kind = models.CharField(max_length=12)
    channel = models.CharField(max_length=10)
    named = models.BooleanField()
    text = models.TextField(default="")
    sealed = models.BinaryField()
    by_ref = models.UUIDField(null=True)
    at = models.DateTimeField()
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=sorted(map(str, ContactKind))), name="order_contact_kind")
        ]
        indexes = [
            models.Index(fields=["order", "at"], name="order_contacts"),
            models.Index(fields=["party", "-at"], name="order_contact_of"),
        ]


class OrderNode(models.Model):
    """One body's part: leading, supporting or a level below; each signs in its time and ends with what it did."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="nodes", db_index=False)
    above = models.ForeignKey("self", models.PROTECT, null=True, related_name="below", db_index=False)
    no = models.SmallIntegerField()
    round = models.SmallIntegerField()
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=8)
    opened_at = models.DateTimeField()
    sign_by = models.DateTimeField()
    return_by = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    signed_by = models.UUIDField(null=True)
    post_id = models.UUIDField(null=True)
    contact_by = models.DateTimeField(null=True)
    answer_by = models.DateTimeField()
    contacted_how = models.CharField(max_length=10, default="")
    contacted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, default="")
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "no"], name="order_node_no"),
            models.UniqueConstraint(
                fields=["order", "body"], condition=Q(closed_at=None), name="order_node_one_open_a_body"
            ),
            models.UniqueConstraint(
                fields=["order"], condition=Q(closed_at=None, role="lead"), name="order_node_one_lead"
            ),
            models.CheckConstraint(condition=Q(role__in=["below", "lead", "support"]), name="order_node_role"),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="order_node_ended_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["body", "answer_by", "id"], name="order_node_todo", condition=Q(closed_at=None)),
            models.Index(fields=["body", "order"], name="order_nodes_of"),
        ]
