"""The clock of a case as it was turned: its pauses and extension, and where its limits then end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tongban.cases.models import Extension as ExtensionRow
from tongban.cases.models import Pause as PauseRow
from tongban.cases.models import Task
from tongban.cases.queries.limits import ZONE, deadline_of
from tongban.cases.queries.step import StepView
from tongban.kernel.clock.limits import Extension, Pause, Unit
from tongban.powerlist.rules.content import ItemContent
from tongban.rulebook.lookup import rule


@dataclass(frozen=True, slots=True)
class PauseRef:
    """One pause of a case with its row's id."""

    id: UUID
    kind: str
    document: str
    document_id: UUID
    pause: Pause


@dataclass(frozen=True, slots=True)
class Turned:
    """What has turned a case's clock so far."""

    pauses: tuple[PauseRef, ...]
    extension: Extension | None

    @property
    def open_pause(self) -> PauseRef | None:
        """The pause that still runs."""
        return next((p for p in self.pauses if p.pause.end is None), None)

    def values(self) -> tuple[Pause, ...]:
        """The pauses as the clock reads them."""
        return tuple(p.pause for p in self.pauses)

    def closed(self, at: datetime) -> Turned:
        """As it will be when the open pause ends at `at`."""
        ended = tuple(replace(p, pause=replace(p.pause, end=at)) if p.pause.end is None else p for p in self.pauses)
        return replace(self, pauses=ended)

    def extended(self, length: int, told_at: datetime, reason: str) -> Turned:
        """As it will be with the extension."""
        return replace(self, extension=Extension(length, Unit.WORKING_DAY, "lead", reason, told_at))

    def extension_days(self, at: datetime) -> int:
        """The longest extension art. 42 allows on that day, in working days."""
        return int(str(rule("licence.extension_days", at.astimezone(ZONE).date()).value))


def pause_value(row: PauseRow) -> PauseRef:
    """A stored pause as the clock reads it."""
    value = Pause(row.kind, row.document_id, row.at, row.ended_at, told_until=row.until)
    return PauseRef(row.id, row.kind, row.document, row.document_id, value)


def extension_value(row: ExtensionRow | None) -> Extension | None:
    """A stored extension as the clock reads it."""
    return Extension(row.length, Unit(row.unit), str(row.by_ref), row.reason, row.told_at) if row else None


def turned(case_id: UUID) -> Turned:
    """The pauses and the extension of a case (two statements)."""
    pauses = tuple(pause_value(row) for row in PauseRow.objects.filter(case_id=case_id).order_by("at"))
    return Turned(pauses, extension_value(ExtensionRow.objects.filter(case_id=case_id).first()))


@dataclass(frozen=True, slots=True)
class Projected:
    """Where the limits of a case and its open tasks end."""

    statutory: datetime | None
    promised: datetime | None
    provisional: bool
    tasks: tuple[tuple[UUID, datetime], ...]

    def columns(self) -> dict[str, Any]:
        """For the case's row."""
        return {"due_at": self.statutory, "promised_due_at": self.promised, "provisional": self.provisional}


def projected_limits(view: StepView, content: ItemContent, history: Turned, now: datetime) -> Projected:
    """All stored deadlines of a case anew, by the one clock: whole case and each open branch."""
    times = view.times(view.counted_from or view.received_at)
    pauses, extension = history.values(), history.extension
    statutory = deadline_of(content, "whole_statutory", times, pauses=pauses, extension=extension, now=now)
    promised = deadline_of(content, "whole_promised", times, pauses=pauses, extension=extension, now=now)
    return Projected(
        statutory.at if statutory else None,
        promised.at if promised else None,
        bool((statutory and statutory.provisional) or (promised and promised.provisional)),
        tuple(_task_limits(view, content, pauses, now)),
    )


def _task_limits(
    view: StepView, content: ItemContent, pauses: Sequence[Pause], now: datetime
) -> list[tuple[UUID, datetime]]:
    rows = Task.objects.filter(case_id=view.case_id, closed_at__isnull=True).exclude(limit_key="")
    moved = []
    for row in rows:
        due = deadline_of(content, row.limit_key, view.times(row.opened_at), pauses=pauses, now=now)
        if due is not None:
            moved.append((row.id, due.at))
    return moved
