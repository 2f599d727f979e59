"""What special procedures write to the ledger: hearing, third parties, suspension, termination (arts. 36, 45 to 48).

Parties and officials are named by their random references only; places and reasons stand on the rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tongban.cases.events.case import CaseEvent


@dataclass(frozen=True, kw_only=True)
class CaseHearingRightTold(CaseEvent):
    """告知听证权利: the applicant or a third party was told that a hearing can be asked for, and until when."""

    type: ClassVar[str] = "case.hearing_right_told"
    right: str
    interested: str | None
    until: str
    document: str


@dataclass(frozen=True, kw_only=True)
class CaseHearingAnswered(CaseEvent):
    """要求或者不要求听证: what was answered, on which day; `hold_by` is the last day to organise the hearing."""

    type: ClassVar[str] = "case.hearing_answered"
    right: str
    answer: str
    on: str
    hearing: str | None
    hold_by: str | None


@dataclass(frozen=True, kw_only=True)
class CaseHearingCalled(CaseEvent):
    """听证通知: time and place were told; from here its time does not count. `late`: past the twenty days."""

    type: ClassVar[str] = "case.hearing_called"
    hearing: str
    held: str
    chair: str
    hold_by: str | None
    late: bool
    document: str


@dataclass(frozen=True, kw_only=True)
class CaseHearingClosed(CaseEvent):
    """听证笔录: the hearing was held and recorded (`document`), or given up by whoever had asked for it."""

    type: ClassVar[str] = "case.hearing_closed"
    hearing: str
    outcome: str
    document: str | None
    due: str | None
    promised_due: str | None


@dataclass(frozen=True, kw_only=True)
class CaseInterestedTold(CaseEvent):
    """告知利害关系人: somebody whose major interest is touched was told, and until when to make a statement."""

    type: ClassVar[str] = "case.interested_told"
    interested: str
    party: str
    until: str
    document: str


@dataclass(frozen=True, kw_only=True)
class CaseStatementTaken(CaseEvent):
    """陈述和申辩: the statement of a third party was received."""

    type: ClassVar[str] = "case.statement_taken"
    interested: str


@dataclass(frozen=True, kw_only=True)
class CaseStatementWeighed(CaseEvent):
    """采纳情况: whether a third party's statement is adopted, before the decision."""

    type: ClassVar[str] = "case.statement_weighed"
    interested: str
    taken: str


@dataclass(frozen=True, kw_only=True)
class CaseSuspended(CaseEvent):
    """中止: the whole case stands still on a ground of the closed list; the applicant is told by the document."""

    type: ClassVar[str] = "case.suspended"
    ground: str
    until: str | None
    document: str


@dataclass(frozen=True, kw_only=True)
class CaseContinued(CaseEvent):
    """恢复办理: the ground of the suspension is gone; the limits moved by the days that did not count."""

    type: ClassVar[str] = "case.continued"
    suspension: str
    document: str
    due: str | None
    promised_due: str | None


@dataclass(frozen=True, kw_only=True)
class CaseTerminated(CaseEvent):
    """终止: the case ends without a decision on a ground of the closed list."""

    type: ClassVar[str] = "case.terminated"
    ground: str
    document: str
