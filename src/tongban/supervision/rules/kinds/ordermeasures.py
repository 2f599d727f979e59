"""Measures of the hotline's orders: a clock that a transfer moved, a return after it was decided, late extensions."""

from __future__ import annotations

from typing import Final

from tongban.ledger.events import Entry
from tongban.supervision.rules.declare import Figures
from tongban.supervision.rules.track import Track, moment_of
from tongban.supervision.rules.world import World

GRANTED: Final = "order.extension_decided"


def order_clock_moved(track: Track, fact: Entry, world: World) -> Figures | None:
    """A dispatch in the same round with a later day to answer than the one before, though nobody granted that."""
    now = moment_of(fact.data.get("answer_by"))
    before = [
        moment
        for one in track.all("order.dispatched")
        if one.seq < fact.seq and one.data.get("round") == fact.data.get("round")
        if (moment := moment_of(one.data.get("answer_by"))) is not None
    ]
    granted = [
        moment
        for one in track.all(GRANTED)
        if one.data.get("approved") and (moment := moment_of(one.data.get("due_at"))) is not None
    ]
    if now is None or not before or now <= max([*before, *granted]):
        return None
    return {"was": max(before).isoformat(), "now": now.isoformat()}


def returned_after_ruling(track: Track, fact: Entry, world: World) -> Figures | None:
    """Given back once more after it was decided whose it is: after a ruling nobody returns an order."""
    ruled = [one for one in track.all("order.arbitrated") if one.seq < fact.seq]
    return {"since": ruled[-1].at.isoformat()} if ruled else None


def granted_after_the_end(track: Track, fact: Entry, world: World) -> Figures | None:
    """More time granted when the day to answer had passed already."""
    before = moment_of(fact.data.get("due_before"))
    if not fact.data.get("approved") or before is None or fact.at <= before:
        return None
    return {"deadline": before.isoformat()}


MEASURES: Final = {
    "order_clock_moved": order_clock_moved, "returned_after_ruling": returned_after_ruling,
    "granted_after_the_end": granted_after_the_end,
}  # fmt: skip
