"""Mandates (委托) and what was done under them. Governed; a paper's photograph is a stored file of its mandate."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Mandate(models.Model):
    """Who acts for whom: a person (`helper`) or a village worker's post (`helper_post`), in which items or case."""

    id = models.UUIDField(primary_key=True)
    principal = models.ForeignKey("agencies.Party", models.PROTECT, related_name="+", db_index=False)
    helper = models.ForeignKey("agencies.Party", models.PROTECT, null=True, related_name="+", db_index=False)
    helper_post = models.ForeignKey("agencies.Post", models.PROTECT, null=True, related_name="+", db_index=False)
    items = ArrayField(models.UUIDField(), default=list)
    case_id = models.UUIDField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField()
    way = models.CharField(max_length=8)
    may_reuse = models.BooleanField(default=False)
    file_id = models.UUIDField(null=True)
    recorded_post = models.ForeignKey("agencies.Post", models.PROTECT, null=True, related_name="+", db_index=False)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(helper__isnull=True, helper_post__isnull=False)
                | Q(helper__isnull=False, helper_post__isnull=True),
                name="mandate_one_helper",
            ),
            models.CheckConstraint(condition=Q(valid_to__gte=models.F("valid_from")), name="mandate_term"),
            models.CheckConstraint(
                condition=Q(way="online") | Q(way="paper", file_id__isnull=False), name="mandate_paper_photographed"
            ),
        ]
        indexes = [
            models.Index(fields=["principal", "-given_at"], name="mandate_given"),
            models.Index(
                fields=["helper_post", "-given_at"], name="mandate_of_post", condition=Q(helper_post__isnull=False)
            ),
            models.Index(fields=["helper", "-given_at"], name="mandate_of_helper", condition=Q(helper__isnull=False)),
        ]


class MandateUse(models.Model):
    """One act by proxy: begun (`ref` is the draft), filed or supplied (`ref` is the case)."""

    id = models.UUIDField(primary_key=True)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="uses", db_index=False)
    what = models.CharField(max_length=10)
    item_id = models.UUIDField()
    ref = models.UUIDField()
    at = models.DateTimeField()
    by_ref = models.UUIDField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(what__in=["begun", "filed", "supplied"]), name="mandate_use_known")
        ]
        indexes = [
            models.Index(fields=["mandate", "-at"], name="mandate_uses"),
            models.Index(fields=["ref"], name="mandate_use_of"),
        ]
