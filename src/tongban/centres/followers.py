"""Counts from the ledger: where decisions are taken, at a window or under an authority in the hall, or behind it; how
many applications each place has."""

from __future__ import annotations

from django.utils import timezone

from tongban.centres.models.population import count_received
from tongban.centres.models.register import count_decision
from tongban.centres.queries.register import decides_in_hall
from tongban.ledger.events import Entry
from tongban.ledger.followers import register


def count_decisions(entry: Entry) -> None:
    """One decision of a case: counted for its post and day."""
    if entry.type == "case.decided" and entry.post_id is not None and entry.body_id is not None:
        in_hall = decides_in_hall(entry.post_id, entry.at)
        count_decision(timezone.localdate(entry.at), entry.body_id, entry.post_id, in_hall)


def count_applications(entry: Entry) -> None:
    """One application: counted for its place and day."""
    if entry.type == "case.received" and entry.place_id is not None:
        count_received(timezone.localdate(entry.at), entry.place_id)


register("centre_concentrations", count_decisions)
register("centre_volumes", count_applications)
