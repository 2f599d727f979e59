"""Candidates follow the ledger: which cases, requests and low ratings an item had."""

from __future__ import annotations

from tongban.delegation.actions.candidates import note_event
from tongban.ledger.events import Entry
from tongban.ledger.followers import register


def note(entry: Entry) -> None:
    """One event of any subject."""
    note_event(entry)


register("delegation_candidates", note)
