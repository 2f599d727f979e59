"""How many people live in a place in a year, as told by a source; how many applications came from it (a projection)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import connection, models
from django.db.models import Q

from tongban.kernel.ids import uuid7

_COUNT = """
INSERT INTO centres_receivedtally (day, place_id, number) VALUES (%s, %s, 1)
ON CONFLICT (place_id, day) DO UPDATE SET number = centres_receivedtally.number + 1
"""


class Population(models.Model):
    """The people of a county, township or village at the end of a year, and who says so; a correction is an event."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    place = models.ForeignKey("agencies.Division", models.PROTECT, related_name="+", db_index=False)
    year = models.SmallIntegerField()
    people = models.IntegerField()
    source = models.CharField(max_length=200)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "year"], name="population_once_a_year"),
            models.CheckConstraint(condition=Q(people__gt=0), name="population_of_somebody"),
        ]


class ReceivedTally(models.Model):
    """How many applications a place had on a day. A projection of the ledger."""

    day = models.DateField()
    place = models.ForeignKey("agencies.Division", models.PROTECT, related_name="+", db_index=False)
    number = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "day"], name="received_tally_once")]


def count_received(day: date, place: UUID) -> None:
    """One application more, in the running transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [day, place])
