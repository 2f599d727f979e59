"""What the portal's own pages read: who acts in which post, and the kind of a day.

It reads no case and no item; those come from their things' queries.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tongban.agencies.queries import calendar, official_names, posts_of
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class ActingLine:
    """Who acts, as the bar shows it: name, post with its role, body, and for whom if somebody is away."""

    name: str
    post: str
    body: str
    role: str
    cover_for: str = ""


def acting_line(actor: Actor, at: datetime) -> ActingLine | None:
    """The official, post and body behind an actor at a moment; None for citizens and for a post no longer held."""
    if actor.kind is not ActorKind.OFFICIAL or actor.ref is None:
        return None
    held = next((post for post in posts_of(actor.ref, at) if post.post_id == actor.post_id), None)
    if held is None:
        return None
    names = official_names([one for one in (actor.ref, actor.cover_for) if one is not None])
    covered = names.get(actor.cover_for, "") if actor.cover_for else ""
    return ActingLine(names.get(actor.ref, ""), held.name, held.body_name, held.role, covered)


def is_working_day(day: date) -> bool | None:
    """Whether offices are open that day; None while no work calendar is published or that year is not known."""
    try:
        known = calendar()
        return known.is_working(day) if known.knows(day.year) else None
    except Refused:
        return None
