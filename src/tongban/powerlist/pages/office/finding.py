"""Findings of a comparison: 哪一条要我说明？ The list for list offices and heads, one with both sides, a file."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import xlsxwriter
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import bodies, posts
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.actions import increase as acts
from tongban.powerlist.forms.increase import StepForm, behind, increases_asked_of
from tongban.powerlist.models import Increase
from tongban.powerlist.pages.office.entry import tongue
from tongban.powerlist.permissions import may_read_increases, may_see_comparison
from tongban.powerlist.queries.increase import IncreaseView, increase_page, increase_view
from tongban.powerlist.queries.office import reach_of
from tongban.powerlist.rules.increase.findings import KINDS
from tongban.powerlist.rules.increase.life import (
    ACT_WORDS,
    DONE_WORDS,
    STATE_WORDS,
    WAITS_FOR_BODY,
    Act,
    State,
    acts_from,
    too_soon,
)
from tongban.powerlist.rules.increase.sides import side_rows
from tongban.powerlist.rules.sheet import guarded
from tongban.rulebook.lookup import number

SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS: Final = ("单位", "种类", "疑点", "原清单事项", "新清单事项", "原", "现", "状态", "发现时间", "期限")
EXPORTED: Final = 2_000
SHAPES: Final = {State.CLEARED: "done", State.CLOSED: "done", State.INCREASE: "red", State.TOLD: "yellow"}
ACTS: Final[Mapping[Act, Callable[..., None]]] = {
    Act.EXPLAIN: acts.explain_increase, Act.UPHOLD: acts.uphold_increase, Act.CLEAR: acts.clear_increase,
    Act.CORRECT: acts.correct_increase, Act.CLOSE: acts.close_increase,
}  # fmt: skip
FORBIDDEN: Final = frozenset({"increase_head", "increase_judge", "not_your_increase"})


def _place() -> int:
    return 1 if tongue() == "en" else 0


def reader(request: HttpRequest) -> tuple[Actor, UUID | None]:
    """Who asks, and whose findings they see (None: all); 403 says who may."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_read_increases(actor)
    if barred is not None:
        raise PermissionDenied(barred)
    whole = may_see_comparison(actor, reach_of(actor)) is None
    return actor, None if whole else actor.body_id


def increase_lines(rows: Iterable[Increase], now: datetime) -> list[dict[str, Any]]:
    """Findings as a list tells them."""
    names: dict[UUID | None, str] = {body.id: body.name for body in bodies()}
    return [_line(row, names.get(row.body_id, ""), now) for row in rows]


def _line(row: Increase, body: str, now: datetime) -> dict[str, Any]:
    state, place = State(row.state), _place()
    return {
        "row": row,
        "body": body,
        "kind": KINDS[row.kind][place],
        "sentence": row.en if place else row.zh,
        "state": STATE_WORDS[state][place],
        "shape": SHAPES.get(state, "near"),
        "over": state in WAITS_FOR_BODY and row.due_by is not None and row.due_by < now,
    }


@require_safe
@never_cache
def increase_list(request: HttpRequest) -> HttpResponse:
    """Which findings wait, and for whom?"""
    actor, body_id = reader(request)
    asked, after, now = increases_asked_of(request.GET, body_id), behind(request.GET), timezone.now()
    page = increase_page(asked, size=number("list.page_size", timezone.localdate()), after=after)
    place = _place()
    context = {
        "lines": increase_lines(page.rows, now),
        "asked": asked,
        "own": body_id is not None,
        "office": actor.has("manage_list") and body_id is None,
        "next": "~".join(page.after) if page.after else "",
        "first_page": after is None,
        "states": [(state.value, STATE_WORDS[state][place]) for state in State],
        "kinds": [(kind, words[place]) for kind, words in KINDS.items()],
    }
    return render(request, "powerlist/office/increases.html", context)


