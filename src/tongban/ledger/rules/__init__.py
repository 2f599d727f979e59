"""Pure rules of the ledger: chains and the page of events (`chain`); notes, checkpoints, receipts, witnesses."""

from tongban.ledger.rules.chain import FIRST_PREV, CatalogueEntry, check_chain, events_page, link

__all__ = ["FIRST_PREV", "CatalogueEntry", "check_chain", "events_page", "link"]
