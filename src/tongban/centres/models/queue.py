"""Days of a centre, bookings of times, numbers of the queue. What may follow what is said in `rules`."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tongban.kernel.ids import uuid7


class ServiceDay(models.Model):
    """One day on which a centre serves; booked times begin every `minutes` and take `capacity` people each."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey("agencies.Body", models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    opens = models.TimeField()
    closes = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    capacity = models.PositiveSmallIntegerField()
    seq = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "day"], name="service_day_once")]


class Booking(models.Model):
    """One person's place at a time of a day. `place` is 1 to the capacity: the database gives each out once."""

    class State(models.TextChoices):
        BOOKED = "booked"
        CANCELLED = "cancelled"
        KEPT = "kept"
        MISSED = "missed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service_day = models.ForeignKey(ServiceDay, models.PROTECT, related_name="bookings", db_index=False)
    party = models.ForeignKey("agencies.Party", models.PROTECT, related_name="+")
    starts = models.TimeField()
    place = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=8)
    state = models.CharField(max_length=10, default=State.BOOKED)
    made_at = models.DateTimeField()
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["booked", "cancelled", "kept", "missed"]), name="booking_state"
            ),
            models.UniqueConstraint(
                fields=["service_day", "starts", "place"], condition=~Q(state="cancelled"), name="booking_place_once"
            ),
            models.UniqueConstraint(
                fields=["service_day", "party"], condition=Q(state="booked"), name="booking_one_a_day"
            ),
            models.UniqueConstraint(fields=["service_day", "code"], name="booking_code_once"),
        ]


class Ticket(models.Model):
    """One number of a day's queue: series A for who walked in, Y for who booked."""

    class State(models.TextChoices):
        WAITING = "waiting"
        CALLED = "called"
        SERVED = "served"
        MISSED = "missed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service_day = models.ForeignKey(ServiceDay, models.PROTECT, related_name="tickets", db_index=False)
    series = models.CharField(max_length=1)
    no = models.PositiveSmallIntegerField()
    booking = models.OneToOneField(Booking, models.PROTECT, null=True, related_name="ticket")
    party = models.ForeignKey("agencies.Party", models.PROTECT, null=True, related_name="+", db_index=False)
    state = models.CharField(max_length=8, default=State.WAITING)
    window = models.ForeignKey("agencies.Window", models.PROTECT, null=True, related_name="+", db_index=False)
    taken_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    seq = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "called", "served", "missed"]), name="ticket_state"
            ),
            models.UniqueConstraint(fields=["service_day", "series", "no"], name="ticket_number_once"),
            models.UniqueConstraint(
                fields=["service_day", "party"], condition=Q(state__in=["waiting", "called"]), name="ticket_one_each"
            ),
            # A window serves one number at a time.
            models.UniqueConstraint(fields=["window"], condition=Q(state="called"), name="ticket_one_a_window"),
        ]

    @property
    def label(self) -> str:
        """The number as it is called: A012."""
        return f"{self.series}{self.no:03d}"
