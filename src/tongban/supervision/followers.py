"""Supervision follows the ledger: each event is looked at once, in the transaction that moves its mark.

It takes what has come at once, and goes before other followers: what is late, skipped or gamed is to be seen at once.
"""

from __future__ import annotations

from tongban.ledger.events import Entry
from tongban.ledger.followers import register
from tongban.supervision.actions.watching import watch_event, watch_events


def watch(entry: Entry) -> None:
    """One event of any subject."""
    watch_event(entry)


def watch_many(entries: list[Entry]) -> None:
    """Events of any subjects, in their order."""
    watch_events(entries)


register("supervision", watch, together=watch_many, first=True)
