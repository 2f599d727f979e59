"""Back-test: what a rule with other figures would have raised on the past ledger, beside what it raises as set now.

It writes nothing. Lists are read as they were (versions, holdings). The line before a case is told again from the same
events, so a case that began before them is not in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from tongban.ledger.events import Entry
from tongban.ledger.queries import events_from, leaf_count
from tongban.supervision.models import Card
from tongban.supervision.queries.world import LiveWorld
from tongban.supervision.rules.declare import Rule
from tongban.supervision.rules.engine import Engine, Finding, key_of
from tongban.supervision.rules.kinds.patterns import LineJumped
from tongban.supervision.rules.memory import Memory
from tongban.supervision.rules.track import Track

YEAR: Final = timedelta(days=365)
MOST: Final = 200_000
PAGE: Final = 2_000


class PastWorld(Memory, LiveWorld):
    """The lists as they are read from the database, counts and lines kept in memory."""

    def __init__(self, figures: Mapping[str, int]) -> None:
        Memory.__init__(self)
        LiveWorld.__init__(self, figures)


@dataclass(frozen=True, slots=True)
class BackTest:
    """How many cards, with the figures tried and as set now; of the tried: how many were later lifted, by body.

    `bodies`: (body, cards, later lifted).
    """

    cards: int
    before: int
    lifted: int
    bodies: tuple[tuple[UUID | None, int, int], ...]
    samples: tuple[tuple[str, UUID, datetime], ...]
    events: int
    cut: bool

    def kept(self) -> dict[str, Any]:
        """What stands in the edition that is put to use."""
        return {"cards": self.cards, "before": self.before, "lifted": self.lifted, "events": self.events}


def back_test(
    rule: Rule, figures: Mapping[str, int], now_figures: Mapping[str, int], *, until: datetime, samples: int,
    on: bool = True,
) -> BackTest:  # fmt: skip
    """Tells the past year again, once with the figures tried and once as set now; `on`: whether it is on now."""
    facts = list(_past(until - YEAR))
    tried, kept = _findings(rule, figures, facts, until), _findings(rule, now_figures, facts, until) if on else []
    bodies, lifted = Counter(one.hit.body for _key, one in tried), Counter(_lifted(rule, tried))
    step = max(len(tried) // samples, 1)
    return BackTest(
        cards=len(tried), before=len(kept), lifted=lifted.total(),
        bodies=tuple((body, many, lifted[body]) for body, many in bodies.most_common()),
        samples=tuple((key[1], key[2], one.hit.at) for key, one in tried[::step][:samples]), events=len(facts),
        cut=len(facts) >= MOST,
    )  # fmt: skip


def _past(since: datetime) -> Iterator[Entry]:
    """The newest events of the ledger, at most `MOST`, no older than a year."""
    place = max(leaf_count() - MOST, 0)
    while True:
        found = events_from(place, PAGE)
        if not found:
            return
        yield from (one for one in found if one.at >= since)
        place += len(found)


def _findings(rule: Rule, figures: Mapping[str, int], facts: list[Entry], until: datetime) -> list[tuple[Any, Finding]]:
    engine, world = Engine([rule], lambda _rule, _track, _at: True), PastWorld(figures)
    lines = isinstance(rule.check, LineJumped)
    tracks: dict[Any, Track] = {}
    found: dict[Any, Finding] = {}
    for fact in facts:
        track = tracks.setdefault((fact.kind, fact.subject), Track(fact.kind, fact.subject))
        for one in engine.step(track, fact, world):
            found.setdefault(key_of(track, one), one)
        if lines and fact.kind == "case":
            world.seen(track)
    for track in tracks.values():
        for one in engine.fallen(track, until, world):
            found.setdefault(key_of(track, one), one)
    return sorted(found.items(), key=lambda pair: pair[1].hit.at)


def _lifted(rule: Rule, tried: list[tuple[Any, Finding]]) -> list[UUID | None]:
    """The body of each card that was lifted later."""
    lifted = set(
        Card.objects.filter(rule=rule.code, state="lifted").values_list("subject_kind", "subject_id", "occurrence")
    )
    return [one.hit.body for key, one in tried if (key[1], key[2], key[3]) in lifted]
