"""How an order ends and what is decided about it on the way; codes and references only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCalledBack(Event):
    """回访: a try to call back by somebody who did not handle it; what the person said where they were reached."""

    type: ClassVar[str] = "order.called_back"
    kind: ClassVar[str] = "order"

    round: int
    no: int
    how: str
    reached: bool
    solved: bool | None
    satisfied: int | None
    words_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderJudged(Event):
    """本人评价: the person said online whether it is solved, and how satisfied they are."""

    type: ClassVar[str] = "order.judged"
    kind: ClassVar[str] = "order"

    round: int
    solved: bool
    satisfied: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderClosed(Event):
    """办结: `ending` is why it could be closed: called_back, judged, not_reached, no_objection, audited."""

    type: ClassVar[str] = "order.closed"
    kind: ClassVar[str] = "order"

    ending: str
    solved: bool | None
    satisfied: int | None
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAlarmed(Event):
    """超时告警: nobody did the next step by its limit; told once for each limit that passed, open until it is done."""

    type: ClassVar[str] = "order.alarmed"
    kind: ClassVar[str] = "order"

    state: str
    body: UUID
    step_due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReopened(Event):
    """重新办理: asked for within its days after closing; the first clock was never stopped."""

    type: ClassVar[str] = "order.reopened"
    kind: ClassVar[str] = "order"

    round: int
    channel: str
    request: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderExtensionAsked(Event):
    """申请延期: the handler asks for more working days, once."""

    type: ClassVar[str] = "order.extension_asked"
    kind: ClassVar[str] = "order"

    days: int
    words_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderExtensionDecided(Event):
    """延期审批: the head of the body granted the extension or not; `due_at` is the limit from now on."""

    type: ClassVar[str] = "order.extension_decided"
    kind: ClassVar[str] = "order"

    approved: bool
    due_before: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSupervised(Event):
    """督办: an order was put under supervision on a ground of the rules, to be answered by then."""

    type: ClassVar[str] = "order.supervised"
    kind: ClassVar[str] = "order"

    body: UUID
    ground: str
    words_digest: str
    answer_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSupervisionAnswered(Event):
    """督办反馈: the body answered for a supervised order; `late` after its day."""

    type: ClassVar[str] = "order.supervision_answered"
    kind: ClassVar[str] = "order"

    words_digest: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderExclusionAsked(Event):
    """申请剔除: a body asks that the order be left out of the figures, on a ground of the rules."""

    type: ClassVar[str] = "order.exclusion_asked"
    kind: ClassVar[str] = "order"

    ground: str
    words_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderExclusionDecided(Event):
    """剔除审核: another one than who asked decided."""

    type: ClassVar[str] = "order.exclusion_decided"
    kind: ClassVar[str] = "order"

    granted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRolesGiven(Event):
    """效能投诉分工: three persons who receive, investigate and coordinate, none of the body complained about."""

    type: ClassVar[str] = "order.roles_given"
    kind: ClassVar[str] = "order"

    received_by: UUID
    investigates: UUID
    coordinates: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFindingMade(Event):
    """效能投诉调查结论: whether it holds, and on both axes what was wrong; what it leads to."""

    type: ClassVar[str] = "order.finding_made"
    kind: ClassVar[str] = "order"

    substantiated: bool
    fault: str
    aspect: str
    leads_to: str
    words_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReferred(Event):
    """移送、转办: what a finding leads to went where it belongs.

    `to`: the body, or the rectification recommendation that was made of it.
    """

    type: ClassVar[str] = "order.referred"
    kind: ClassVar[str] = "order"

    leads_to: str
    to: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPaperAdded(Event):
    """扫描件入档: a paper was scanned in; its content by digest."""

    type: ClassVar[str] = "order.paper_added"
    kind: ClassVar[str] = "order"

    file: UUID
    sha256: str
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderOutcomeRecorded(Event):
    """处理结果回流: what came of the recommendation, the referral or the enforcement lead."""

    type: ClassVar[str] = "order.outcome_recorded"
    kind: ClassVar[str] = "order"

    outcome: str
    target: UUID | None
