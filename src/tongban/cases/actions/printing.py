"""The paper of a case's documents, in one place for every page and interface: addressed, logged, printed.

The caller has decided that `by` may have the paper. Officials' reading of the name is logged; applicants see their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tongban.agencies.queries import party_cards, party_facts, sealing_key, unseal
from tongban.documents.actions.render import bound, render_view
from tongban.documents.queries.papers import DocumentView, with_words
from tongban.kernel.actor import Actor, ActorKind


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document of a case to be printed, and whose case it is; the code only where the reader has it already."""

    view: DocumentView
    applicant_id: UUID
    case_number: str
    lookup_code: str = ""


def document_pdf(sheet: Sheet, *, by: Actor, at: datetime) -> bytes:
    """The PDF of one document with its addressee."""
    name = _addressee(sheet, by, at)
    return render_view(_whole(sheet), {"addressee": name, "receiver": name, "lookup_code": sheet.lookup_code})


def documents_pdf(sheets: Sequence[Sheet], *, by: Actor, at: datetime) -> bytes:
    """Several documents in one PDF, each on a fresh page, in the order given."""
    return bound([document_pdf(sheet, by=by, at=at) for sheet in sheets])


def _whole(sheet: Sheet) -> DocumentView:
    """The document with its sealed words, which lie under the applicant's key also where the letter is another's."""
    if sheet.view.sealed is None:
        return sheet.view
    return with_words(sheet.view, unseal(sealing_key(sheet.applicant_id), sheet.view.sealed))


def _addressee(sheet: Sheet, by: Actor, at: datetime) -> str:
    """The full name, logged as every reading by an official is; an applicant reads it from the own card."""
    # A letter to a third party is addressed to them, not to the applicant.
    to_party = sheet.view.data.get("to_party")
    reader = UUID(str(to_party)) if to_party else sheet.applicant_id
    if by.kind is ActorKind.CITIZEN:
        card = party_cards([reader], viewer=by).get(reader)
        return card.name if card else ""
    return party_facts(reader, purpose="document", case_ref=sheet.case_number, at=at, by=by).name
