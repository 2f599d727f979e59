"""Ratings follow the ledger of cases: each visit and each matter that ended may be rated from then on."""

from __future__ import annotations

from tongban.ledger.events import Entry
from tongban.ledger.followers import register
from tongban.ratings.actions.opening import open_occasions


def hear(entry: Entry) -> None:
    """One event of any subject."""
    open_occasions(entry)


register("ratings", hear)
