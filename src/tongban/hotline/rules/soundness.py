"""An independent look at orders and their events: which ended otherwise than the rules let them, or hang in the air.

It shares no code with the acts: it reads what stands (rows as plain values) and what the ledger says. How an order
went from hand to hand is looked at in `passage`. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tongban.hotline.rules.passage import Happened, passed

_ENDS = frozenset({"closed", "merged", "transferred", "not_taken"})
_PROOFS = {
    "called_back": "order.called_back", "judged": "order.judged", "audited": "order.exclusion_decided",
    "not_reached": "order.called_back", "no_objection": "order.replied",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spoken:
    """One contact of an order: which request it was, whose, when, and whether its words can be read."""

    request: UUID
    party: UUID
    at: datetime
    readable: bool = True


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """An order as it stands: its row, its contacts, its open parts, its events in their order."""

    row: Mapping[str, Any]
    contacts: Sequence[Spoken]
    leads_open: int
    events: Sequence[Happened]


def faults(orders: Mapping[str, OrderFacts], now: datetime) -> list[str]:
    """Each fault as a sentence with the order's number; none when every order is sound."""
    found: list[str] = []
    for facts in orders.values():
        number = facts.row["number"]
        ways = (*_standing(facts), *_ending(facts), *_clock(facts), *passed(facts.row, facts.events))
        found += [f"{number}: {what}" for what in ways]
        found += [f"{number}: {what}" for what in _joined(facts, orders)]
    return found + _filed_twice(orders)


def alarms(orders: Mapping[str, OrderFacts], now: datetime) -> list[str]:
    """The open orders whose step is over its time: each is seen by somebody as an alarm."""
    return [
        str(facts.row["number"])
        for facts in orders.values()
        if facts.row["state"] not in _ENDS and facts.row["step_due"] < now
    ]


def untold(orders: Mapping[str, OrderFacts], now: datetime) -> list[str]:
    """The open orders over their step whose alarm nobody was told; what only waits for an objection is closed."""
    late = set(alarms(orders, now))
    return [
        f"{facts.row['number']}: over its step and nobody was told"
        for facts in orders.values()
        if facts.row["number"] in late and facts.row["alarmed"] != facts.row["step_due"]
    ]


def lost(asked: Mapping[UUID, str], orders: Mapping[str, OrderFacts]) -> list[str]:
    """Requests that somebody was told are taken (with the order's number) and that no living order bears."""
    bears: dict[UUID, str] = {}
    for facts in orders.values():
        bears |= {one.request: str(facts.row["id"]) for one in facts.contacts}
    return [
        f"{number}: a request that was taken is gone"
        for request, number in asked.items()
        if request not in bears or _last(orders[bears[request]], orders) is None
    ]


def _standing(facts: OrderFacts) -> list[str]:
    row, found = facts.row, []
    if not facts.contacts:
        found.append("nobody spoke of it")
    if row["seq"] != len(facts.events):
        found.append("half done: its row and its events differ")
    secret = row["kind"] == "misconduct"
    if secret and (row["text"] or row["title"] or any(one.readable for one in facts.contacts)):
        found.append("a report of misconduct stands open")
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
    row, names = facts.row, [one.type for one in facts.events]
    if row["state"] != "closed":
        return []
    found = []
    if "order.replied" not in names:
        found.append("closed without a reply")
    if "order.contacted" not in names:
        found.append("closed and nobody spoke with the person")
    if row["kind"] == "efficiency" and "order.finding_made" not in names:
        found.append("an efficiency complaint closed without a finding")
    if _PROOFS.get(row["ending"], "") not in names:
        found.append(f"closed as {row['ending']} without its ground")
    said = [one.data for one in facts.events if one.type in ("order.called_back", "order.judged")]
    if row["ending"] in ("called_back", "judged") and said and not said[-1].get("solved"):
        found.append("closed as solved and the person said no")
    return found + _last_round(facts, names)


def _last_round(facts: OrderFacts, names: list[str]) -> list[str]:
    replied = max((place for place, name in enumerate(names) if name == "order.replied"), default=-1)
    begun = max((place for place, name in enumerate(names) if name == "order.dispatched"), default=-1)
    if replied < begun:
        return ["closed in a round that nobody answered"]
    if facts.row["ending"] != "no_objection" or replied < 0:
        return []
    reply = facts.events[replied].data
    early = facts.row["closed_at"] <= datetime.fromisoformat(reply["next_by"])
    return ["closed for silence before its days were over, or though it was drawn"] if early or reply["drawn"] else []


def _clock(facts: OrderFacts) -> list[str]:
    """The limit is the first one, or what an approved extension made of it: nothing else moves it."""
    due, moved = facts.events[0].data.get("due_at"), 0
    for one in facts.events:
        if one.type == "order.extension_decided" and one.data["approved"]:
            due, moved = one.data["due_at"], moved + 1
    found = [] if due and datetime.fromisoformat(due) == facts.row["due_at"] else ["its limit was moved"]
    return found + (["extended twice"] if moved > 1 else [])


def _last(facts: OrderFacts, orders: Mapping[str, OrderFacts]) -> OrderFacts | None:
    """The order that bears a matter now; None where the way leads nowhere or round."""
    here, seen = facts, set()
    while here.row["state"] == "merged":
        key = str(here.row["id"])
        if key in seen or str(here.row["merged_into_id"]) not in orders:
            return None
        seen.add(key)
        here = orders[str(here.row["merged_into_id"])]
    return here


def _joined(facts: OrderFacts, orders: Mapping[str, OrderFacts]) -> list[str]:
    if facts.row["state"] != "merged":
        return []
    if _last(facts, orders) is None:
        return ["joined to nothing"]
    there = {(one.party, one.at) for one in orders[str(facts.row["merged_into_id"])].contacts}
    gone = [one for one in facts.contacts if (one.party, one.at) not in there]
    return [f"joined and {len(gone)} of its contacts lost"] if gone else []


def _filed_twice(orders: Mapping[str, OrderFacts]) -> list[str]:
    taken = Counter(str(facts.events[0].data.get("request")) for facts in orders.values() if facts.events)
    spoken = Counter(one.request for facts in orders.values() for one in facts.contacts)
    twice = [key for counts in (taken, spoken) for key, times in counts.items() if times > 1]
    return [f"{key}: one request filed twice" for key in twice]
