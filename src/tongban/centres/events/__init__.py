"""What service centres write to the ledger, re-exported: days and queues, the register, first contacts, people."""

from tongban.centres.events.contacts import ContactAnswered, ContactOffered, ContactRecorded, ContactTaken
from tongban.centres.events.population import PopulationRecorded
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
    "ContactAnswered",
    "ContactOffered",
    "ContactRecorded",
    "ContactTaken",
    "ItemPlaced",
    "NumberCalled",
    "NumberMissed",
    "NumberServed",
    "NumberTaken",
    "PopulationRecorded",
    "ServiceDayChanged",
    "ServiceDayOpened",
]
