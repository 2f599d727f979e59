"""What every act on an order does: lock it, seal words with its first person's key, record the event, write the row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from tongban.agencies.actions.recording import go_on, stop
from tongban.agencies.queries import seal, sealing_key
from tongban.hotline.models import Order, OrderNode
from tongban.hotline.permissions import NOT_FOUND
from tongban.hotline.rules.redact import clean_words
from tongban.hotline.rules.states import Act, State, move_problem
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.ledger.events import Event


def locked(order_id: UUID, act: Act | None = None) -> Order:
    """The order, locked for this transaction; refused when unknown or when the act is not possible in its state."""
    row = Order.objects.select_for_update().filter(pk=order_id).first()
    if row is None:
        raise Refused(NOT_FOUND)
    if act is not None:
        stop(move_problem(act, State(row.state)))
    return row


def living(order_id: UUID) -> Order:
    """The order that bears a matter now, locked: of one that was joined to another the other, and so on.

    What is read on the way is not locked: an order that was joined stays joined.
    """
    into: UUID | None = order_id
    while into is not None:
        order_id = into
        into = Order.objects.filter(pk=order_id).values_list("merged_into_id", flat=True).first()
    row = locked(order_id)
    return living(row.merged_into_id) if row.merged_into_id is not None else row


def lead_node(order: Order) -> OrderNode:
    """The open part of the lead; an order in somebody's hands always has one."""
    return OrderNode.objects.get(order=order, role="lead", closed_at=None)


def move(order: Order, event: Event, *, by: Actor, at: datetime, **changes: Any) -> int:
    """Records the event and writes the changes; answers the number for the parts written with it."""
    for name, value in changes.items():
        setattr(order, name, value)
    return go_on(order, event, by=by, at=at, place_id=order.place_id, fields=tuple(changes))


def save_node(node: OrderNode, seq: int, **changes: Any) -> None:
    """Writes a part with the number of the event that caused it."""
    for name, value in changes.items():
        setattr(node, name, value)
    node.seq = seq
    node.save(update_fields=["seq", *changes])


def end_nodes(nodes: Iterable[OrderNode], seq: int, outcome: str, at: datetime) -> None:
    """Ends open parts together."""
    for node in nodes:
        save_node(node, seq, closed_at=at, outcome=outcome)


def sealed(order: Order, text: str) -> bytes:
    """Words under the key of the one who first spoke of it; nothing is kept of words about an erased person."""
    try:
        return seal(sealing_key(order.party_id), clean_words(text).encode())
    except Refused:
        return b""


def digest(text: str) -> str:
    """SHA-256 of the words as they are kept."""
    return hashlib.sha256(clean_words(text).encode()).hexdigest()
