"""What a clock is made of: the limit with its source, the pauses with their documents, the one extension.

Values only. How they become a date is in `deadline`; what the figures of the law are is in `rulebook`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from tongban.kernel.refusals import refuse


class Unit(StrEnum):
    """In what a limit is measured: 小时, 天, 工作日, 月, 年."""

    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    YEAR = "year"


class StartEvent(StrEnum):
    """What sets a clock going: receipt 收件, acceptance 受理, a task opened 环节开始, a decision 决定."""

    RECEIPT = "receipt"
    ACCEPTANCE = "acceptance"
    TASK = "task"
    DECISION = "decision"


class LimitKind(StrEnum):
    """Whose limit it is: the law's, the body's own promise, or one step inside a case."""

    STATUTORY = "statutory"
    PROMISED = "promised"
    STEP = "step"


class PauseKind(StrEnum):
    """Why the clock stands still: time that the law does not count (不计时), or a suspension (中止)."""

    NOT_COUNTED = "not_counted"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Limit:
    """How long something may take.

    `source` names the law and article, or the promise. `moves_off_rest_day`: an end on a rest day goes to the
    next working day; a limit in working days ends on one anyway, and hours run round the clock.
    """

    length: int
    unit: Unit
    starts: StartEvent
    kind: LimitKind
    source: str
    moves_off_rest_day: bool = True

    def __post_init__(self) -> None:
        if self.length < 1:
            raise refuse(
                "limit_too_short",
                zh="时限至少为 1，不能是 {length}。",
                en="A time limit is at least 1, not {length}.",
                length=self.length,
            )


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch of time that does not count, from `start` to `end` (None: still open), founded on a document.

    `told_until` is the day on which the applicant was told that the clock would go on.
    """

    reason: str
    document: UUID | str | None
    start: datetime
    end: datetime | None
    kind: PauseKind = PauseKind.NOT_COUNTED
    told_until: date | None = None

    def __post_init__(self) -> None:
        if not self.document:
            raise refuse(
                "pause_without_document",
                zh="没有文书不能停止计时。请先制作不计时（中止）通知书并送达申请人。",
                en="The clock cannot be paused without a document. "
                "Draw up the notice and serve it on the applicant first.",
            )
        _need_zone(self.start)
        if self.end is None:
            return
        _need_zone(self.end)
        if self.end < self.start:
            raise refuse(
                "pause_ends_before_start",
                zh="恢复计时的时间早于停止计时的时间，请核对。",
                en="The clock cannot go on before it was paused. Check both times.",
            )


@dataclass(frozen=True, slots=True)
class Extension:
    """More time, given once, by the one whom the law names, with its reason told to the applicant."""

    length: int
    unit: Unit
    approver: UUID | str | None
    reason: str
    told_at: datetime | None

    def __post_init__(self) -> None:
        if self.length < 1 or not self.approver or not self.reason.strip() or self.told_at is None:
            raise refuse(
                "extension_incomplete",
                zh="延期要有批准人、理由、延长的时间和告知申请人的时间，缺一不可。",
                en="An extension needs its approver, its reason, its length and the time the applicant was told.",
            )
        _need_zone(self.told_at)


def extend(current: Extension | None, new: Extension, *, at_most: int) -> Extension:
    """The extension of a case that has `current`; a second one, or one longer than the law allows, is refused.

    `at_most` is in the extension's own unit and comes from the rulebook (《行政许可法》第四十二条).
    """
    if current is not None:
        raise refuse(
            "second_extension",
            zh="本件已延期一次，不能再延。请在现有期限内作出决定。",
            en="This case has been extended once and cannot be extended again. Decide within the present limit.",
        )
    if new.length > at_most:
        raise refuse(
            "extension_too_long",
            zh="最多可延长 {at_most}，不能延长 {length}。",
            en="The limit can be extended by {at_most} at most, not by {length}.",
            at_most=at_most,
            length=new.length,
        )
    return new


def _need_zone(moment: datetime) -> None:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone names no moment")
