"""Supervision follows the ledger: each event is looked at once, in the transaction that moves its mark."""

from __future__ import annotations

from tongban.ledger.events import Entry
from tongban.ledger.followers import register
from tongban.supervision.actions.watching import watch_event


def watch(entry: Entry) -> None:
    """One event of any subject."""
    watch_event(entry)


register("supervision", watch)
