"""What bears on a township, mark by mark: a projection of the ledger that a follower writes."""

from __future__ import annotations

from django.db import models


class BurdenMark(models.Model):
    """One task, report, piece of data, card or case that bore on a township in a month.

    `superior` asked for it, `officer` was given it, `subject` is the record it opens, `detail` the kind of data.
    """

    month = models.DateField()
    at = models.DateTimeField()
    township = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8)
    superior = models.ForeignKey("agencies.Body", models.PROTECT, null=True, related_name="+", db_index=False)
    officer = models.ForeignKey("agencies.Official", models.PROTECT, null=True, related_name="+", db_index=False)
    subject = models.UUIDField()
    detail = models.CharField(max_length=12, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["township", "month", "kind"], name="burden_of_township"),
            models.Index(fields=["subject"], name="burden_of_subject"),
        ]
