"""Reading outside systems: their mapping in force, their last files, what waits to be sent, cases handled elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q

from tongban.agencies.queries import bodies_by_id
from tongban.exchange.models import ForeignCase, ForeignStep, Misreading, OutgoingRecord, System, SystemMapping
from tongban.exchange.rules.mapping import FieldMapping
from tongban.exchange.rules.records import OPEN, STATES
from tongban.kernel.refusals import refuse

ZONE = ZoneInfo(settings.TIME_ZONE)
PAGE = 50


@dataclass(frozen=True, slots=True)
class SystemLine:
    """One system for the list: what waits, what was refused, what was not understood."""

    system: System
    waiting: int
    refused: int
    misread: int


@dataclass(frozen=True, slots=True)
class ForeignLine:
    """A case handled elsewhere, in words of one language."""

    id: UUID
    number: str
    item: str
    item_code: str
    system_zh: str
    system_en: str
    body_zh: str
    body_en: str
    state: str
    state_zh: str
    state_en: str
    foreign_state: str
    decision: str
    open: bool
    received_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    applicant: UUID


def system_keyed(key: str) -> System:
    """One system by its key; refused when there is none."""
    found = System.objects.filter(key=key).first()
    if found is None:
        raise refuse("no_system", zh="没有这个外部系统。", en="There is no such outside system.")
    return found


def systems() -> list[SystemLine]:
    """All systems by key; three statements."""
    counted = OutgoingRecord.objects.values("system").annotate(
        waiting=Count("id", filter=Q(state="waiting")), refused=Count("id", filter=Q(state="refused"))
    )
    by_system: dict[UUID, Any] = {row["system"]: row for row in counted}
    unread = Misreading.objects.filter(mended_at=None).values_list("system").annotate(Count("id"))
    misread: dict[UUID, int] = dict(unread)
    return [
        SystemLine(
            row, by_system.get(row.pk, {}).get("waiting", 0), by_system.get(row.pk, {}).get("refused", 0),
            misread.get(row.pk, 0),
        )
        for row in System.objects.order_by("key")
    ]  # fmt: skip


def misreadings_of(system: System) -> list[Misreading]:
    """What was not understood of a system and has not been read again yet, first seen first."""
    return list(Misreading.objects.filter(system=system, mended_at=None).order_by("at", "id"))


def mapping_of(system: System) -> FieldMapping | None:
    """The mapping in force; None before one was kept."""
    row = SystemMapping.objects.filter(system=system).order_by("-no").first()
    return FieldMapping.from_json(row.content) if row is not None else None


def records_of(system: System) -> list[OutgoingRecord]:
    """The newest records on their way to a system."""
    return list(OutgoingRecord.objects.filter(system=system).order_by("-queued_at", "-id")[:PAGE])


def foreign_cases_of(system: System, *, before: tuple[datetime, UUID] | None = None) -> list[ForeignLine]:
    """A system's cases, last seen first, a page at a time."""
    rows = ForeignCase.objects.filter(system=system).select_related("system")
    if before is not None:
        seen, key = before
        rows = rows.filter(Q(seen_at__lt=seen) | Q(seen_at=seen, id__lt=key))
    return _lines(list(rows.order_by("-seen_at", "-id")[:PAGE]))


def foreign_cases_of_applicant(applicant: UUID, *, most: int = PAGE) -> list[ForeignLine]:
    """A person's cases handled elsewhere, newest first; the caller has made sure that it is they who ask."""
    rows = ForeignCase.objects.filter(applicant_id=applicant).select_related("system")
    return _lines(list(rows.order_by("-received_at", "-id")[:most]))


def foreign_case(case_id: UUID) -> tuple[ForeignLine, list[dict[str, Any]]] | None:
    """One such case with its states as they were told; None when there is none."""
    row = ForeignCase.objects.filter(pk=case_id).select_related("system").first()
    if row is None:
        return None
    steps = ForeignStep.objects.filter(case=row).order_by("seq")
    told = [
        {"zh": STATES[step.state][0], "en": STATES[step.state][1], "word": step.foreign_state, "seen_at": step.seen_at}
        for step in steps
    ]
    return _lines([row])[0], told


def _lines(rows: list[ForeignCase]) -> list[ForeignLine]:
    known = bodies_by_id({row.body_id for row in rows if row.body_id})
    return [_line(row, known) for row in rows]


def _line(row: ForeignCase, known: dict[UUID, Any]) -> ForeignLine:
    body = known.get(row.body_id) if row.body_id else None
    zh, en = STATES[row.state]
    return ForeignLine(
        id=row.pk, number=row.number, item=row.item_name, item_code=row.item_code,
        system_zh=row.system.name_zh, system_en=row.system.name_en,
        body_zh=body.name_zh if body else row.body_code, body_en=body.name_en if body else row.body_code,
        state=row.state,
        state_zh=zh, state_en=en, foreign_state=row.foreign_state, decision=row.decision, open=row.state in OPEN,
        received_at=row.received_at, due_at=row.due_at, closed_at=row.closed_at, applicant=row.applicant_id,
    )  # fmt: skip
