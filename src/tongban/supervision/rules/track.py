"""What the ledger has told of one subject so far: its events by type, its tasks, the time not counted.

Built by folding events in their order; the same from memory, a replay or the live ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, UTC, date, datetime
from functools import lru_cache
from operator import attrgetter, eq, ne
from typing import Any, Final
from uuid import UUID

from tongban.ledger.events import Entry

# What stops the clock and what lets it go on again.
STOPS: Final = {
    "case.paused": "case.resumed",
    "case.suspended": "case.continued",
    "case.hearing_called": "case.hearing_closed",
}
GOES_ON: Final = {end: start for start, end in STOPS.items()}
HALTS: Final = frozenset([*STOPS, *GOES_ON])
ENDED: Final = frozenset({"closed", "not_accepted", "withdrawn", "terminated"})


NEVER: Final = datetime(MAXYEAR, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class TaskSeen:
    """One task of a case as events tell it; `due` as the case's own clock said when it opened."""

    task: str
    node: str
    act: str
    limit: str
    body: UUID | None
    post: UUID | None
    due: datetime | None
    opened: Entry
    closed: Entry | None = None
    outcome: str = ""


@dataclass(slots=True)
class Halt:
    """One stretch of time not counted: from its event to the event that ended it."""

    started: Entry
    until: date | None
    document: str
    ended: Entry | None = None


@dataclass(slots=True)
class Track:
    """All that is known of one subject."""

    kind: str
    subject: UUID
    facts: list[Entry] = field(default_factory=list)
    # The newest event of each type, and the first of those types that came again: a subject has many types and seldom
    # several events of one.
    newest: dict[str, Entry] = field(default_factory=dict)
    firsts: dict[str, Entry] = field(default_factory=dict)
    tasks: dict[str, TaskSeen] = field(default_factory=dict)
    opened: list[TaskSeen] = field(default_factory=list)
    halts: tuple[Halt, ...] = ()
    state: str = ""
    # The version of the item that a case is handled under, as its first event says.
    version: str = ""
    # The item of a case, or the item itself, as its first event says.
    item: UUID | None = None
    # Before when nothing can fall due, and at how many events that was known.
    first_bound: datetime = NEVER
    bounded: int = 0

    def add(self, fact: Entry) -> None:
        """Takes the next event in."""
        kind, newest = fact.type, self.newest
        if not self.facts:
            self._begins(fact)
        elif kind in newest:
            self.firsts.setdefault(kind, newest[kind])
        self.facts.append(fact)
        newest[kind] = fact
        if self.kind != "case":
            return
        data = fact.data
        self.state = data.get("state", self.state)
        if kind in HALTS:
            self._halted(fact)
        for note in data.get("closed", ()):
            seen = self.tasks.get(note["task"])
            if seen is not None:
                seen.closed, seen.outcome = fact, note.get("outcome", "")
        for note in data.get("opened", ()):
            opened = self.tasks[note["task"]] = _task(note, fact)
            self.opened.append(opened)

    def _begins(self, fact: Entry) -> None:
        self.version = str(fact.data.get("item_version") or "")
        self.item = self.subject if self.kind == "item" else uuid_of(fact.data.get("item"))

    def _halted(self, fact: Entry) -> None:
        if fact.type in STOPS:
            running = self.halt_of(fact.type)
            until = day_of(fact.data.get("until") or fact.data.get("held"))
            if running is not None:  # a hearing moved to another day
                running.until = until
            else:
                self.halts = (*self.halts, Halt(fact, until, fact.data.get("document") or ""))
        elif fact.type in GOES_ON:
            running = self.halt_of(GOES_ON[fact.type])
            if running is not None:
                running.ended = fact

    def halt_of(self, start: str) -> Halt | None:
        """The stretch of a kind that still runs."""
        return next((one for one in self.halts if one.ended is None and one.started.type == start), None)

    @property
    def halted(self) -> Halt | None:
        """The time not counted that runs now."""
        return next((one for one in self.halts if one.ended is None), None)

    def first(self, event_type: str) -> Entry | None:
        """The first event of a type."""
        return self.firsts.get(event_type) or self.newest.get(event_type)

    def last(self, event_type: str) -> Entry | None:
        """The newest event of a type."""
        return self.newest.get(event_type)

    def all(self, event_type: str) -> Sequence[Entry]:
        """All events of a type in their order."""
        newest = self.newest.get(event_type)
        if newest is None:
            return ()
        if event_type not in self.firsts:
            return (newest,)
        return [one for one in self.facts if one.type == event_type]

    def open_tasks(self) -> list[TaskSeen]:
        """The tasks that wait."""
        return [] if self.over else [one for one in self.tasks.values() if one.closed is None]

    def task_closed_by(self, fact: Entry) -> TaskSeen | None:
        """The task that an event completed."""
        for one in self.tasks.values():  # a generator costs more than so few tasks
            if one.closed is fact:
                return one
        return None

    @property
    def lacks_papers(self) -> bool:
        """Whether the applicant was told what is missing and has not brought it: nothing runs from a receipt yet."""
        told = self.newest.get("case.notified")
        if told is None:
            return False
        later = (self.newest.get("case.supplemented"), self.newest.get("case.accepted"))
        return not any(one is not None and one.seq > told.seq for one in later)

    @property
    def over(self) -> bool:
        """Whether the subject has ended."""
        return self.state in ENDED

    @property
    def begun(self) -> Entry | None:
        """The event that began it."""
        return self.facts[0] if self.facts else None

    def told(self, name: str) -> Any:
        """A field of the event that began it."""
        return self.facts[0].data.get(name) if self.facts else None

    @property
    def place(self) -> UUID | None:
        """Where it is handled."""
        return self.facts[0].place_id if self.facts else None

    @property
    def lead(self) -> UUID | None:
        """The body that answers for the whole case: that of its first task."""
        for one in self.tasks.values():
            if one.body is not None:
                return one.body
        return None

    def decider(self) -> tuple[UUID | None, UUID | None]:
        """(body, post) in whose hands the case is, else the lead body."""
        waiting = next((one for one in self.tasks.values() if one.closed is None and one.body is not None), None)
        return (waiting.body, waiting.post) if waiting else (self.lead, None)


