"""What happens to an order on its way: replies, callbacks, returns, more time, supervised, findings, exclusions.

Words of officials and citizens stand sealed with the key of the one who first spoke of the matter.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongban.hotline.models.orders import Order, OrderNode
from tongban.kernel.ids import uuid7


class OrderReply(models.Model):
    """What a body answered in a round, how and when it had spoken with the person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="replies", db_index=False)
    node = models.ForeignKey(OrderNode, models.PROTECT, related_name="replies", db_index=False)
    round = models.SmallIntegerField()
    result = models.CharField(max_length=12)
    contacted_how = models.CharField(max_length=10)
    contacted_at = models.DateTimeField()
    sealed = models.BinaryField()
    by_ref = models.UUIDField(null=True)
    by_post = models.UUIDField(null=True)
    at = models.DateTimeField()
    late = models.BooleanField()
    seq = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "node", "round"], name="order_reply_once")]


class OrderCallback(models.Model):
    """One try to call back, by somebody who did not handle the order; `solved` and `satisfied` as the person said."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="callbacks", db_index=False)
    round = models.SmallIntegerField()
    no = models.SmallIntegerField()
    how = models.CharField(max_length=10)
    reached = models.BooleanField()
    solved = models.BooleanField(null=True)
    satisfied = models.SmallIntegerField(null=True)
    sealed = models.BinaryField()
    by_ref = models.UUIDField(null=True)
    at = models.DateTimeField()
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "round", "no"], name="order_callback_once"),
            models.CheckConstraint(
                condition=Q(reached=False, solved=None, satisfied=None) | Q(reached=True, solved__isnull=False),
                name="order_callback_whole",
            ),
            models.CheckConstraint(
                condition=Q(satisfied=None) | Q(satisfied__gte=1, satisfied__lte=5), name="order_callback_level"
            ),
        ]


class OrderReturn(models.Model):
    """退单: a body gives an order back with its reason; the dispatcher decides, once for all."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="returns", db_index=False)
    node = models.OneToOneField(OrderNode, models.PROTECT, related_name="returned")
    ground = models.CharField(max_length=16)
    sealed = models.BinaryField()
    by_ref = models.UUIDField(null=True)
    at = models.DateTimeField()
    upheld = models.BooleanField(null=True)
    body = models.ForeignKey("agencies.Body", models.PROTECT, null=True, related_name="+", db_index=False)
    answer = models.BinaryField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["order"], name="order_returns")]


class OrderExtension(models.Model):
    """More time for an order, once: asked by its handler, decided by the head of the body."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.OneToOneField(Order, models.PROTECT, related_name="extension")
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    days = models.SmallIntegerField()
    sealed = models.BinaryField()
    asked_by = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    approved = models.BooleanField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    due_before = models.DateTimeField()
    due_after = models.DateTimeField(null=True)
    seq = models.IntegerField()


class OrderSupervision(models.Model):
    """督办: an order put under supervision on a ground, with a day for the answer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="supervisions", db_index=False)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    ground = models.CharField(max_length=16)
    sealed = models.BinaryField()
    by_ref = models.UUIDField(null=True)
    at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answer = models.BinaryField(null=True)
    answered_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["body", "answer_by"], name="order_supervised", condition=Q(answered_at=None)),
            models.Index(fields=["order"], name="order_supervisions"),
        ]


class OrderExclusion(models.Model):
    """剔除: an order left out of the figures on a ground of the rules, asked by one and decided by another."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.OneToOneField(Order, models.PROTECT, related_name="exclusion")
    ground = models.CharField(max_length=16)
    sealed = models.BinaryField()
    asked_by = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    seq = models.IntegerField()


class OrderFinding(models.Model):
    """效能投诉: who receives, who investigates, who coordinates; what was found and what it leads to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.OneToOneField(Order, models.PROTECT, related_name="finding")
    received_by = models.UUIDField()
    investigates = models.UUIDField()
    coordinates = models.UUIDField()
    assigned_at = models.DateTimeField()
    substantiated = models.BooleanField(null=True)
    fault = models.CharField(max_length=12, default="")
    aspect = models.CharField(max_length=12, default="")
    leads_to = models.CharField(max_length=16, default="")
    target = models.UUIDField(null=True)
    sealed = models.BinaryField(null=True)
    found_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, default="")
    outcome_at = models.DateTimeField(null=True)
    seq = models.IntegerField()
