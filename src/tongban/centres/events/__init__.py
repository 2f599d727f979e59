"""What service centres write to the ledger, re-exported: days and queues, the register."""

from tongban.centres.events.queue import (
    BookingCancelled,
    BookingKept,
    BookingMade,
    BookingMissed,
    NumberCalled,
    NumberMissed,
    NumberServed,
    NumberTaken,
    ServiceDayChanged,
    ServiceDayOpened,
)

__all__ = [
    "BookingCancelled",
    "BookingKept",
    "BookingMade",
    "BookingMissed",
    "NumberCalled",
    "NumberMissed",
    "NumberServed",
    "NumberTaken",
    "ServiceDayChanged",
    "ServiceDayOpened",
]
