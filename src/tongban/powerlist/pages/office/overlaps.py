"""Overlaps of powers: 哪些职权两家都有、谁来裁、到哪一步了？ The list, one dispute with its acts, a file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import PostRef, posts
from tongban.kernel.actor import Actor
from tongban.kernel.numerals import whole
from tongban.kernel.refusals import Refusal
from tongban.powerlist.actions.overlaps import (
    decide_overlap,
    dismiss_overlap,
    find_overlaps,
    open_dispute,
    state_case,
)
from tongban.powerlist.forms.disputes import DisputeForm, OutcomeForm, StatementForm
from tongban.powerlist.forms.increase import behind
from tongban.powerlist.pages.office.clearing import (
    as_file,
    body_names,
    entries_said,
    is_office,
    over,
    place,
    reader_of,
    tried,
)
from tongban.powerlist.pages.office.entry import number_for, tongue
from tongban.powerlist.permissions import may_lead
from tongban.powerlist.queries.overlaps import OverlapRef, OverlapView, overlap_page, overlap_view
from tongban.powerlist.rules.overlaps import BOTH, DONE_WORDS, ONE, SIGNS, STATE_WORDS, Act, State, unheard
from tongban.rulebook.lookup import number

SHAPES = {State.FOUND: "near", State.DISPUTE: "yellow", State.DECIDED: "done", State.DISMISSED: "done"}
HEADINGS = ("事项一", "单位一", "事项二", "单位二", "依据什么认为交叉", "状态", "裁决单位", "裁决期限", "结果", "文件")
EXPORTED = 2_000
Forms = dict[str, Any]


def _line(ref: OverlapRef, names: dict[UUID | None, str]) -> dict[str, Any]:
    row, at, state = ref.row, place(), State(ref.row.state)
    late = state is State.DISPUTE and over(row.due_by)
    sides = [
        {"code": one.code, "name": one.name_en if at else one.name_zh, "body": names.get(body, "")}
        for one, body in ((ref.one, row.one_body), (ref.other, row.other_body))
    ]
    return {
        "row": row, "sides": sides, "signs": [SIGNS[sign][at] for sign in row.signs],
        "state": STATE_WORDS[state][at], "shape": "red" if late else SHAPES[state], "late": late,
        "arbiter": names.get(row.arbiter, "") if row.arbiter else "", "outcome": _outcome(ref, names),
    }  # fmt: skip


def _outcome(ref: OverlapRef, names: dict[UUID | None, str]) -> str:
    if not ref.row.outcome:
        return ""
    if ref.row.outcome == BOTH:
        return ("划清界限，各管一部分", "divided between the two")[place()]
    body = names.get(ref.row.one_body if ref.row.outcome == ONE else ref.row.other_body, "")
    return (f"由{body}行使", f"held by {body}")[place()]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def overlap_list(request: HttpRequest) -> HttpResponse:
    """Which powers do two bodies hold, and how does each dispute stand? The county's office looks for them here."""
    actor = reader_of(request)
    problem, found = None, None
    if request.method == "POST":
        found, problem = tried(find_overlaps, by=actor)
        if problem is None:
            return HttpResponseRedirect(f"{request.path}?found={found}")
    size, after, state = number("list.page_size", timezone.localdate()), behind(request.GET), _state(request)
    rows = overlap_page(state=state, size=size, after=after)
    last = rows[size - 1].row if len(rows) > size else None
    told, names = request.GET.get("found", ""), body_names()
    context = {
        "lines": [_line(one, names) for one in rows[:size]],
        "next": f"{last.found_at.isoformat()}~{last.pk}" if last else "",
        "first_page": after is None,
        "states": [(one.value, STATE_WORDS[one][place()]) for one in State],
        "chosen": state,
        "office": is_office(actor),
        "told": whole(told, 6),
        "refused": problem,
    }
    return render(request, "powerlist/office/overlaps.html", context, status=number_for(problem) if problem else 200)


def _state(request: HttpRequest) -> str:
    asked = request.GET.get("state", "")
    return asked if asked in set(State) else ""


@require_safe
@never_cache
def overlap_file(request: HttpRequest) -> HttpResponse:
    """Can I take the overlaps with me? As a workbook."""
    reader_of(request)
    names = body_names()
    rows = [_cells(_line(one, names)) for one in overlap_page(state=_state(request), size=EXPORTED)[:EXPORTED]]
    return as_file(f"overlaps-{timezone.localdate().isoformat()}", "职能交叉", HEADINGS, rows)


