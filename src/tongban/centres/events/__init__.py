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
from tongban.centres.events.register import AuthorityGiven, AuthorityWithdrawn, ItemPlaced

__all__ = [
    "AuthorityGiven",
    "AuthorityWithdrawn",
    "BookingCancelled",
    "BookingKept",
    "BookingMade",
    "BookingMissed",
    "ItemPlaced",
    "NumberCalled",
    "NumberMissed",
    "NumberServed",
    "NumberTaken",
    "ServiceDayChanged",
    "ServiceDayOpened",
]
