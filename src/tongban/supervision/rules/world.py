"""What a rule may ask beyond the events: the lists as yardsticks, the calendar, the rulebook, counts over many.

`queries.world` answers from the database, tests and back-tests from memory; rules cannot tell which.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, Final, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from tongban.kernel.clock.limits import Limit
from tongban.kernel.flow.net import Net
from tongban.kernel.workcalendar import WorkCalendar
from tongban.powerlist.rules.content import ItemContent

# What a pattern counts by: ids, as their numbers (these are looked up quicker), and codes.
Key = tuple[Any, ...]


class Version(Protocol):
    """A version of an item as rules read it."""

    @property
    def id(self) -> UUID:
        """The version."""

    @property
    def item_id(self) -> UUID:
        """Its item."""

    @property
    def content(self) -> ItemContent:
        """What it says."""

    @property
    def flow(self) -> Net | None:
        """Its flow; None for an entry that only guides elsewhere."""


class Marks(Protocol):
    """The events that were noted for a pattern under one key."""

    def counted(self, since: datetime, until: datetime) -> tuple[int, int]:
        """(hits, all) in a span, both ends included."""

    def enough(self, at_least: int, since: datetime, until: datetime) -> tuple[int, int] | None:
        """The same where there are at least so many hits; None where there are fewer, as nearly always."""

    def news(self, period: str) -> bool:
        """Whether no finding was told for a period yet, as far as this world remembers.

        Where it does not remember, what is found again is the same finding, and whoever keeps findings knows it.
        """

    def recent(self, since: datetime, until: datetime) -> list[UUID]:
        """The events behind the hits of a span, the newest first, a few dozen at most."""


class World(Protocol):
    """Where a rule looks things up."""

    @property
    def zone(self) -> ZoneInfo:
        """Where the offices are."""

    @property
    def calendar(self) -> WorkCalendar:
        """The official calendar."""

    @property
    def kept(self) -> dict[Any, Any]:
        """What was worked out once and holds as long as this world is asked."""

    def number(self, key: str, on: date) -> int:
        """A figure of the rulebook."""

    def length(self, key: str, on: date) -> Limit:
        """A length of time of the rulebook, with its unit."""

    def day_end(self, at: datetime) -> time:
        """When the office closes on that day."""

    def version(self, version_id: str) -> Version | None:
        """A version of an item; None when there is none."""

    def in_force(self, item: UUID, on: date) -> UUID | None:
        """The version of an item in force on a day."""

    def holder(self, item: UUID, place: UUID, function: str, at: datetime) -> UUID | None:
        """The body that holds a function of the power at a place and moment."""

    def seal(self, item: UUID, place: UUID, at: datetime) -> UUID | None:
        """The body whose name and seal the papers of a power bear there by the form in which it is held."""

    def holds_elsewhere(self, item: UUID, body: UUID, function: str, at: datetime) -> bool:
        """Whether a body holds the function at another place, or held it before: it has let it go here."""

    def duties(self, post: UUID) -> frozenset[str]:
        """The duties of a post; none when unknown."""

    def head_body(self, at: datetime) -> UUID | None:
        """The government of the place."""

    def nobody_acts(self, official: UUID, at: datetime) -> list[UUID]:
        """The posts of an official where nobody acts at a moment."""

    def waiting(self, item: UUID, body: UUID, before: datetime) -> int:
        """How many open cases of an item lie accepted at a body since before a moment, not paused."""

    def mark(self, code: str, key: Key, event: UUID, at: datetime, hit: bool) -> Marks:
        """Notes one event for a pattern under a key: once however often it is told live; a replay tells it once."""

    def marks(self, code: str, key: Key) -> Marks | None:
        """What was noted for a pattern under a key; None where it is known that nothing was."""


def written(key: Key) -> str:
    """A key as it is stored."""
    return "/".join(str(UUID(int=part) if isinstance(part, int) else part or "") for part in key)


_DAY: Final = "the day of the moment asked last"


def local_day(at: datetime, world: World) -> date:
    """The day of a moment where the offices are. Many rules ask it of one event, so the last answer is kept."""
    known = world.kept.get(_DAY)
    if known is not None and known[0] is at:
        found: date = known[1]
        return found
    day = at.astimezone(world.zone).date()
    world.kept[_DAY] = (at, day)
    return day