def _cells(line: dict[str, Any]) -> tuple[str, ...]:
    row, (one, other) = line["row"], line["sides"]
    due = timezone.localdate(row.due_by).isoformat() if row.due_by else ""
    return (
        f"{one['code']} {one['name']}", one["body"], f"{other['code']} {other['name']}", other["body"],
        "；".join(line["signs"]), line["state"], line["arbiter"], due, line["outcome"], row.document,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def overlap(request: HttpRequest, overlap_id: UUID) -> HttpResponse:
    """Why is it an overlap, what do both bodies say, and who decides by when?"""
    actor = reader_of(request)
    view = overlap_view(overlap_id)
    if view is None:
        raise Http404
    names = body_names()
    line = _line(view.ref, names)
    sent = request.POST if request.method == "POST" else None
    forms = _forms(sent, view, line)
    problem, done = _act(sent.get("do", "") if sent is not None else "", overlap_id, forms, actor)
    if done:
        return redirect("powerlist:overlap", overlap_id)
    context = {**line, **forms, **_said(view, actor, names), "refused": problem}
    status = 200 if sent is None else number_for(problem) if problem else 422
    return render(request, "powerlist/office/overlap.html", context, status=status)


def _forms(sent: Any, view: OverlapView, line: dict[str, Any]) -> Forms:
    do, row = sent.get("do", "") if sent is not None else "", view.ref.row
    holds = ("由{body}行使", "{body} holds it")[place()]
    one, other = (holds.format(body=side["body"]) for side in line["sides"])
    return {
        "dispute": DisputeForm(sent if do in ("open", "dismiss") else None, without=(row.one_body, row.other_body)),
        "statement": StatementForm(sent if do == "state" else None),
        "decision": OutcomeForm(sent if do == "decide" else None, one=one, other=other),
    }


def _act(do: str, overlap_id: UUID, forms: Forms, actor: Actor) -> tuple[Refusal | None, bool]:
    """Does what was asked for when its form is whole; answers a refusal, or whether it was done."""
    form = forms[{"open": "dispute", "dismiss": "dispute", "state": "statement"}.get(do, "decision")]
    if not form.is_valid():
        return None, False
    given = dict(form.cleaned_data)
    arbiter = given.pop("arbiter", "")
    act: Any = {"open": open_dispute, "dismiss": dismiss_overlap, "state": state_case}.get(do, decide_overlap)
    if do == "open":
        given["arbiter_id"] = UUID(arbiter) if arbiter else UUID(int=0)
    _none, problem = tried(act, overlap_id=overlap_id, by=actor, **given)
    return problem, problem is None


def _whose(held: dict[UUID, PostRef], by: UUID | None, names: dict[UUID | None, str]) -> str:
    """The body and the post of a step: heads of all bodies hold posts of the same name."""
    post = held.get(by) if by else None
    return f"{names.get(post.body_id, '')} {post.name}" if post else ""


def _said(view: OverlapView, actor: Actor, names: dict[UUID | None, str]) -> dict[str, Any]:
    row, at, now = view.ref.row, place(), timezone.now()
    held = posts({step.by_post for step in view.steps if step.by_post})
    late = ("（逾期）", " (late)")[at]
    dispute = row.state == State.DISPUTE
    early = unheard(view.heard, row.one_body, row.other_body, row.statements_by, now) if dispute else None
    barred = may_lead(actor, row.arbiter) if dispute and row.arbiter is not None else None
    decides = dispute and row.arbiter is not None and barred is None
    return {
        "steps": [
            {
                "at": step.at, "note": step.words,
                "text": f"{_whose(held, step.by_post, names)} {DONE_WORDS[Act(step.act)][at]}"
                + (late if step.late else ""),
            }
            for step in view.steps
        ],
        "opens": row.state == State.FOUND and is_office(actor),
        "states": dispute and any(may_lead(actor, body) is None for body in (row.one_body, row.other_body)),
        "decides": decides and early is None,
        "barred": barred.sentence(tongue()) if barred else "",
        "early": early.sentence("en" if at else "zh") if decides and early else "",
        "missing": [names.get(body, "") for body in (row.one_body, row.other_body) if body not in view.heard],
        "entries": entries_said(view.entries),
        "office": is_office(actor),
    }  # fmt: skip
