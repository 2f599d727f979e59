"""What a rule of supervision is: a declaration with its legal source, its grade and one check of a few kinds.

A rule is data; what its check means is in `kinds`. Findings cite the rule and the events, never an opinion.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Protocol
from uuid import UUID

from tongban.ledger.events import Entry
from tongban.supervision.rules.track import Track
from tongban.supervision.rules.world import World

Figures = Mapping[str, str | int]


class Grade(StrEnum):
    """蓝 a reminder; 黄 nearly due or a step over; 红 a promise or the law broken; 双红 the statutory limit passed."""

    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"
    DOUBLE_RED = "double_red"


class When(StrEnum):
    """事前, 事中, 事后: set-up of lists, handling of cases, what comes out afterwards."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class Kind(StrEnum):
    """The few kinds of checks."""

    LIMIT = "limit"
    ORDER = "order"
    ABSENCE = "absence"
    REPETITION = "repetition"
    SEPARATION = "separation"
    HOLDER = "holder"
    VALUE = "value"
    PATTERN = "pattern"


KIND_WORDS: Final[dict[Kind, tuple[str, str]]] = {
    Kind.LIMIT: ("时限", "time limit"),
    Kind.ORDER: ("顺序", "order"),
    Kind.ABSENCE: ("缺失", "absence"),
    Kind.REPETITION: ("重复", "repetition"),
    Kind.SEPARATION: ("分离", "separation"),
    Kind.HOLDER: ("主体和层级", "holder and level"),
    Kind.VALUE: ("与清单不符", "against the list"),
    Kind.PATTERN: ("多件规律", "pattern over many"),
}
WHEN_WORDS: Final[dict[When, tuple[str, str]]] = {
    When.BEFORE: ("事前", "before"),
    When.DURING: ("事中", "during"),
    When.AFTER: ("事后", "after"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One breach that a check found: which occurrence, when it happened, what proves it.

    `occurrence` names it among those of the same rule and subject, so that it is raised once however often the ledger
    is read. `subject` is another subject than the track's where a pattern is about a post, a body or a pair.
    """

    occurrence: str
    at: datetime
    cites: tuple[UUID, ...] = ()
    body: UUID | None = None
    post: UUID | None = None
    official: UUID | None = None
    subject: tuple[str, UUID] | None = None
    figures: Figures = field(default_factory=dict)


# How a rule looks at a track after its newest event: what it saw, of which `Check.breaches` makes breaches, and nothing
# where it saw none, as after nearly every event.
Look = Callable[[Track, Entry, World], Any]


class Check(Protocol):
    """How a rule looks: `found` is asked after each event of the types that the check names."""

    @property
    def kind(self) -> Kind:
        """Of which kind it is."""

    def found(self, code: str, track: Track, fact: Entry, world: World) -> list[Hit]:
        """The breaches that this event makes; the track holds it already."""

    def look(self, code: str, event_type: str) -> Look | None:
        """The same made ready for the events of one type; None where such an event breaks nothing and counts nowhere.

        The engine asks for it once a type, so what hangs on the declaration alone is worked out here.
        """

    def need(self, event_type: str) -> str:
        """A type of which an event must have come, or such an event breaks nothing; empty where there is none."""

    def breaches(self, track: Track, fact: Entry, seen: Any) -> list[Hit]:
        """The breaches in what a look saw."""

    def due(self, track: Track, world: World) -> list[Hit]:
        """The breaches that time alone will make (`at` is when), as things stand."""


class TimedCheck(Check, Protocol):
    """A check that time alone breaks, with the events that may bring its moment nearer ("*": every one of a case).

    What only ends it is not among them: a bound that has become too early is drawn anew when it has passed.
    """

    @property
    def moved_by(self) -> tuple[str, ...]:
        """The types of those events."""

    def bound(self, track: Track, world: World) -> datetime | None:
        """Before when nothing falls due, as things stand; None for never. May be too early, never too late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `answer` is the rulebook row with the working days to explain, empty where nobody has to.

    `of` is the kind of subject whose events it reads; `tells`: the post that holds the step, or the head of the body.
    """

    code: str
    zh: str
    en: str
    law: str
    article: str
    confidence: str = "V"
    when: When = When.DURING
    grade: Grade
    check: Check
    tells: str = "head"
    answer: str = "supervision.answer_days"
    starts_on: bool = True

    def name(self, language: str) -> str:
        """The rule in one language."""
        return self.en if language == "en" else self.zh

    @property
    def source(self) -> str:
        """《中华人民共和国行政许可法》第四十二条."""
        return f"《{self.law}》{self.article}"
