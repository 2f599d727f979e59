"""Which body an order goes to: the dispatch directory first, the list of powers second, the dispatcher last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tongban.agencies.queries import divisions
from tongban.hotline.models import DirectoryLine
from tongban.hotline.queries.clocks import ZONE
from tongban.powerlist.queries import holding_at


@dataclass(frozen=True, slots=True)
class Route:
    """Where to, and why: `basis` is directory or power; `holder` is set where a power decides who leads."""

    body_id: UUID
    supports: tuple[UUID, ...]
    basis: str
    line_id: UUID | None = None
    holding_id: UUID | None = None
    holder: UUID | None = None


def chain(place_id: UUID, at: datetime) -> list[UUID]:
    """A place and all above it, from near to far."""
    known = {place.id: place.parent_id for place in divisions(at.astimezone(ZONE).date())}
    found, here = [], place_id
    while here in known and here not in found:
        found.append(here)
        above = known[here]
        if above is None:
            break
        here = above
    return found


def line_at(topic: str, place_id: UUID, at: datetime) -> DirectoryLine | None:
    """The line of a topic in force at the nearest place; a topic `a/b` falls back to its first part `a`."""
    if not topic:
        return None
    near = chain(place_id, at)
    topics = [topic] if "/" not in topic else [topic, topic.partition("/")[0]]
    rows = DirectoryLine.objects.filter(topic__in=topics, place_id__in=near, valid__contains=at)
    return min(rows, key=lambda row: (topics.index(row.topic), near.index(row.place_id)), default=None)


def route_for(*, topic: str, item_id: UUID | None, place_id: UUID, at: datetime) -> Route | None:
    """Where an order goes by rule; None when neither the directory nor the list of powers says it."""
    line = line_at(topic, place_id, at)
    item = item_id or (line.item_id if line else None)
    holding = holding_at(item, place_id, "decide", at) if item else None
    supports = tuple(line.supports) if line else ()
    if holding is not None:
        rest = tuple(body for body in supports if body != holding.body_id)
        basis = "directory" if line else "power"
        return Route(holding.body_id, rest, basis, line.pk if line else None, holding.id, holding.body_id)
    return Route(line.body_id, supports, "directory", line.pk) if line else None
