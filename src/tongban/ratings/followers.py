"""Ratings follow the ledger: each visit, matter and order that ended may be rated, a bad rating opens an order."""

from __future__ import annotations

from tongban.ledger.events import Entry
from tongban.ledger.followers import register
from tongban.ratings.actions.closed import rate_closed
from tongban.ratings.actions.opening import open_occasions
from tongban.ratings.actions.ordering import open_order


def hear(entry: Entry) -> None:
    """One event of any subject."""
    open_occasions(entry)
    open_order(entry)
    rate_closed(entry)


register("ratings", hear)
