"""新设主体: 哪些新登记的主体要办本单位的许可，认领了吗？ For departments and registrars."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.exchange.actions.entrants import claim_push, read_entrant, return_push
from tongban.exchange.forms import ReturnForm, ScopeForm, english
from tongban.exchange.permissions import may_see_entrants
from tongban.exchange.queries.entrants import (
    PushLine,
    push_counts,
    push_line,
    pushes_of,
    unread_entrant,
    unread_entrants,
)
from tongban.exchange.rules.entrants import CLAIMED, PUSHED, REASONS, RETURNED, STATES
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.adapters.spreadsheet.write import XLSX, workbook
from tongban.powerlist.queries.scopes import scope_list
from tongban.rulebook.lookup import number

EXPORTED = 2_000
HEADINGS = (
    "主体", "许可", "经营场所", "经营范围", "登记编号", "推送日期", "认领期限", "状态", "答复日期", "退回理由", "说明",
)  # fmt: skip


def _official(request: HttpRequest) -> Actor:
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_see_entrants(actor)
    if barred is not None:
        raise PermissionDenied(barred)
    return actor


def _row(line: PushLine, now: datetime) -> dict[str, Any]:
    at = 1 if english() else 0
    over = line.state == PUSHED and now > line.claim_by
    words = ("逾期未认领", "not claimed in time")[at] if over else STATES[line.state][at]
    mark = "red" if over else {PUSHED: "on", CLAIMED: "done", RETURNED: "yellow"}[line.state]
    reason = REASONS[line.reason][at] if line.reason else ""
    return {"line": line, "mark": mark, "state": words, "over": over, "reason": reason}


def _state(request: HttpRequest) -> str:
    asked = request.GET.get("state", PUSHED)
    return asked if asked in STATES else PUSHED


@require_safe
@never_cache
def entrant_list(request: HttpRequest) -> HttpResponse:
    """Which new firms need a licence of ours, and by when must we claim them?"""
    actor, now, state = _official(request), timezone.now(), _state(request)
    size, at = number("list.page_size", timezone.localdate()), 1 if english() else 0
    lines = pushes_of(actor, state=state, size=size, after=_after(request))
    counted = push_counts(actor)
    last = lines[size - 1] if len(lines) > size else None
    context = {
        "rows": [_row(one, now) for one in lines[:size]],
        "next": f"{last.pushed_at.isoformat()}~{last.id}" if last else "",
        "tabs": [(key, words[at], counted.get(key, 0)) for key, words in STATES.items()],
        "state": state,
        "waiting": counted.get(PUSHED, 0),
        "unread": unread_entrants(actor),
    }
    return render(request, "exchange/entrants.html", context)


def _after(request: HttpRequest) -> tuple[datetime, UUID] | None:
    moment, _sign, key = request.GET.get("after", "")[:90].partition("~")
    try:
        read = datetime.fromisoformat(moment)
        return (read, UUID(key)) if read.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


@require_safe
@never_cache
def entrants_file(request: HttpRequest) -> HttpResponse:
    """Can I take the list with me? As a workbook, in the state that the page shows."""
    actor, now = _official(request), timezone.now()
    lines = pushes_of(actor, state=_state(request), size=EXPORTED)[:EXPORTED]
    today = timezone.localdate()
    data = workbook("新设主体", HEADINGS, [_cells(_row(one, now)) for one in lines], today)
    answer = HttpResponse(data, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="entrants-{today.isoformat()}.xlsx"'
    return answer


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    line: PushLine = row["line"]
    days = [timezone.localdate(one).isoformat() if one else "" for one in (line.pushed_at, line.claim_by)]
    answered = timezone.localdate(line.answered_at).isoformat() if line.answered_at else ""
    return (
        line.firm.name if line.firm else "", line.item_name, line.place, line.scope, line.number, *days, row["state"],
        answered, row["reason"], line.words,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def entrant_page(request: HttpRequest, push_id: UUID) -> HttpResponse:
    """Is this firm ours? Claimed here, or sent back with a reason."""
    actor, now = _official(request), timezone.now()
    line = push_line(push_id, actor)
    if line is None:
        raise Http404
    returning = request.method == "POST" and request.POST.get("do") != "claim"
    form = ReturnForm(request.POST if returning else None, without=actor.body_id)
    problem, done = _answered(request, push_id, form, actor)
    if done:
        return redirect("exchange:entrants")
    context = {**_row(line, now), "form": form, "refused": problem, "waits": line.state == PUSHED}
    status = 200 if request.method != "POST" else 409 if problem else 422
    return render(request, "exchange/entrant.html", context, status=status)


def _answered(request: HttpRequest, push_id: UUID, form: ReturnForm, actor: Actor) -> tuple[Refusal | None, bool]:
    """Does what was asked for; answers a refusal, or whether it was done."""
    if request.method != "POST":
        return None, False
    try:
        if request.POST.get("do") == "claim":
            claim_push(push_id=push_id, by=actor, at=timezone.now())
        elif form.is_valid():
            return_push(push_id=push_id, given=form.given(), by=actor, at=timezone.now())
        else:
            return None, False
    except Refused as refused:
        return refused.refusal, False
    return None, True


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def entrant_scope(request: HttpRequest, entrant_id: UUID) -> HttpResponse:
    """Which licences does this firm need? Read out of its scope of business, also that it needs none."""
    actor, problem = _official(request), None
    line = unread_entrant(entrant_id, actor)
    if line is None:
        raise Http404
    lines = scope_list(timezone.localdate()).lines
    form = ScopeForm(request.POST if request.method == "POST" else None, lines=lines)
    if request.method == "POST" and form.is_valid():
        try:
            read_entrant(entrant_id=entrant_id, items=form.cleaned_data["items"], by=actor, at=timezone.now())
            return redirect("exchange:entrants")
        except Refused as refused:
            problem = refused.refusal
    status = 200 if request.method != "POST" else 409 if problem else 422
    return render(request, "exchange/scope.html", {"line": line, "form": form, "refused": problem}, status=status)
