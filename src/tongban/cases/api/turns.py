"""Turns of a case's clock as JSON: pause, resume, extend, urge. The same acts as the pages'."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from tongban.agencies.forms.programs import Sent, actor_of, actors_of, with_duty
from tongban.cases.actions.turns import extend_case, pause_case, resume_case, urge_task
from tongban.cases.api.asking import seen_case
from tongban.cases.api.shapes import DoneOut
from tongban.cases.api.steps import NO_TASK
from tongban.cases.permissions import may_urge
from tongban.kernel.refusals import Refused

router = Router()
HANDLING = ("review", "decide", "accept")
NOON = time(12)
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))]


class PauseSent(Sent):
    """A procedure of art. 45 with its document; testing also names its first day and the officials who do it."""

    kind: Annotated[str, Field(max_length=20)]
    document: Annotated[str, Field(max_length=60)]
    told_on: Day | None = None
    until: Day | None = None
    starts_on: Day | None = None
    staff: Annotated[list[UUID], Field(max_length=20)] = []


class ExtendSent(Sent):
    """The one extension of art. 42, in working days, its reason told to the applicant before."""

    length: Annotated[int, Field(ge=1, le=366)]
    reason: Annotated[str, Field(min_length=1, max_length=500)]
    told_on: Day


@router.post("/{case_id}/pause", response=DoneOut, summary="不计时 · Stop the clock")
def pause(request: HttpRequest, case_id: UUID, sent: PauseSent) -> Any:
    """For a hearing, testing, expert review and the like (art. 45); an on-site survey counts and is refused."""
    file = seen_case(request, case_id)
    by = with_duty(request, HANDLING, file.case.body_id)
    testing: dict[str, Any] = {}
    if sent.starts_on is not None or sent.staff:
        testing = {"starts_on": sent.starts_on, "staff": sent.staff}
    made = pause_case(
        case_id=case_id, kind=sent.kind, document=sent.document, told_at=_noon(sent.told_on), until=sent.until, by=by,
        at=timezone.now(), **testing,
    )  # fmt: skip
    return {"case_id": case_id, "document_id": made}


@router.post("/{case_id}/resume", response=DoneOut, summary="恢复计时 · Let the clock go on")
def resume(request: HttpRequest, case_id: UUID) -> Any:
    """All limits are laid out anew from now."""
    file = seen_case(request, case_id)
    resume_case(case_id=case_id, by=with_duty(request, HANDLING, file.case.body_id), at=timezone.now())
    return {"case_id": case_id, "document_id": None}


@router.post("/{case_id}/extend", response=DoneOut, summary="延长 · Extend the limit")
def extend(request: HttpRequest, case_id: UUID, sent: ExtendSent) -> Any:
    """By the head of the organ, once (art. 42)."""
    file = seen_case(request, case_id)
    told = _noon(sent.told_on)
    assert told is not None  # the day is obligatory here
    made = extend_case(
        case_id=case_id, length=sent.length, reason=sent.reason, told_at=told,
        by=with_duty(request, ["lead"], file.case.body_id), at=timezone.now(),
    )  # fmt: skip
    return {"case_id": case_id, "document_id": made}


@router.post("/{case_id}/tasks/{task_id}/urge", response=DoneOut, summary="催办 · Remind")
def urge(request: HttpRequest, case_id: UUID, task_id: UUID) -> Any:
    """Reminds the post that holds a step; once a day, and it changes no clock."""
    file = seen_case(request, case_id)
    if all(task.id != task_id for task in file.tasks):
        raise Refused(NO_TASK)
    by = next((actor for actor in actors_of(request) if may_urge(actor) is None), actor_of(request))
    urge_task(task_id=task_id, by=by, at=timezone.now())
    return {"case_id": case_id, "document_id": None}


def _noon(day: date | None) -> datetime | None:
    """The moment that stands for a day somebody was told, as on the page."""
    return timezone.make_aware(datetime.combine(day, NOON)) if day is not None else None
