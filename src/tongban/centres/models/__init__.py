"""The tables of service centres, re-exported."""

from tongban.centres.models.contact import Contact
from tongban.centres.models.population import Population, ReceivedTally
from tongban.centres.models.queue import Booking, ServiceDay, Ticket
from tongban.centres.models.register import Authority, DecisionTally, Entry

__all__ = [
    "Authority",
    "Booking",
    "Contact",
    "DecisionTally",
    "Entry",
    "Population",
    "ReceivedTally",
    "ServiceDay",
    "Ticket",
]
