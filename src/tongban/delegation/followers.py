"""Delegation follows the ledger: what candidates had, what bears on townships, how powers are used."""

from __future__ import annotations

from tongban.delegation.actions.burden import count_burden
from tongban.delegation.actions.candidates import note_event
from tongban.delegation.actions.use import note_use
from tongban.ledger.events import Entry
from tongban.ledger.followers import register


def note(entry: Entry) -> None:
    """One event of any subject: which cases, requests and low ratings an item had."""
    note_event(entry)


def count(entry: Entry) -> None:
    """One event of any subject: what came down to a township, was asked of it or found there."""
    count_burden(entry)


register("delegation_candidates", note)
register("township_burden", count)
register("delegation_use", note_use)
