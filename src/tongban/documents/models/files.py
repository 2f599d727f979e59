"""Stored files: what was uploaded or made, by digest and random path.

The bytes lie in the store, never in the database.
"""

from __future__ import annotations

from django.db import models


class StoredFile(models.Model):
    """One file in the store.

    `owner_id` is the draft, case or certificate it belongs to (its quota counts there); `path` is random and
    relative to the store; `sealed_name` the uploader's own file name, encrypted when a key was given (names of
    files name people). `deleted_at` is set when the bytes are gone.
    """

    id = models.UUIDField(primary_key=True)
    owner_id = models.UUIDField()
    sha256 = models.BinaryField(max_length=32)
    size = models.IntegerField()
    content_type = models.CharField(max_length=40)
    pages = models.SmallIntegerField()
    path = models.CharField(max_length=80, unique=True)
    sealed_name = models.BinaryField(null=True)
    stored_at = models.DateTimeField()
    stored_by = models.UUIDField(null=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_id", "sha256"], condition=models.Q(deleted_at=None), name="documents_file_once"
            ),
            models.CheckConstraint(condition=models.Q(size__gte=1), name="documents_file_not_empty"),
        ]
