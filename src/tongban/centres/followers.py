"""Counts where decisions are taken, from the ledger: at a window or under an authority in the hall, or behind it."""

from __future__ import annotations

from django.utils import timezone

from tongban.centres.models.register import count_decision
from tongban.centres.queries.register import decides_in_hall
from tongban.ledger.events import Entry
from tongban.ledger.followers import register


def count_decisions(entry: Entry) -> None:
    """One decision of a case: counted for its post and day."""
    if entry.type == "case.decided" and entry.post_id is not None and entry.body_id is not None:
        in_hall = decides_in_hall(entry.post_id, entry.at)
        count_decision(timezone.localdate(entry.at), entry.body_id, entry.post_id, in_hall)


register("centre_concentrations", count_decisions)
