"""The dispatch directory (派单目录): which body leads a topic at a place, kept in editions that stay readable."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models

from tongban.kernel.ids import uuid7


class DirectoryLine(models.Model):
    """One line: a topic, at a place (with all below it), its lead and supporting bodies, while it is in force.

    `item_id`: the topic is about this power, so the body that holds it that day goes before `body`. `subject_id`
    stands for the topic in the ledger.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_id = models.UUIDField()
    edition = models.IntegerField()
    topic = models.CharField(max_length=60)
    keywords = models.CharField(max_length=200, default="")
    place = models.ForeignKey("agencies.Division", models.PROTECT, related_name="+", db_index=False)
    body = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    supports = ArrayField(models.UUIDField(), default=list)
    item_id = models.UUIDField(null=True)
    basis = models.CharField(max_length=200)
    valid = DateTimeRangeField()
    by_ref = models.UUIDField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "place", "edition"], name="directory_edition"),
            ExclusionConstraint(
                name="directory_one_line",
                expressions=[
                    ("topic", RangeOperators.EQUAL),
                    ("place", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
        ]
