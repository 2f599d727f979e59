"""Topics in the ledger: who was warned of what, whose topic of the month it is, what was answered, what came of it;
answers published for everybody. Figures and references only; words stand on the rows, their digest here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicWarned(Event):
    """苗头预警: a topic rises or comes back at a place; its body is asked to act before more people call.

    `lately` orders in the last weeks against `earlier` in as many before; `owner` answers for it until `answer_by`.
    """

    type: ClassVar[str] = "topic_task.warned"
    kind: ClassVar[str] = "topic_task"

    topic: UUID
    place: UUID
    ground: str
    lately: int
    earlier: int
    body: UUID
    owner: UUID
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicOfMonthSet(Event):
    """每月一题: a topic of a month with its indicator (at most `target` orders), body and the person who answers."""

    type: ClassVar[str] = "topic_task.set"
    kind: ClassVar[str] = "topic_task"

    topic: UUID | None
    month: date
    place: UUID
    target: int
    body: UUID
    owner: UUID
    words_digest: str
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicAnswered(Event):
    """The head of the body said what is done about it; `late` after its day."""

    type: ClassVar[str] = "topic_task.answered"
    kind: ClassVar[str] = "topic_task"

    words_digest: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicTaskClosed(Event):
    """Closed with what came of it: orders in as many days before it was set as have gone since, and since."""

    type: ClassVar[str] = "topic_task.closed"
    kind: ClassVar[str] = "topic_task"

    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPublished(Event):
    """公开答复: question and answer of an order, written anew without anything personal, are shown to everybody."""

    type: ClassVar[str] = "public_answer.published"
    kind: ClassVar[str] = "public_answer"

    order: UUID
    body: UUID
    words_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWithdrawn(Event):
    """撤下公开答复: nobody sees it any more."""

    type: ClassVar[str] = "public_answer.withdrawn"
    kind: ClassVar[str] = "public_answer"

    words_digest: str
