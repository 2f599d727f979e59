"""Look-backs at items that were cancelled."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tongban.kernel.ids import uuid7


class GoneLook(models.Model):
    """One look-back: what was found, in words, with the applications and requests since the item went."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item_id = models.UUIDField()
    found = models.CharField(max_length=8)
    words = models.TextField()
    cases = models.IntegerField()
    wishes = models.IntegerField()
    by_ref = models.UUIDField(null=True)
    at = models.DateTimeField()
    seq = models.IntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(found__in=["done", "alive", "wanted"]), name="gone_look_found")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["item_id", "-at"], name="gone_look_newest")]

    def __str__(self) -> str:
        return f"{self.found} for {self.item_id}"
