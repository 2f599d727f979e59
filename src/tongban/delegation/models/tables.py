"""Editions of decision tables. A published one never changes: the database itself refuses it (see the migration)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tongban.kernel.ids import uuid7


class TableEdition(models.Model):
    """One edition of a decision table as a DMN file; `source` says what it rests on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=40)
    no = models.IntegerField()
    state = models.CharField(max_length=10, default="draft")
    document = models.TextField()
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=200, default="")
    saved_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    by_ref = models.UUIDField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key", "no"], name="table_edition_once"),
            models.UniqueConstraint(fields=["key"], condition=Q(state="draft"), name="table_one_draft"),
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None) | Q(state="published", published_at__isnull=False),
                name="table_published_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} no. {self.no}"
