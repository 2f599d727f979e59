"""Tasks sent down to townships: sent, answered for by the county, signed, done, given back. Words only as digests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSent(Event):
    """任务下派: a superior sends a task to a township. `held`: no line covers it, so the county answers first.

    `line` is the line's code in the township's list; `signs` tell off-loading; `data` are kinds of data asked.
    """

    type: ClassVar[str] = "township_task.sent"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "township_task"

    batch: UUID
    sender: UUID
    township: UUID
    line: str
    held: bool
    emergency: bool
    reports: bool
    data: tuple[str, ...]
    signs: tuple[str, ...]
    money: int
    people: int
    due_at: datetime
    answer_by: datetime | None
    words_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAnswered(Event):
    """县里答复: the county approves what no line covers, regularises an emergency, or returns the task.

    `verdict` is approved, regularised or returned; `late`: after its day.
    """

    type: ClassVar[str] = "township_task.answered"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "township_task"

    verdict: str
    sender: UUID
    township: UUID
    reports: bool
    data: tuple[str, ...]
    money: int
    people: int
    late: bool
    words_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSigned(Event):
    """签收: the township took the task and gave it to one of its officers."""

    type: ClassVar[str] = "township_task.signed"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "township_task"

    township: UUID
    officer: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskResourced(Event):
    """随任务下来的钱、人、指导已到位: the township confirms that what was to come with the task has arrived."""

    type: ClassVar[str] = "township_task.resourced"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "township_task"

    township: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReported(Event):
    """办结: the township reported that the task is done; `late`: after its day."""

    type: ClassVar[str] = "township_task.reported"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "township_task"

    township: UUID
    late: bool
    words_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskGivenBack(Event):
    """退回: the township gives the task back, naming the line of its list by which a superior took it over."""

    type: ClassVar[str] = "township_task.given_back"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "township_task"

    township: UUID
    sender: UUID
    line: str
    words_digest: str
