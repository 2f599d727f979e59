"""Measures of the list itself, before any case: promises made longer, more papers, more visits, faults of a guide."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from math import gcd
from typing import Final

from tongban.ledger.events import Entry
from tongban.powerlist.rules.content import ItemContent, ItemLimit
from tongban.supervision.rules.declare import Figures
from tongban.supervision.rules.track import Track, day_of
from tongban.supervision.rules.world import World, local_day

# How long a unit is at least, so that limits of two versions in different units can be compared.
HOURS: Final = {"hour": 1, "day": 24, "working_day": 24, "month": 24 * 28, "year": 24 * 365}
CATCH_ALL: Final = (
    "其他材料",
    "其它材料",
    "其他有关材料",
    "其他相关材料",
    "规定的其他",
    "other materials",
    "other papers",
)


def _contents(fact: Entry, world: World) -> tuple[ItemContent | None, ItemContent | None]:
    """(what is published, what it replaces)."""
    new = world.version(str(fact.data.get("version_id") or ""))
    old = world.version(str(fact.data.get("replaces") or "")) if fact.data.get("replaces") else None
    return new.content if new else None, old.content if old else None


def _said(limit: ItemLimit | None) -> str:
    return f"{limit.length} {limit.unit}" if limit is not None else "-"


def _hours(limit: ItemLimit) -> int:
    return limit.length * HOURS[limit.unit]


def promise_lengthened(track: Track, fact: Entry, world: World) -> Figures | None:
    """The new version promises a longer time than the one before; the law's limit stands beside both."""
    new, old = _contents(fact, world)
    if new is None or old is None:
        return None
    now, was = new.limit("whole_promised"), old.limit("whole_promised")
    if now is None or was is None or _hours(now) <= _hours(was):
        return None
    return {"was": _said(was), "now": _said(now), "statutory": _said(new.limit("whole_statutory"))}


def promise_over_law(track: Track, fact: Entry, world: World) -> Figures | None:
    """The promise is longer than the law allows."""
    new, _ = _contents(fact, world)
    promise, law = (new.limit("whole_promised"), new.limit("whole_statutory")) if new else (None, None)
    if promise is None or law is None or promise.unit != law.unit or promise.length <= law.length:
        return None
    return {"promised": _said(promise), "statutory": _said(law)}


def promise_dropped(track: Track, fact: Entry, world: World) -> Figures | None:
    """The version before made a promise and the new one makes none."""
    new, old = _contents(fact, world)
    if new is None or old is None or new.limit("whole_promised") or old.limit("whole_promised") is None:
        return None
    return {"was": _said(old.limit("whole_promised")), "statutory": _said(new.limit("whole_statutory"))}


def more_papers(track: Track, fact: Entry, world: World) -> Figures | None:
    """More papers to hand in than before."""
    new, old = _contents(fact, world)
    if new is None or old is None:
        return None
    now, was = (sum(not one.held for one in each.materials) for each in (new, old))
    return {"was": was, "now": now} if now > was else None


def more_visits(track: Track, fact: Entry, world: World) -> Figures | None:
    """More visits than before."""
    new, old = _contents(fact, world)
    if new is None or old is None or new.max_visits <= old.max_visits:
        return None
    return {"was": old.max_visits, "now": new.max_visits}


def catch_all(track: Track, fact: Entry, world: World) -> Figures | None:
    """A paper called “other materials”, which asks for whatever comes to mind."""
    new, _ = _contents(fact, world)
    vague = [
        one.key for one in (new.materials if new else ())
        if any(word in one.name.zh or word in one.name.en.lower() for word in CATCH_ALL)
    ]  # fmt: skip
    return {"material": vague[0], "number": len(vague)} if vague else None


def no_limit(track: Track, fact: Entry, world: World) -> Figures | None:
    """A guide that starts cases here but names no limit of the law."""
    new, _ = _contents(fact, world)
    # It has no figure; an empty one is left out of the finding.
    return {"statutory": ""} if new is not None and new.whole and new.limit("whole_statutory") is None else None


def fee_without_basis(track: Track, fact: Entry, world: World) -> Figures | None:
    """A fee without its name, rate or legal basis."""
    new, _ = _contents(fact, world)
    if new is None or not new.fee.charged:
        return None
    bare = [one for one in new.fee.items if not (one.name and one.rate and one.basis)]
    return {"number": max(len(bare), 1)} if bare or not new.fee.items else None


YUAN: Final = re.compile(r"(\d+(?:\.\d+)?)\s*元")
# Rates that say more than so much each: nothing can be reckoned from them alone.
BOUNDED: Final = re.compile(r"不超过|以内|以下|以上|%|％|‰")


def off_rate(track: Track, fact: Entry, world: World) -> Figures | None:
    """A charge that the guide in force does not name, or a sum that its rate cannot give.

    A rate of so much each gives whole multiples; of several rates any sum of them.
    """
    now = world.in_force(track.item, local_day(fact.at, world)) if track.item is not None else None
    known = world.version(str(now)) if now is not None else None
    if known is None or fact.data.get("charge") != "fee":
        return None
    fen, fee = int(fact.data.get("amount") or 0), known.content.fee
    listed = [one.rate for one in fee.items if one.name == fact.data.get("name")] if fee.charged else []
    said = f"{fen // 100:,}.{fen % 100:02d} 元"
    if not listed:
        return {"fee": said, "rate": "-"}
    rates = [int(Decimal(text) * 100) for text in YUAN.findall(listed[0].replace(",", ""))]
    rates = [one for one in rates if one > 0]
    if not rates or BOUNDED.search(listed[0]) or (fen >= min(rates) and fen % gcd(*rates) == 0):
        return None
    return {"fee": said, "rate": listed[0]}


def past_days_changed(track: Track, fact: Entry, world: World) -> Figures | None:
    """A new version of the work calendar changes days that have passed: every clock over them moves."""
    today = local_day(fact.at, world)
    past = [day for day in map(_first_day, fact.data.get("changed", ())) if day is not None and day < today]
    return {"days": len(past), "first": min(past).isoformat()} if past else None


def _first_day(text: object) -> date | None:
    return day_of(str(text)[:10])


MEASURES: Final = {
    "promise_lengthened": promise_lengthened, "promise_over_law": promise_over_law, "promise_dropped": promise_dropped,
    "more_papers": more_papers, "more_visits": more_visits, "catch_all": catch_all, "no_limit": no_limit,
    "off_rate": off_rate, "fee_without_basis": fee_without_basis, "past_days_changed": past_days_changed,
}  # fmt: skip
