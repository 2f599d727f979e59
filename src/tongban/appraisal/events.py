"""Appraisal plans taken and refused, periods of two-way appraisal opened, marks given. Figures and refs only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFiled(Event):
    """考核计划备案: a body filed an edition of its appraisal plan of a year; `approved` vetoes bear an approval."""

    type: ClassVar[str] = "appraisal_plan.filed"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "appraisal_plan"

    body: UUID
    year: int
    edition: int
    indicators: int
    approved: int
    plan_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRefused(Event):
    """考核计划退回: a plan was refused because it sets a one-vote veto; `found` are the indicators with their ways."""

    type: ClassVar[str] = "appraisal_plan.refused"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "appraisal_plan"

    body: UUID
    year: int
    found: tuple[str, ...]
    plan_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodOpened(Event):
    """双向考核评议开始: townships mark these departments and dispatched bodies until a moment, for a span of days."""

    type: ClassVar[str] = "appraisal_period.opened"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "appraisal_period"

    since: date
    until: date
    closes_at: datetime
    departments: tuple[UUID, ...]
    dispatched: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksGiven(Event):
    """乡镇评议: a township marked a body, or changed its marks. The marks stand here as a salted digest alone.

    So nobody reads from the ledger who gave which mark, and a changed row still shows.
    """

    type: ClassVar[str] = "appraisal_marks.given"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "appraisal_marks"

    period: UUID
    marks_digest: str
