"""What ratings write to the ledger: levels, codes and days; words and persons stand sealed on the rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingGiven(Event):
    """评价: a service was rated, once; a bad one (level 4 or 5) says until when its rater is contacted and it is put
    right. `occasion` is the visit or matter, `subject` its case; `office`: given on an office's own network."""

    type: ClassVar[str] = "rating.given"
    kind: ClassVar[str] = "rating"

    occasion: UUID
    rated: str
    stage: str
    subject: UUID | None
    item: UUID | None
    body: UUID
    post: UUID
    channel: str
    level: int
    reasons: list[str] = field(default_factory=list)
    named: bool = False
    office: bool = False
    contact_by: datetime | None = None
    rectify_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingMoved(Event):
    """A step of a bad rating: contacted, put right, called back; `result` is its code, `late` when after its day."""

    type: ClassVar[str] = "rating.moved"
    kind: ClassVar[str] = "rating"

    act: str
    state: str
    result: str
    late: bool
    words_digest: str
    rectify_by: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingAppealed(Event):
    """申诉: the body says that the rating was given by mistake or in bad faith; nothing stops meanwhile."""

    type: ClassVar[str] = "rating.appealed"
    kind: ClassVar[str] = "rating"

    ground: str
    words_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDecided(Event):
    """申诉裁定: somebody else decided; only `excluded` takes a rating out of every figure."""

    type: ClassVar[str] = "rating.appeal_decided"
    kind: ClassVar[str] = "rating"

    excluded: bool
    words_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingPublished(Event):
    """公开: a bad rating and the reply to it were published, without anything personal."""

    type: ClassVar[str] = "rating.published"
    kind: ClassVar[str] = "rating"

    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceOpened(Event):
    """评价器: a device at a window may rate the visits of that post."""

    type: ClassVar[str] = "rating_device.opened"
    kind: ClassVar[str] = "rating_device"

    post: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceClosed(Event):
    """The device rates nothing any more."""

    type: ClassVar[str] = "rating_device.closed"
    kind: ClassVar[str] = "rating_device"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyDrawn(Event):
    """问卷: a survey was drawn from a frame by its seed; the digest of the frame lets anybody draw it again."""

    type: ClassVar[str] = "survey.drawn"
    kind: ClassVar[str] = "survey"

    since: str
    until: str
    body: UUID | None
    frame_size: int
    frame_digest: str
    seed: str
    drawn: int
    questions_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyAnswered(Event):
    """One of the drawn answered, once; what is counted, not who said it."""

    type: ClassVar[str] = "survey.answered"
    kind: ClassVar[str] = "survey"

    answers: dict[str, str] = field(default_factory=dict)