def _task(note: dict[str, Any], fact: Entry) -> TaskSeen:
    asked = note.get
    body, post, due = asked("body"), asked("post"), asked("due")
    return TaskSeen(
        note["task"], asked("node", ""), asked("act", ""), asked("limit", ""), _id(body) if body else None,
        _id(post) if post else None, moment_of(due) if due else None, fact,
    )  # fmt: skip


def track_of(facts: Iterable[Entry]) -> Track | None:
    """The track of a subject's events; None without any."""
    track: Track | None = None
    for fact in facts:
        if track is None:
            track = Track(fact.kind, fact.subject)
        track.add(fact)
    return track


def uuid_of(text: Any) -> UUID | None:
    """An id out of an event; None for none, or for what is no id."""
    return _id(text) if text and isinstance(text, str) else None


# Bodies, posts and items come again and again.
@lru_cache(maxsize=4096)
def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except (ValueError, AttributeError):  # another text, or none
        return None


def moment_of(text: Any) -> datetime | None:
    """A moment out of an event; None for none."""
    try:
        found = datetime.fromisoformat(text) if text else None
    except (ValueError, TypeError):
        return None
    return found if found is None or found.tzinfo is not None else None


def day_of(text: Any) -> date | None:
    """A day out of an event, also of a moment; None for none."""
    try:
        return date.fromisoformat(str(text)[:10]) if text else None
    except ValueError:
        return None


def value_of(fact: Entry, name: str) -> Any:
    """A field of an event: its own columns by their names, else what it tells."""
    return getattr(fact, name) if name in _COLUMNS else fact.data.get(name)


def named_by(name: str) -> Named:
    """How a field is read, made ready to be asked of many events."""
    return attrgetter(name) if name in _COLUMNS else lambda fact: fact.data.get(name)


Named = Callable[[Entry], Any]
_COLUMNS: Final = frozenset({"actor", "post_id", "body_id", "place_id", "on_behalf", "at", "recorded_at", "subject"})
Where = tuple[tuple[str, str, Any], ...]


def holds(fact: Entry, where: Where) -> bool:
    """Whether an event fulfils all conditions: (field, is | not | empty | filled | over, value)."""
    for name, test, value in where:  # noqa: SIM110  # a generator costs more than the tests
        if not _TESTS[test](value_of(fact, name), value):
            return False
    return True


def asks(where: Where) -> Condition | None:
    """The conditions made ready to be asked of many events; None where there is none."""
    if not where:
        return None
    if len(where) > 1 or where[0][0] in _COLUMNS:
        return lambda fact: holds(fact, where)
    name, test, value = where[0]
    if test == "is":
        return lambda fact: bool(fact.data.get(name) == value)
    fulfils = _TESTS[test]
    return lambda fact: fulfils(fact.data.get(name), value)


Condition = Callable[[Entry], bool]
_TESTS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "is": eq,
    "in": lambda found, value: found in value,
    "not": ne,
    "outside": lambda found, value: found not in value,
    "empty": lambda found, value: not found,
    "filled": lambda found, value: bool(found),
    "over": lambda found, value: isinstance(found, int) and found > value,
}
