"""The filing packages of closed cases."""

from __future__ import annotations

from django.db import models

from tongban.cases.models.turns import Turn


class Archive(Turn):
    """One filing package of a case: the stored ZIP with its digests; `upto` is the last event that it holds.

    What happens to a closed case afterwards (a check of a commitment, say) makes a further package with the next `no`.
    """

    no = models.SmallIntegerField()
    file_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    manifest_digest = models.CharField(max_length=64)
    entries = models.IntegerField()
    size = models.BigIntegerField()
    upto = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "no"], name="archive_no"),
            models.CheckConstraint(condition=models.Q(digest__regex="^[0-9a-f]{64}$"), name="archive_digest_shape"),
        ]
