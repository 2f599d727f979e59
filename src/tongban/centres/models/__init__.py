"""The tables of service centres, re-exported."""

from tongban.centres.models.queue import Booking, ServiceDay, Ticket
from tongban.centres.models.register import Authority, DecisionTally, Entry

__all__ = ["Authority", "Booking", "DecisionTally", "Entry", "ServiceDay", "Ticket"]
