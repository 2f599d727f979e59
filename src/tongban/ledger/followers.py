"""The door through which other things follow the ledger.

A thing's own `followers` module registers a handler; the worker imports those modules and calls each handler with every
event, in the global order, once. The ledger itself follows nobody.
"""

from __future__ import annotations

from collections.abc import Callable

from tongban.ledger.actions import FIRST, FOLLOW_BATCH, FOLLOWERS, TOGETHER, Handler, follow
from tongban.ledger.events import Entry


def register(
    name: str, handler: Handler, *, together: Callable[[list[Entry]], None] | None = None, first: bool = False
) -> None:
    """Names a follower; its place in the ledger is kept under this name for ever, so a name is never reused.

    `handler(entry)` runs inside the transaction that moves the cursor: it writes through actions, sends nothing
    itself (it leaves a job or an outgoing notice), and passes over the types it does not know. `together` does the same
    for many events in their order, with fewer statements. `first`: others wait until it has come to the newest event.
    """
    if FOLLOWERS.setdefault(name, handler) is not handler:
        raise ValueError(f"two followers are called {name}")
    if together is not None:
        TOGETHER[handler] = together
    if first:
        FIRST.add(name)


def run_once(name: str, *, limit: int = FOLLOW_BATCH) -> int:
    """Handles the follower's next events; returns how many."""
    return follow(name, limit=limit)
