"""How an order went from hand to hand, read from its events alone: to and fro, back twice, judged by who did it. Pure.

A part of the independent look of `soundness`; it knows the rules and none of the acts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

_SENT = ("order.sent_back", "order.arbitrated")
_END = ("order.closed", "order.merged", "order.turned_away")
_NO = ("order.called_back", "order.judged", "order.reopened")


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of an order: what, with which figures, by whom, when."""

    type: str
    data: Mapping[str, Any]
    actor: UUID | None
    at: datetime


def passed(row: Mapping[str, Any], events: Sequence[Happened]) -> Iterator[str]:
    """What was unlawful on the way of one order, as sentences."""
    if not events or events[0].type != "order.taken" or any(one.type == "order.taken" for one in events[1:]):
        yield "its life does not begin with being taken, once"
    if any(later.at < one.at for one, later in zip(events, events[1:], strict=False)):
        yield "its events run backwards"
    yield from _hands(events)
    yield from _returns(events)
    yield from _rounds(events)
    yield from _roles(events)
    yield from _heard(events)


def _heard(events: Sequence[Happened]) -> Iterator[str]:
    """Who speaks of an order that has ended is not heard by anybody."""
    ended = False
    for one in events:
        if one.type == "order.contact_added" and ended:
            yield "spoken of after it had ended"
        ended = (
            one.type in _END
            or (one.type == "order.taken" and bool(one.data["ending"]))
            or (ended and one.type != "order.reopened")
        )


def _hands(events: Sequence[Happened]) -> Iterator[str]:
    """No body leads twice in one round, unless a return was decided; nobody leads who is complained about."""
    complained, led, decided = events[0].data.get("complained") if events else None, set(), False
    for one in events:
        decided = decided or one.type == "order.arbitrated"
        if one.type != "order.dispatched" or one.data["role"] != "lead":
            continue
        hand = (one.data["round"], one.data["body"])
        if hand in led and one.data["basis"] != "arbitrated":
            yield "went to and fro between bodies"
        led.add(hand)
        if complained is not None and one.data["body"] == complained:
            yield "went to the body complained about"


def _returns(events: Sequence[Happened]) -> Iterator[str]:
    """Given back once, in the first round, and decided on before anything else goes on."""
    ways = [one.type for one in events if one.type in _SENT]
    if ways not in ([], list(_SENT[:1]), list(_SENT)):
        yield "given back more than once, or after it was decided"
    for place, one in enumerate(events):
        if one.type == "order.sent_back" and any(past.type == "order.replied" for past in events[:place]):
            yield "given back after it was answered"


def _rounds(events: Sequence[Happened]) -> Iterator[str]:
    """A round more begins only when the person said no or asked again; who did the work does not call back."""
    number, no, hands = 0, False, set()
    for one in events:
        if one.type in ("order.signed", "order.node_replied", "order.replied"):
            hands.add(one.actor)
        if one.type == "order.called_back" and one.actor in hands:
            yield "called back by somebody who handled it"
        if one.type in _NO:
            no = one.type == "order.reopened" or one.data["solved"] is False
        if one.type == "order.dispatched" and one.data["round"] != number:
            if one.data["round"] != number + 1 or not no:
                yield "done again though nobody asked for it"
            number = one.data["round"]


def _roles(events: Sequence[Happened]) -> Iterator[str]:
    """Efficiency complaints: three persons, and the finding by the one who investigates."""
    given: Mapping[str, Any] = {}
    for one in events:
        if one.type == "order.roles_given":
            given = one.data
            if len({given["received_by"], given["investigates"], given["coordinates"]}) < 3:
                yield "two of the three roles are one person"
        if one.type == "order.finding_made" and str(one.actor) != given.get("investigates"):
            yield "found by somebody who does not investigate"
