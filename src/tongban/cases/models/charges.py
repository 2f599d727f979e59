"""Fees and fines of cases as assessed, and the files of the bank and the treasury that tell what became of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tongban.cases.rules.chargechanges import WAYS
from tongban.cases.rules.charges import KINDS, MOVES
from tongban.kernel.ids import uuid7


class Charge(models.Model):
    """One fee or fine of a case: how much in fen, under which payment code, by which day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    no = models.PositiveIntegerField(unique=True)
    code = models.CharField(max_length=14, unique=True)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="charges")
    item_id = models.UUIDField()
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4)
    name = models.CharField(max_length=120)
    amount = models.BigIntegerField()
    document = models.CharField(max_length=120, blank=True)
    assessed_at = models.DateTimeField()
    pay_by = models.DateField()
    seq = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="charge_of_something"),
            models.CheckConstraint(condition=Q(kind__in=sorted(KINDS)), name="charge_kind"),
            models.CheckConstraint(condition=~Q(kind="fine") | ~Q(document=""), name="charge_fine_has_document"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["-assessed_at", "-id"], name="charge_newest")]

    def __str__(self) -> str:
        return self.code


class ChargeChange(models.Model):
    """What is due for a charge from then on, why, and by what law; the charge stays as it was assessed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    charge = models.ForeignKey(Charge, models.PROTECT, related_name="changes")
    way = models.CharField(max_length=10)
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    at = models.DateTimeField()
    seq = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["charge", "seq"], name="charge_change_once"),
            models.CheckConstraint(condition=Q(way__in=sorted(WAYS)), name="charge_change_way"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="charge_change_to_something"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(source=""), name="charge_change_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.amount}"


class MoneyFile(models.Model):
    """One file that was taken in, known by its digest."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    read_at = models.DateTimeField()
    lines = models.PositiveIntegerField()
    fresh = models.PositiveIntegerField()
    seq = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.name


class MoneyLine(models.Model):
    """One movement of money, once however often it is told: `reference` is the bank's or treasury's own number.

    `voucher` is the payment code, or for a transfer the document that it follows; `uscc` the body it concerns.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file = models.ForeignKey(MoneyFile, models.PROTECT, related_name="rows")
    kind = models.CharField(max_length=10)
    reference = models.CharField(max_length=40)
    voucher = models.CharField(max_length=120)
    uscc = models.CharField(max_length=18)
    amount = models.BigIntegerField()
    day = models.DateField()
    seq = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "reference"], name="money_line_once"),
            models.CheckConstraint(condition=Q(kind__in=sorted(MOVES)), name="money_line_kind"),
            models.CheckConstraint(condition=~Q(amount=0), name="money_line_of_something"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["voucher", "kind"], name="money_line_voucher")]

    def __str__(self) -> str:
        return self.reference
