"""What cases write to the ledger: codes, figures and random references; never a name, an address or a sentence.

Supervision reads nothing else, so each event carries what its rules need: channel, window, holding, version, materials,
fee, pause document, who held the task, until when.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from tongban.ledger.events import Event

TaskNote = dict[str, Any]
"""One opened or closed task: `task`, `node`, `post`, `body`, `limit`, `due`, `outcome` as codes."""


@dataclass(frozen=True, kw_only=True)
class CaseEvent(Event):
    """What every step of a case says: the state it led to and the tasks it opened and closed."""

    kind: ClassVar[str] = "case"
    state: str
    opened: list[TaskNote] = field(default_factory=list)
    closed: list[TaskNote] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class CaseReceived(CaseEvent):
    """收件: a window clerk or the platform received an application; the five days of art. 32 start.

    `corrected` names what the applicant put right on the spot (art. 32 para. 1 no. 3); `at_once` that it is decided in
    the same act (art. 34 para. 2).
    """

    type: ClassVar[str] = "case.received"
    number: str
    item: str
    item_version: str
    applicant: str
    channel: str
    window_post: str | None
    holding: str | None
    materials: list[str]
    materials_held: list[str]
    fee: int = 0
    certificate: str | None = None
    situation: str = ""
    corrected: list[str] = field(default_factory=list)
    at_once: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseAccepted(CaseEvent):
    """受理.

    The competent organ accepted, or the five days passed in silence (`origin` deemed, counted from receipt).
    `deferred` names the papers that the applicant promised to supply later.
    """

    type: ClassVar[str] = "case.accepted"
    origin: str
    counted_from: str
    due: str | None
    promised_due: str | None
    document: str | None
    calendar: str
    deferred: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class CaseNotified(CaseEvent):
    """一次性告知: everything that is missing was told at once; `no` above 1 is a further notice.

    `seen` names the points of a further notice that were there unchanged the first time: a breach whatever is said.
    """

    type: ClassVar[str] = "case.notified"
    no: int
    points: list[str]
    document: str
    again: bool = False
    breach: bool = False
    seen: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class CaseSupplemented(CaseEvent):
    """补正: the applicant gave what the notice asked for; a new five days start."""

    type: ClassVar[str] = "case.supplemented"
    materials: list[str]


@dataclass(frozen=True, kw_only=True)
class CaseNotAccepted(CaseEvent):
    """不予受理: not needed, or another body's business; the right body is named (`outside`: one not in the list)."""

    type: ClassVar[str] = "case.not_accepted"
    ground: str
    right_body: str | None
    document: str
    outside: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseReviewed(CaseEvent):
    """审查: one body's opinion on its part."""

    type: ClassVar[str] = "case.reviewed"
    opinion: str


@dataclass(frozen=True, kw_only=True)
class CaseDecided(CaseEvent):
    """决定: grant or refusal in the name of the holder of the power.

    `hearing_record` is the document of the hearing record it rests on (art. 48); `statements` how many third parties
    were heard (art. 36).
    """

    type: ClassVar[str] = "case.decided"
    decision: str
    holding: str | None
    basis: list[str]
    document: str
    hearing_record: str | None = None
    statements: int = 0


@dataclass(frozen=True, kw_only=True)
class CaseResultIssued(CaseEvent):
    """制证: the result of a grant exists; its certificate is named by its random reference.

    `sealed_by` is the body whose name and seal it bears: the entruster's where the power is entrusted.
    """

    type: ClassVar[str] = "case.result_issued"
    certificate: str | None
    sealed_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class CaseDelivered(CaseEvent):
    """送达: the decision reached the applicant; the case is done when its flow ends."""

    type: ClassVar[str] = "case.delivered"
    method: str
    document: str


@dataclass(frozen=True, kw_only=True)
class CasePaused(CaseEvent):
    """不计时: time that art. 45 does not count, with its document and the day the applicant was told.

    Testing has the day it `starts` and its `staff`; `late` when it starts after the days of art. 55.
    """

    type: ClassVar[str] = "case.paused"
    pause_kind: str
    document: str
    told: str
    until: str | None
    starts: str | None = None
    staff: list[str] = field(default_factory=list)
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseResumed(CaseEvent):
    """恢复计时: the pause ended; the limits moved by the days that did not count."""

    type: ClassVar[str] = "case.resumed"
    pause: str
    due: str | None
    promised_due: str | None


@dataclass(frozen=True, kw_only=True)
class CaseExtended(CaseEvent):
    """延长: the one extension (art. 42), told to the applicant.

    Approved by the head of the organ, of `joint` handling by the head of the government: `approver` is that body.
    """

    type: ClassVar[str] = "case.extended"
    length: int
    unit: str
    document: str
    due: str | None
    approver: str | None = None
    joint: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseWithdrawn(CaseEvent):
    """撤回: the applicant took the application back before the decision."""

    type: ClassVar[str] = "case.withdrawn"


@dataclass(frozen=True, kw_only=True)
class CaseUrged(CaseEvent):
    """催办: a post was reminded of a task; no clock changes."""

    type: ClassVar[str] = "case.urged"
    task: str
    post: str | None


@dataclass(frozen=True, kw_only=True)
class CaseFlowStep(CaseEvent):
    """A step of a flow that has no act of its own (for instance an archive note)."""

    type: ClassVar[str] = "case.step"
    node: str
