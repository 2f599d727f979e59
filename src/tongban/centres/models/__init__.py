"""The tables of service centres, re-exported."""

from tongban.centres.models.queue import Booking, ServiceDay, Ticket

__all__ = ["Booking", "ServiceDay", "Ticket"]
