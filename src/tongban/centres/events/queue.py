"""Days of a centre, bookings and queue numbers: times and figures, a person only by reference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDayOpened(Event):
    """A centre serves on a day: its hours, how long a booked time is, how many people fit into it."""

    type: ClassVar[str] = "service_day.opened"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "service_day"

    centre: UUID
    day: date
    opens: str
    closes: str
    minutes: int
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDayChanged(Event):
    """Another number of people fits into each booked time of a day; 0 takes no further bookings."""

    type: ClassVar[str] = "service_day.changed"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "service_day"

    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingMade(Event):
    """预约: somebody comes to a centre on a day at a time; `place` is their place among those of the same time."""

    type: ClassVar[str] = "booking.made"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "booking"

    service_day: UUID
    party: UUID
    starts: str
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingCancelled(Event):
    """The booked place is free again."""

    type: ClassVar[str] = "booking.cancelled"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "booking"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingKept(Event):
    """Whoever booked came and took a number."""

    type: ClassVar[str] = "booking.kept"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "booking"

    ticket: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingMissed(Event):
    """The day passed and whoever booked did not come; nothing follows from it."""

    type: ClassVar[str] = "booking.missed"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "booking"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberTaken(Event):
    """取号: a number of a centre's day was given out, to a booking or to somebody who walked in."""

    type: ClassVar[str] = "ticket.taken"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "ticket"

    service_day: UUID
    series: str
    no: int
    booking: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberCalled(Event):
    """叫号: a window called a number."""

    type: ClassVar[str] = "ticket.called"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "ticket"

    window: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberServed(Event):
    """The window was done with a number."""

    type: ClassVar[str] = "ticket.served"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "ticket"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMissed(Event):
    """过号: nobody came when the number was called."""

    type: ClassVar[str] = "ticket.missed"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "ticket"
