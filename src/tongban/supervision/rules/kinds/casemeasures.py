"""Measures of a case's events: fees and papers against the guide, clocks that moved, times that cannot be."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from tongban.kernel.clock.limits import Unit
from tongban.ledger.events import Entry
from tongban.supervision.rules.clocks import clock_of
from tongban.supervision.rules.declare import Figures
from tongban.supervision.rules.kinds.patterns import span
from tongban.supervision.rules.track import Track, day_of, moment_of
from tongban.supervision.rules.world import World, local_day

# Events that may move a deadline: the law says so for each.
MOVERS: Final = frozenset({
    "case.accepted", "case.resumed", "case.continued", "case.extended", "case.hearing_closed", "case.supplemented",
})  # fmt: skip
# No length of the rulebook is shorter, so what is quicker needs no look into it.
SHORTEST: Final = timedelta(hours=1)
# Steps that an official has to do.
OFFICIALS: Final = frozenset({"accept", "review", "decide", "deliver"})
OWN_WORDS: Final = frozenset({"form", "other"})


def fee_outside(track: Track, fact: Entry, world: World) -> Figures | None:
    """A fee where the guide has none."""
    known = world.version(str(fact.data.get("item_version") or ""))
    fee = fact.data.get("fee") or 0
    if known is None or fee <= 0 or known.content.fee.charged:
        return None
    return {"fee": fee}


def asked_outside(track: Track, fact: Entry, world: World) -> Figures | None:
    """Points of a notice that name neither a paper nor a question of the guide."""
    known = world.version(track.version)
    if known is None:
        return None
    content = known.content
    papers = {one.key for one in content.materials}
    questions = {one.key for group in content.form.groups for one in group.fields}
    points = [str(point) for point in fact.data.get("points", ())]
    outside = [point for point in points if point.split(":")[0] not in papers | questions]
    return {"points": len(outside), "first": outside[0]} if outside else None


def old_version(track: Track, fact: Entry, world: World) -> Figures | None:
    """Received under a version of the guide that is no longer, or not yet, in force."""
    known = world.version(str(fact.data.get("item_version") or ""))
    if known is None:
        return None
    now = world.in_force(known.item_id, local_day(fact.at, world))
    return {"in_force": str(now)} if now is not None and now != known.id else None


def entered_late(track: Track, fact: Entry, world: World) -> Figures | None:
    """Recorded long after it took effect: worked outside the system and entered afterwards."""
    late = fact.recorded_at - fact.at
    if late < SHORTEST or fact.body_id is None:
        return None
    most = span(world.length("supervision.entry_hours", local_day(fact.at, world)))
    return {"hours": late // timedelta(hours=1), "took_effect": fact.at.isoformat()} if late > most else None


def moved_clock(track: Track, fact: Entry, world: World) -> Figures | None:
    """A step handed over or opened again with a later deadline than it had, though nothing lawful moved it."""
    notes = fact.data.get("opened")
    if not notes or len(notes) == len(track.opened) or fact.type in MOVERS:
        return None
    for note in notes:
        now = moment_of(note["due"]) if note.get("due") else None
        was = _due_before(track, str(note.get("node")), fact) if now is not None else None
        if was is not None and now is not None and now > was:
            return {"was": was.isoformat(), "now": now.isoformat(), "step": str(note.get("node"))}
    return None


def _due_before(track: Track, node: str, fact: Entry) -> datetime | None:
    """The latest deadline that a step had before an event."""
    dues = [one.due for one in track.opened if one.due and one.node == node and one.opened is not fact]
    return max(dues, default=None)


def extended_too_far(track: Track, fact: Entry, world: World) -> Figures | None:
    """An extension longer than the law allows for this handling."""
    day = local_day(fact.at, world)
    known = world.version(track.version)
    own = known.content.limit("extension") if known is not None else None
    key = "licence.joint_extension_days" if fact.data.get("joint") else "licence.extension_days"
    most, unit = (own.length, own.unit) if own else (world.number(key, day), Unit.WORKING_DAY.value)
    length = fact.data.get("length") or 0
    return {"length": length, "most": most} if fact.data.get("unit") == unit and length > most else None


def extended_after_the_end(track: Track, fact: Entry, world: World) -> Figures | None:
    """Extended when the limit of the law had passed already: the approval came after the breach."""
    shorn = Track(track.kind, track.subject)
    for one in track.facts:
        if one.seq < fact.seq:
            shorn.add(one)
    clock = clock_of(shorn, "whole_statutory", world)
    if clock is None:
        return None
    end = clock.ends(world).at
    return {"deadline": end.isoformat()} if fact.at > end else None


def told_too_late(track: Track, fact: Entry, world: World) -> Figures | None:
    """Time not counted of which the applicant was told later than it began, or never."""
    told = day_of(fact.data.get("told"))
    began = local_day(fact.at, world)
    if told is None:
        return {"told": "-", "began": began.isoformat()}
    moment = moment_of(fact.data.get("told"))
    day = local_day(moment, world) if moment else told
    return {"told": day.isoformat(), "began": began.isoformat()} if day > began else None


def in_seconds(track: Track, fact: Entry, world: World) -> Figures | None:
    """A review given sooner after its step opened than anybody can read an application."""
    task = track.task_closed_by(fact)
    if task is None or track.told("at_once"):
        return None
    least = 60 * world.number("supervision.read_minutes", local_day(fact.at, world))
    took = (fact.at - task.opened.at).total_seconds()
    return {"seconds": int(took), "least": least} if took < least else None


def withdrawn_at_the_end(track: Track, fact: Entry, world: World) -> Figures | None:
    """Taken back on the last day or after the promise was broken: worth asking whose wish it was."""
    clock = clock_of(track, "whole_promised", world) or clock_of(track, "whole_statutory", world)
    morning = clock.one_day_left(world) if clock else None
    if clock is None or morning is None or fact.at < morning:
        return None
    return {"deadline": clock.ends(world).at.isoformat()}


def still_to_follow(track: Track, fact: Entry, world: World) -> Figures | None:
    """Papers that were to follow before the decision and had not come."""
    accepted = track.last("case.accepted")
    promised = set(accepted.data.get("deferred", ())) if accepted else set()
    if not promised:
        return None
    known = world.version(track.version)
    came = {str(key) for one in track.all("case.supplied_later") for key in one.data.get("materials", ())}
    before = {one.key for one in (known.content.materials if known else ()) if one.deferred_to == "decision"}
    left = sorted((promised - came) & before)
    return {"number": len(left), "first": left[0]} if left else None


def no_owner(track: Track, fact: Entry, world: World) -> Figures | None:
    """A step that opened in nobody's hands, though an official has to do it."""
    if "opened" not in fact.data:
        return None
    lost = []
    for one in reversed(track.opened):
        if one.opened is not fact:
            break
        if one.post is None and one.act in OFFICIALS:
            lost.append(one)
    return {"step": lost[-1].node, "steps": len(lost)} if lost else None


MEASURES: Final = {
    "fee_outside": fee_outside, "asked_outside": asked_outside, "old_version": old_version,
    "entered_late": entered_late, "moved_clock": moved_clock, "extended_too_far": extended_too_far,
    "extended_after_the_end": extended_after_the_end, "told_too_late": told_too_late, "in_seconds": in_seconds,
    "withdrawn_at_the_end": withdrawn_at_the_end, "no_owner": no_owner,
    "still_to_follow": still_to_follow,
}  # fmt: skip
