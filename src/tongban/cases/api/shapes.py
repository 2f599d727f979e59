"""How cases, tasks, clocks and papers look as JSON. Only shapes: who may see what is decided before."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from tongban.agencies.queries import PartyCard
from tongban.cases.rules import STATE_WORDS, State
from tongban.documents.queries.papers import DocumentView
from tongban.kernel.clock.standing import Standing


class Words(Schema):
    """Words in both languages."""

    zh: str
    en: str


class Clock(Schema):
    """How a limit stands: on, near, yellow, red, double_red, paused or done. `left` below 0 is over by so many."""

    state: str
    used: int
    left: int
    total: int
    unit: str
    due_at: datetime
    statutory_due_at: datetime | None
    provisional: bool


class Applicant(Schema):
    """The applicant as the caller may see them: masked by role; empty where erased."""

    party_id: UUID
    kind: str
    name: str
    id_number: str
    phone: str
    erased: bool


class Paper(Schema):
    """An official document of the case; its PDF is at `documents/{id}`."""

    id: UUID
    kind: str
    number: str
    title: Words
    issued_at: datetime


class FileOut(Schema):
    """A stored file."""

    file_id: UUID
    content_type: str
    size: int
    pages: int
    sha256: str


class DoneOut(Schema):
    """An act that was done: the case, and the official document that it made (null: none)."""

    case_id: UUID
    document_id: UUID | None


class ReceiptOut(Schema):
    """A receipt: number and lookup code, which is told here once, and until when acceptance is answered."""

    case_id: UUID
    number: str
    lookup_code: str
    received_at: datetime
    answer_by: datetime | None
    slip_id: UUID | None


def clock(standing: Standing | None) -> dict[str, Any] | None:
    """A standing as data; None where no limit runs."""
    if standing is None:
        return None
    law = standing.statutory
    return {
        "state": str(standing.state.value), "used": standing.used, "left": standing.left, "total": standing.total,
        "unit": str(standing.unit.value), "due_at": standing.deadline.at, "statutory_due_at": law.at if law else None,
        "provisional": standing.provisional,
    }  # fmt: skip


def applicant(card: PartyCard | None) -> dict[str, Any] | None:
    """A card as data."""
    if card is None:
        return None
    return {
        "party_id": card.party_id, "kind": card.kind, "name": card.name, "id_number": card.id_number,
        "phone": card.phone, "erased": card.erased,
    }  # fmt: skip


def paper(view: DocumentView) -> dict[str, Any]:
    """A document as data, without its content."""
    return {
        "id": view.id, "kind": view.kind, "number": view.number, "issued_at": view.issued_at,
        "title": {"zh": view.title_zh, "en": view.title_en},
    }  # fmt: skip


def state_words(state: str) -> dict[str, str]:
    """A state in words."""
    zh, en = STATE_WORDS[State(state)]
    return {"zh": zh, "en": en}


def receipt(made: Any) -> dict[str, Any]:
    """A receipt as data."""
    return {
        "case_id": made.case_id, "number": made.number, "lookup_code": made.lookup_code,
        "received_at": made.received_at, "answer_by": made.answer_by, "slip_id": made.slip_id,
    }  # fmt: skip
