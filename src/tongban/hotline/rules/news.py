"""Which events of an order another platform is told of, and under which word. Pure."""

from __future__ import annotations

from typing import Final

# Type of the event → what the other platform is told. Words of people and notes between bodies are not among them.
TOLD: Final[dict[str, str]] = {
    "order.taken": "taken",
    "order.turned_away": "turned_away",
    "order.dispatched": "dispatched",
    "order.signed": "signed",
    "order.sent_back": "returned",
    "order.arbitrated": "arbitrated",
    "order.contacted": "contacted",
    "order.extension_decided": "extended",
    "order.replied": "replied",
    "order.called_back": "called_back",
    "order.closed": "closed",
    "order.reopened": "reopened",
    "order.merged": "merged",
}
