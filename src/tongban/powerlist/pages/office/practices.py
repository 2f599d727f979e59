"""The innovation docket: 基层的做法有没有人答复？ Filing, the list, one practice with its answer, a file."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.powerlist.actions.practices import answer_practice, file_practice, government_id
from tongban.powerlist.forms.disputes import AnswerForm, PracticeForm
from tongban.powerlist.forms.increase import behind
from tongban.powerlist.models import Practice
from tongban.powerlist.pages.office.clearing import (
    as_file,
    body_names,
    entries_said,
    is_office,
    place,
    reader_of,
    tried,
)
from tongban.powerlist.pages.office.entry import number_for, tongue
from tongban.powerlist.permissions import may_file_practice, may_lead
from tongban.powerlist.queries.practices import practice_page, practice_view
from tongban.powerlist.rules.practices import FILED, GAPS, STATES
from tongban.rulebook.lookup import number

HEADINGS = ("编号", "做法", "申报单位", "依据缺口", "法律条文", "答复单位", "答复期限", "状态", "是否逾期", "文件")
STEPS = {
    "practice.filed": ("申报", "filed"),
    "practice.escalated": ("逾期未答复，提请县政府答复", "not answered in time; put to the county government"),
    "practice.answered": ("答复", "answered"),
}
EXPORTED = 2_000
Names = dict[UUID | None, str]


def lateness(row: Practice, now: datetime) -> str:
    """What is late about it, in words: its present day has passed, it came up after another's, it was answered late."""
    if row.state == FILED and row.due_by < now:
        return ("已逾期", "overdue")[place()]
    if row.state == FILED and row.escalated_at is not None:
        return ("逾期未答复，已提请县政府", "not answered in time, put to the county government")[place()]
    return ("逾期答复", "answered late")[place()] if row.late else ""


def _line(row: Practice, names: Names) -> dict[str, Any]:
    now = timezone.now()
    red = row.state == FILED and row.due_by < now
    return {
        "row": row,
        "body": names.get(row.body_id, ""),
        "answerer": names.get(row.answers, ""),
        "gap": GAPS[row.gap][place()],
        "state": STATES[row.state][place()],
        "shape": "red" if red else "near" if row.state == FILED else "done",
        "late": lateness(row, now),
    }


def _asked(request: HttpRequest) -> dict[str, Any]:
    state = request.GET.get("state", "")
    return {"state": state if state in STATES else "", "late": state == "late", "at": timezone.now()}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def practice_list(request: HttpRequest) -> HttpResponse:
    """Which practices were filed, and who has to answer by when? Heads of townships and departments file here."""
    actor = reader_of(request)
    sent = request.POST if request.method == "POST" else None
    form, problem = PracticeForm(sent, tongue=tongue(), own=actor.body_id), None
    if form.is_valid():
        made, problem = tried(file_practice, by=actor, **form.asked())
        if made is not None:
            return redirect("powerlist:practice", made)
    size, after = number("list.page_size", timezone.localdate()), behind(request.GET)
    rows, names = practice_page(**_asked(request), size=size, after=after), body_names()
    last = rows[size - 1] if len(rows) > size else None
    context = {
        "lines": [_line(one, names) for one in rows[:size]],
        "next": f"{last.filed_at.isoformat()}~{last.pk}" if last else "",
        "first_page": after is None,
        "states": [(key, words[place()]) for key, words in STATES.items()],
        "chosen": request.GET.get("state", ""),
        "form": form if may_file_practice(actor, government_id()) is None else None,
        "refused": problem,
    }
    return render(request, "powerlist/office/practices.html", context, status=422 if sent is not None else 200)


@require_safe
@never_cache
def practice_file(request: HttpRequest) -> HttpResponse:
    """Can I take the docket with me? As a workbook."""
    reader_of(request)
    names = body_names()
    rows = [_cells(_line(one, names)) for one in practice_page(**_asked(request), size=EXPORTED)[:EXPORTED]]
    return as_file(f"practices-{timezone.localdate().isoformat()}", "首创做法", HEADINGS, rows)


def _cells(line: dict[str, Any]) -> tuple[str, ...]:
    row: Practice = line["row"]
    return (
        str(row.no), row.name, line["body"], line["gap"], row.basis, line["answerer"],
        timezone.localdate(row.due_by).isoformat(), line["state"], line["late"] or "否", row.document,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def practice(request: HttpRequest, practice_id: UUID) -> HttpResponse:
    """What is done there, what is lacking in its basis, and what does the body above say?"""
    actor = reader_of(request)
    view = practice_view(practice_id)
    if view is None:
        raise Http404
    row, sent, problem = view.row, request.POST if request.method == "POST" else None, None
    form = AnswerForm(sent, tongue=tongue())
    if form.is_valid():
        _none, problem = tried(answer_practice, practice_id=practice_id, by=actor, **form.cleaned_data)
        if problem is None:
            return redirect("powerlist:practice", practice_id)
    names = body_names()
    barred = may_lead(actor, row.answers) if row.state == FILED else None
    context = {
        **_line(row, names),
        "item": view.item,
        "entries": entries_said(view.entries),
        "steps": [
            {"at": at, "text": STEPS[kind][place()], "note": names.get(above, "")} for kind, at, above in view.steps
        ],
        "office": is_office(actor),
        "form": form if row.state == FILED and barred is None else None,
        "barred": barred.sentence(tongue()) if barred else "",
        "refused": problem,
    }
    status = 200 if sent is None else number_for(problem) if problem else 422
    return render(request, "powerlist/office/practice.html", context, status=status)
