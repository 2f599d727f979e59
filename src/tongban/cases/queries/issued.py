"""The documents that bodies issued on a day, for the list from which they are printed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tongban.cases.models import Case
from tongban.cases.queries.leader import day_span
from tongban.documents.queries.papers import DocumentView, issued_between


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """One issued document with its case."""

    view: DocumentView
    case_id: UUID
    case_number: str
    item_name: str
    applicant_id: UUID


def papers_of_day(bodies: Collection[UUID], day: date, most: int) -> list[IssuedPaper]:
    """The documents of cases that some bodies issued on a day, in the order of issue."""
    start, end = day_span(day)
    return _with_cases(issued_between(bodies, start, end, most))


def papers_chosen(bodies: Collection[UUID], ids: Collection[UUID]) -> list[IssuedPaper]:
    """Documents by id, as far as these bodies issued them, in the order of issue; others are left out."""
    return _with_cases(issued_between(bodies, None, None, len(ids), only=ids)) if ids else []


def _with_cases(views: list[DocumentView]) -> list[IssuedPaper]:
    cases = {case.pk: case for case in Case.objects.filter(pk__in={view.subject_id for view in views})}
    return [
        IssuedPaper(view, case.pk, case.number, case.item_name, case.applicant_id)
        for view in views
        if (case := cases.get(view.subject_id)) is not None
    ]
