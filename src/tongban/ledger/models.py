"""The ledger's tables for reading; their shape and guards are SQL in the first migration.

Nothing is written through these models: the application's role may not, and `actions.append` is the only door.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class LedgerHead(models.Model):
    """The newest number and hash of one subject's chain."""

    pk = models.CompositePrimaryKey("kind", "subject_id")
    kind = models.TextField()
    subject_id = models.UUIDField()
    seq = models.IntegerField()
    hash = models.BinaryField()

    class Meta:
        managed = False
        db_table = '"ledger"."ledger_head"'

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id} at {self.seq}"


class LedgerEvent(models.Model):
    """One event: the hashed body and the columns that the database took from it."""

    id = models.UUIDField(primary_key=True)
    origin = models.TextField()
    kind = models.TextField()
    subject_id = models.UUIDField()
    seq = models.IntegerField()
    type = models.TextField()
    type_version = models.SmallIntegerField()
    actor = models.UUIDField(null=True)
    post = models.UUIDField(null=True)
    body_id = models.UUIDField(null=True)
    place_id = models.UUIDField(null=True)
    on_behalf_ref = models.UUIDField(null=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    body = models.BinaryField()
    prev = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        managed = False
        db_table = '"ledger"."event"'
        ordering: ClassVar[list[str]] = ["kind", "subject_id", "seq"]

    def __str__(self) -> str:
        return f"{self.type} {self.subject_id} no. {self.seq}"


class Leaf(models.Model):
    """The place of an event in the global order."""

    idx = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(LedgerEvent, on_delete=models.DO_NOTHING, db_constraint=False, related_name="leaf")

    class Meta:
        managed = False
        db_table = '"ledger"."leaf"'
        ordering: ClassVar[list[str]] = ["idx"]

    def __str__(self) -> str:
        return f"leaf {self.idx}"


class Cursor(models.Model):
    """How far one follower has come: the next leaf it has not handled."""

    follower = models.TextField(primary_key=True)
    idx = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = '"ledger"."cursor"'

    def __str__(self) -> str:
        return f"{self.follower} at {self.idx}"
