"""Reads of the ledger: histories and the global order (`reading`), the sealed tree (`sealed`), the audit (`audit`)."""

from tongban.ledger.queries.reading import (
    bodies_of,
    cursor_of,
    events_before,
    events_from,
    events_of,
    events_of_each,
    head_at,
    head_hash,
    head_seq,
    leaf_count,
    waiting,
)

__all__ = [
    "bodies_of",
    "cursor_of",
    "events_before",
    "events_from",
    "events_of",
    "events_of_each",
    "head_at",
    "head_hash",
    "head_seq",
    "leaf_count",
    "waiting",
]
