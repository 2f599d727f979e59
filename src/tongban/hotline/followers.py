"""What the line does when the ledger tells of an order: news for the platform whose it is, and for 110."""

from __future__ import annotations

from tongban.hotline.actions.news import keep_news
from tongban.hotline.actions.police import tell_police
from tongban.ledger.events import Entry
from tongban.ledger.followers import register


def hear(entry: Entry) -> None:
    """One event of any subject."""
    if entry.kind == "order":
        keep_news(entry)
        tell_police(entry)


register("hotline", hear)
