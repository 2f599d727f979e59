"""An independent look at orders and their events: which ended otherwise than the rules let them, or hang in the air.

It shares no code with the acts: it reads what stands (rows as plain values) and what the ledger says. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

_ENDS = frozenset({"closed", "merged", "transferred", "not_taken"})
_PROOFS = {
    "called_back": "order.called_back", "judged": "order.judged", "audited": "order.exclusion_decided",
    "not_reached": "order.called_back", "no_objection": "order.replied",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """An order as it stands: its row, its contacts, its open parts, its events in their order."""

    row: Mapping[str, Any]
    contacts: int
    leads_open: int
    events: Sequence[tuple[str, Mapping[str, Any]]]


def faults(orders: Mapping[str, OrderFacts], now: datetime) -> list[str]:
    """Each fault as a sentence with the order's number; none when every order is sound."""
    found: list[str] = []
    for facts in orders.values():
        number = facts.row["number"]
        found += [f"{number}: {what}" for what in (*_standing(facts), *_ending(facts), *_clock(facts))]
        found += [f"{number}: {what}" for what in _joined(facts, orders)]
    return found


def alarms(orders: Mapping[str, OrderFacts], now: datetime) -> list[str]:
    """The open orders whose step is over its time: each is seen by somebody as an alarm."""
    return [
        str(facts.row["number"])
        for facts in orders.values()
        if facts.row["state"] not in _ENDS and facts.row["step_due"] < now
    ]


def _standing(facts: OrderFacts) -> list[str]:
    row, found = facts.row, []
    if facts.contacts == 0:
        found.append("nobody spoke of it")
    if row["state"] in _ENDS:
        return found + (["ended and still in hand"] if facts.leads_open else [])
    if row["body_id"] is None:
        found.append("without an owner")
    if row["step_due"] is None:
        found.append("without a next step")
    if row["state"] in ("dispatched", "signed", "handling") and facts.leads_open != 1:
        found.append(f"in hands with {facts.leads_open} leads")
    return found


def _ending(facts: OrderFacts) -> list[str]:
    row, names = facts.row, [name for name, _ in facts.events]
    if row["state"] != "closed":
        return []
    found = []
    if "order.replied" not in names:
        found.append("closed without a reply")
    if "order.contacted" not in names:
        found.append("closed and nobody spoke with the person")
    if _PROOFS.get(row["ending"], "") not in names:
        found.append(f"closed as {row['ending']} without its ground")
    said = [data for name, data in facts.events if name in ("order.called_back", "order.judged")]
    if row["ending"] in ("called_back", "judged") and not said[-1:][0].get("solved"):
        found.append("closed as solved and the person said no")
    replied = max((place for place, name in enumerate(names) if name == "order.replied"), default=-1)
    begun = max((place for place, name in enumerate(names) if name == "order.dispatched"), default=-1)
    if replied < begun:
        found.append("closed in a round that nobody answered")
    return found


def _clock(facts: OrderFacts) -> list[str]:
    """The limit is the first one, or what an approved extension made of it: nothing else moves it."""
    due = facts.events[0][1].get("due_at")
    for name, data in facts.events:
        if name == "order.extension_decided" and data["approved"]:
            due = data["due_at"]
    return [] if due and datetime.fromisoformat(due) == facts.row["due_at"] else ["its limit was moved"]


def _joined(facts: OrderFacts, orders: Mapping[str, OrderFacts]) -> list[str]:
    here, seen = facts, set()
    while here.row["state"] == "merged":
        key = str(here.row["id"])
        if key in seen or str(here.row["merged_into_id"]) not in orders:
            return ["joined to nothing"]
        seen.add(key)
        here = orders[str(here.row["merged_into_id"])]
    return []
