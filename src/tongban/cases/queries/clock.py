"""The clock of a case as it was turned: its pauses and extension, and where its limits then end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tongban.agencies.queries import body_keyed
from tongban.cases.models import Extension as ExtensionRow
from tongban.cases.models import Pause as PauseRow
from tongban.cases.models import Task
from tongban.cases.queries.limits import ZONE, deadline_of
from tongban.cases.queries.step import StepView
from tongban.kernel.clock.limits import Extension, Pause, PauseKind, Unit
from tongban.powerlist.rules.content import ItemContent
from tongban.rulebook.lookup import rule


@dataclass(frozen=True, slots=True)
class PauseRef:
    """One pause of a case with its row's id; of a suspension `kind` is the ground."""

    id: UUID
    kind: str
    document: str
    document_id: UUID
    pause: Pause
    starts_on: date | None = None
    staff: tuple[UUID, ...] = ()

    @property
    def suspension(self) -> bool:
        """Whether the whole case stands still (中止), not only its time (不计时)."""
        return self.pause.kind is PauseKind.SUSPENDED


@dataclass(frozen=True, slots=True)
class Turned:
    """What has turned a case's clock so far."""

    pauses: tuple[PauseRef, ...]
    extension: Extension | None

    @property
    def open_pause(self) -> PauseRef | None:
        """The time not counted that still runs; a suspension is none."""
        return next((p for p in self.pauses if p.pause.end is None and not p.suspension), None)

    @property
    def open_suspension(self) -> PauseRef | None:
        """The suspension that still runs."""
        return next((p for p in self.pauses if p.pause.end is None and p.suspension), None)

    def values(self) -> tuple[Pause, ...]:
        """The pauses as the clock reads them."""
        return tuple(p.pause for p in self.pauses)

    def closed(self, at: datetime, running: PauseRef | None = None) -> Turned:
        """As it will be when the open pause (`running`: this one) ends at `at`."""
        ending = running or self.open_pause
        ended = tuple(replace(p, pause=replace(p.pause, end=at)) if p is ending else p for p in self.pauses)
        return replace(self, pauses=ended)

    def extended(self, length: int, told_at: datetime, reason: str, unit: Unit = Unit.WORKING_DAY) -> Turned:
        """As it will be with the extension."""
        return replace(self, extension=Extension(length, unit, "lead", reason, told_at))


@dataclass(frozen=True, slots=True)
class ExtensionTerms:
    """By how much an item's limit may be extended, under which article, and by whom (art. 42).

    `joint`: handled jointly under art. 26(2), so the head of the government approves, not the head of the body.
    """

    most: int
    unit: Unit
    source: str
    joint: bool


def joint_by_law(content: ItemContent) -> bool:
    """Whether the item's own limit is that of joint handling (art. 42(2)) and it names the joint bodies.

    A bundle of items, or a case that several bodies review, is not joint handling by itself and loosens no limit.
    """
    law = content.limit("whole_statutory")
    return law is not None and law.rule == "licence.joint_days" and bool(content.joint_bodies)


def extension_terms(content: ItemContent, at: datetime) -> ExtensionTerms:
    """The longest extension on that day: the item's own where its law sets one, else that of art. 42."""
    joint, own = joint_by_law(content), content.limit("extension")
    if own is not None:
        return ExtensionTerms(own.length, Unit(own.unit), f"《{own.law}》{own.article}", joint)
    key = "licence.joint_extension_days" if joint else "licence.extension_days"
    row = rule(key, at.astimezone(ZONE).date())
    return ExtensionTerms(int(row.value), Unit(row.unit), row.citation(), joint)


def approving_body(lead: UUID, terms: ExtensionTerms, on: date) -> UUID:
    """Whose head approves the extension: the lead body's, of joint handling the government's (art. 42(2))."""
    return body_keyed("government", on).id if terms.joint else lead


def pause_value(row: PauseRow) -> PauseRef:
    """A stored pause as the clock reads it."""
    value = Pause(row.kind, row.document_id, row.at, row.ended_at, PauseKind(row.family), told_until=row.until)
    return PauseRef(row.id, row.kind, row.document, row.document_id, value, row.starts_on, tuple(row.staff or ()))


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


def due_after(view: StepView, content: ItemContent, history: Turned, planned: Pause, now: datetime) -> datetime | None:
    """When the decision is due by promise (else by law) once the days of a planned pause are left out."""
    key = "whole_promised" if content.limit("whole_promised") else "whole_statutory"
    times, pauses = view.times(view.counted_from or view.received_at), (*history.values(), planned)
    found = deadline_of(content, key, times, pauses=pauses, extension=history.extension, now=now)
    return found.at if found else None


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
