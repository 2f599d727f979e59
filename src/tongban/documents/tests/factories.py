"""A body with a mark, and a chain of kind "case" to hang documents on, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar
from uuid import UUID

from tongban.agencies.tests.factories import Office, office
from tongban.documents.actions.issue import DocumentRef, issue_document
from tongban.documents.actions.numbers import set_document_mark
from tongban.documents.tests.samples import CONTENT
from tongban.kernel.actor import SYSTEM
from tongban.kernel.ids import uuid7
from tongban.ledger.actions import append
from tongban.ledger.events import Event

AT = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CaseNoted(Event):
    """Stands for any act on a case in tests of documents."""

    type: ClassVar[str] = "case.noted_in_documents_tests"
    version: ClassVar[int] = 1
    kind: ClassVar[str] = "case"

    note: str = "x"


def marked_office(mark: str = "青市监") -> Office:
    """The market bureau with its document mark."""
    made = office()
    set_document_mark(body_id=made.body, mark=mark, by=SYSTEM, at=AT)
    return made


def noted(case_id: UUID, seq: int) -> int:
    """One more event on the case's chain; answers its number."""
    return append(event=CaseNoted(), subject=case_id, seq=seq, by=SYSTEM, at=AT).seq


def issued(body_id: UUID, kind: str = "acceptance", *, case_id: UUID | None = None, seq: int = 1) -> DocumentRef:
    """A document of a kind with its sample content, with the event that it needs."""
    case = case_id or uuid7()
    noted(case, seq)
    return issue_document(
        kind=kind, body_id=body_id, subject_id=case, seq=seq, data=CONTENT[kind], sealed=b"x", at=AT, by=SYSTEM
    )
