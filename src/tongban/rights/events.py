"""What a person's requests about their data write to the ledger: codes, figures and days, never a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequestFiled(Event):
    """个人信息请求提出: a person asked to be corrected or erased; the named body answers until a moment."""

    type: ClassVar[str] = "data_request.filed"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "data_request"

    what: str
    body: UUID
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCleared(Event):
    """个人信息当即删除: what can go was erased at once; `kept` are the kinds that stand against the rest.

    Without `kept` the person's key was destroyed, too, and nothing more is asked.
    """

    type: ClassVar[str] = "data_request.cleared"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "data_request"

    drafts: int
    reminders: int
    contact: bool
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequestDecided(Event):
    """个人信息请求答复: corrected, erased, kept by law until a day (none: until what is open has ended), or refused."""

    type: ClassVar[str] = "data_request.decided"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "data_request"

    outcome: str
    late: bool
    rest_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequestReckoned(Event):
    """个人信息保存期重算: what the law keeps stands until a day (none: something is open); looked at on another."""

    type: ClassVar[str] = "data_request.reckoned"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "data_request"

    kept: tuple[str, ...]
    rest_until: date | None
    look_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequestFinished(Event):
    """个人信息到期删除: the time of what the law kept is over, and the rest of a person's data was erased."""

    type: ClassVar[str] = "data_request.finished"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "data_request"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequestTakenBack(Event):
    """个人信息请求撤回: the person took the request back; what is not erased yet stays."""

    type: ClassVar[str] = "data_request.taken_back"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "data_request"
