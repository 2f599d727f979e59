"""What the pages of rounds, overlaps and practices share: who reads them, and how a refusal is answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tongban.agencies.queries import bodies
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.adapters.spreadsheet.write import XLSX, workbook
from tongban.powerlist.pages.office.entry import tongue
from tongban.powerlist.permissions import may_judge_increase, may_read_clearing
from tongban.powerlist.queries.office import reach_of
from tongban.powerlist.rules.docket import state_word

FORBIDDEN = frozenset({"not_list_office", "not_your_item", "not_voter", "not_its_head", "not_practice_filer"})


def reader_of(request: HttpRequest) -> Actor:
    """A list office or a head; 403 says who may."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_read_clearing(actor)
    if barred is not None:
        raise PermissionDenied(barred)
    return actor


def is_office(actor: Actor) -> bool:
    """Whether this is the county's list office, which opens, decides and publishes."""
    return may_judge_increase(actor, reach_of(actor)) is None


def place() -> int:
    """Where the words of this page's language stand in a pair (zh, en)."""
    return 1 if tongue() == "en" else 0


def body_names() -> dict[UUID | None, str]:
    """The names of the bodies."""
    return {body.id: body.name for body in bodies()}


def tried(act: Callable[..., Any], **given: Any) -> tuple[Any, Refusal | None]:
    """Does an act now; answers what it answered, or why it refused. Who may not at all gets 403."""
    try:
        return act(at=timezone.now(), **given), None
    except Refused as refused:
        if refused.refusal.code in FORBIDDEN:
            raise PermissionDenied(refused.refusal) from refused
        return None, refused.refusal


def entries_said(entries: tuple[tuple[UUID, str, str], ...]) -> list[tuple[UUID, str, str]]:
    """The entries of the docket that a decision opened: id, code, state in words."""
    return [(pk, code, state_word(state, tongue())) for pk, code, state in entries]


def over(due: datetime | None) -> bool:
    """Whether a moment has passed."""
    return due is not None and due < timezone.now()


def as_file(name: str, sheet: str, heading: tuple[str, ...], rows: list[tuple[str, ...]]) -> HttpResponse:
    """Rows as a workbook to take away."""
    today = timezone.localdate()
    answer = HttpResponse(workbook(sheet, heading, rows, today), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer
