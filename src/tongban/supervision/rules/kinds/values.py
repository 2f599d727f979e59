"""与清单不符: what an event says, measured against the list, the calendar or what was said before.

Each measure is a small function with a name; it answers the figures of a breach, or None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tongban.ledger.events import Entry
from tongban.supervision.rules.declare import Figures, Hit, Kind, Look
from tongban.supervision.rules.kinds import casemeasures, listmeasures, ordermeasures
from tongban.supervision.rules.kinds.steps import Seen, hit
from tongban.supervision.rules.track import Track, Where
from tongban.supervision.rules.world import World

Measure = Callable[[Track, Entry, World], Figures | None]
# Every event of a case.
ANY_STEP: Final = "*"
# The types of events by which a measure of every event is never broken.
NOTHING_AFTER: Final = {"moved_clock": casemeasures.MOVERS}
MEASURES: Final[dict[str, Measure]] = {
    **casemeasures.MEASURES, **listmeasures.MEASURES, **ordermeasures.MEASURES,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured(Seen):
    """An event whose measure is not as the list, the law or the calendar has it."""

    event: str
    measure: str
    where: Where = ()
    kind_of: Kind = Kind.VALUE

    @property
    def kind(self) -> Kind:
        """As declared."""
        return self.kind_of

    def found(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        """One with the figures of the measure."""
        figures = MEASURES[self.measure](track, fact, world)
        return [] if figures is None else self.breaches(track, fact, figures)

    def look(self, code: str, event_type: str) -> Look | None:
        """The measure itself, found by its name."""
        return None if event_type in NOTHING_AFTER.get(self.measure, ()) else MEASURES[self.measure]

    def breaches(self, track: Track, fact: Entry, seen: Figures) -> list[Hit]:
        """One with the figures."""
        return [hit(track, fact, **seen)]
