"""What supervision writes to the ledger: each card and each step of its life, rules as they were set, recommendations.

Rules and subjects are named by codes and random references; words stand on the rows, their digest here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRaised(Event):
    """发牌: a rule found a breach; `cites` are the events that prove it, `figures` what was measured.

    `edition` counts the settings of the rule (0: as shipped). `since` is when the breach happened.
    """

    type: ClassVar[str] = "card.raised"
    kind: ClassVar[str] = "card"

    rule: str
    edition: int
    grade: str
    subject_kind: str
    subject: UUID
    occurrence: str
    since: datetime
    answer_by: datetime | None
    body: UUID | None
    post: UUID | None
    cites: tuple[UUID, ...]
    figures: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardMoved(Event):
    """A step of a card's life: explained, upheld, lifted, appealed, kept, corrected, closed.

    `late`: after its day. `by_day` is until when the next step is due, if it is the body's.
    """

    type: ClassVar[str] = "card.moved"
    kind: ClassVar[str] = "card"

    act: str
    state: str
    words_digest: str
    late: bool
    by_day: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet(Event):
    """规则调整: a rule was switched or its figures changed, for all, one item or one place, from a moment on."""

    type: ClassVar[str] = "supervision_rule.set"
    kind: ClassVar[str] = "supervision_rule"

    rule: str
    no: int
    item: UUID | None
    place: UUID | None
    active: bool
    figures: dict[str, int]
    valid_from: datetime
    back_test: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationMade(Event):
    """整改建议: a body is asked to put a pattern of breaches right, and to answer by a day."""

    type: ClassVar[str] = "recommendation.made"
    kind: ClassVar[str] = "recommendation"

    body: UUID
    cards: tuple[UUID, ...]
    words_digest: str
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationOnPattern(Event):
    """整改建议 out of a pattern: several requests about a body say the same; it is asked to end their cause in time."""

    type: ClassVar[str] = "recommendation.made_on_pattern"
    kind: ClassVar[str] = "recommendation"

    body: UUID
    pattern_kind: str
    pattern: UUID | None
    subjects: tuple[UUID, ...]
    words_digest: str
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationAnswered(Event):
    """The body answered a recommendation; `late` when after its day."""

    type: ClassVar[str] = "recommendation.answered"
    kind: ClassVar[str] = "recommendation"

    words_digest: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationClosed(Event):
    """A recommendation was closed: cards of the same kind, or requests of the same pattern, in the
    same span `before` it and `after` it."""

    type: ClassVar[str] = "recommendation.closed"
    kind: ClassVar[str] = "recommendation"

    before: int
    after: int