@require_safe
@never_cache
def increase_file(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook."""
    _actor, body_id = reader(request)
    page = increase_page(increases_asked_of(request.GET, body_id), size=EXPORTED)
    return workbook(page.rows, timezone.now())


def workbook(rows: Iterable[Increase], now: datetime) -> HttpResponse:
    """Findings as an XLSX answer, every cell a text."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("疑点")
        for place, cells in enumerate([HEADINGS, *(_cells(line) for line in increase_lines(rows, now))]):
            for column, cell in enumerate(cells):
                sheet.write_string(place, column, guarded(cell))
        sheet.freeze_panes(1, 0)
    answer = HttpResponse(out.getvalue(), content_type=SHEET)
    answer["Content-Disposition"] = f'attachment; filename="increases-{timezone.localdate().isoformat()}.xlsx"'
    return answer


def _cells(line: dict[str, Any]) -> tuple[str, ...]:
    row: Increase = line["row"]
    figures = ["" if one is None else str(one) for one in (row.before, row.after)]
    days = [timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else "" for at in (row.told_at, row.due_by)]
    codes = ["、".join(some) for some in (row.old_codes, row.new_codes)]
    return (line["body"], line["kind"], line["sentence"], *codes, *figures, line["state"], *days)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def increase(request: HttpRequest, increase_id: UUID) -> HttpResponse:
    """What do people do more of, what do both lists say, and who says what next?"""
    actor, _body = reader(request)
    try:
        view = increase_view(increase_id, actor)
    except Refused as refused:
        raise Http404 from refused
    sent = request.POST if request.method == "POST" else None
    form, problem = StepForm(sent), None
    if sent is not None and sent.get("act", "") in set(Act) and form.is_valid():
        problem = _do(Act(sent["act"]), increase_id, form.cleaned_data["words"], actor)
        if problem is None:
            return HttpResponseRedirect(f"{request.path}?done=1")
    context = _context(view, actor, timezone.now())
    context |= {"form": form, "refused": problem, "done": "done" in request.GET}
    status = 200 if sent is None else 409 if problem else 422
    return render(request, "powerlist/office/finding.html", context, status=status)


def _do(act: Act, increase_id: UUID, words: str, by: Actor) -> Refusal | None:
    try:
        ACTS[act](increase_id=increase_id, words=words, by=by, at=timezone.now())
    except Refused as refused:
        if refused.refusal.code in FORBIDDEN:
            raise PermissionDenied(refused.refusal) from refused
        return refused.refusal
    return None


def _context(view: IncreaseView, actor: Actor, now: datetime) -> dict[str, Any]:
    row, place = view.row, _place()
    line = increase_lines([row], now)[0]
    able, barred = _next(row, actor, now)
    names = posts([step.by_post for step in view.steps if step.by_post])
    return {
        "line": line,
        "row": row,
        "comparison": view.comparison,
        "sides": side_rows(view.old, view.new, tuple(row.gone), tuple(row.added), place),
        "whole": may_see_comparison(actor, reach_of(actor)) is None,
        "steps": [
            {"at": step.at, "text": _said(step.act, step.late, names[step.by_post].name if step.by_post else ""),
             "note": step.words}
            for step in view.steps
        ],
        "acts": [(act.value, ACT_WORDS[act][place]) for act in able],
        "barred": barred,
    }  # fmt: skip


def _said(act: str, late: bool, post: str) -> str:
    place = _place()
    tail = ("（逾期）", " (late)")[place] if late else ""
    return f"{post}{('：', ': ')[place]}{DONE_WORDS[Act(act)][place]}{tail}"


def _next(row: Increase, actor: Actor, now: datetime) -> tuple[list[Act], Refusal | None]:
    """The steps that this person can do now; why not, where somebody else does them or it is too soon."""
    able: list[Act] = []
    why = None
    for act in acts_from(State(row.state)):
        problem = acts.barred(row.body_id, act, actor)
        if problem is None and act in (Act.UPHOLD, Act.CLEAR):
            problem = too_soon(State(row.state), row.due_by, now)
        if problem is None:
            able.append(act)
        why = why or problem
    return able, None if able else why
