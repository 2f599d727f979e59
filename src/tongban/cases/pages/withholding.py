"""不予公开: 这件许可能不能公示，谁提出、谁决定、到哪天？ The page of a case, and a body's own list."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import official_names
from tongban.cases.actions.withholding import ask_withholding, decide_withholding, end_withholding
from tongban.cases.forms.withholding import AnswerForm, WithholdForm
from tongban.cases.pages.acting import Staff, now_of, open_case, staff_of
from tongban.cases.pages.words import language
from tongban.cases.queries.casefile import CaseFile
from tongban.cases.queries.withholding import Withheld, withheld_of_body, withheld_of_case
from tongban.cases.rules.withholding import ASKED, GROUNDS, KEPT, STATES, may_ask, may_settle
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused

ONLY_HEADS = Refusal(
    "withhold_heads", "这一页给单位负责人看，列出本单位不予公开的许可。",
    "This page is for heads of bodies; it lists the licences of the body that are kept back.",
)  # fmt: skip
FORBIDDEN = ("withhold_not_yours", "withhold_head", "withhold_two")


def _place() -> int:
    return 1 if language() == "en" else 0


def _lead(request: HttpRequest, case_id: UUID) -> tuple[Staff, CaseFile, Actor]:
    """A case of the official's own body, and the actor in that body; 404 for all others."""
    staff = staff_of(request)
    file = open_case(staff, case_id)
    actor = next((one for one in (staff.actor, *staff.actors) if one.body_id == file.case.body_id), None)
    if actor is None:
        raise Http404
    return staff, file, actor


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def withhold(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """May this licence be public, who asked for it not to be, who decided, and until when?"""
    staff, file, actor = _lead(request, case_id)
    rows = withheld_of_case(case_id, timezone.localdate())
    sent = request.POST if request.method == "POST" else None
    about = _about(rows, request.POST.get("withholding", "")) if sent is not None else None
    ask = WithholdForm(sent if about is None else None, grounds=[(key, GROUNDS[key][_place()]) for key in GROUNDS])
    answer, problem = AnswerForm(sent if about else None, auto_id="id_%s"), None
    if sent is not None:
        by = staff.with_duty(["lead"], file.case.body_id) if about else actor
        problem = _settle(answer, about, request, by) if about else _ask(ask, file, by, request)
        if problem is None and (answer if about else ask).is_valid():
            return redirect("cases:withhold", case_id)
    head = staff.with_duty(["lead"], file.case.body_id)
    open_one = next((one for one in rows if _settleable(head, file, one)), None)
    context = {
        "case": file.case,
        "rows": _lines(rows),
        "ask": ask if may_ask(actor, file.case.body_id) is None and _free(rows) else None,
        "settle": open_one,
        "answer": answer,
        "two": any(one.state == ASKED and one.asked_by == staff.actor.ref for one in rows),
        "refused": problem,
    }
    return render(request, "cases/staff/withhold.html", context, status=200 if sent is None else 422)


def _settleable(head: Actor, file: CaseFile, one: Withheld) -> bool:
    return one.state in (ASKED, KEPT) and may_settle(head, file.case.body_id, one.asked_by) is None


def _free(rows: list[Withheld]) -> bool:
    return not any(one.state == ASKED or one.back for one in rows)


def _about(rows: list[Withheld], key: str) -> Withheld | None:
    return next((one for one in rows if str(one.id) == key), None)


def _ask(form: WithholdForm, file: CaseFile, by: Actor, request: HttpRequest) -> Refusal | None:
    barred = may_ask(by, file.case.body_id)
    if barred is not None:
        raise PermissionDenied(barred)
    if not form.is_valid():
        return None
    given = form.cleaned_data
    try:
        ask_withholding(
            case_id=file.case.pk, ground=given["ground"], source=given["source"], reason=given["reason"],
            until=given["until"], by=by, at=now_of(request),
        )  # fmt: skip
    except Refused as refused:
        return refused.refusal
    return None


def _settle(form: AnswerForm, about: Withheld, request: HttpRequest, by: Actor) -> Refusal | None:
    if not form.is_valid():
        return None
    words = {"withholding_id": about.id, "answer": form.cleaned_data["answer"], "by": by, "at": now_of(request)}
    try:
        if request.POST.get("act") == "end":
            end_withholding(**words)
        else:
            decide_withholding(keep=request.POST.get("act") == "keep", **words)
    except Refused as refused:
        if refused.refusal.code in FORBIDDEN:
            raise PermissionDenied(refused.refusal) from refused
        return refused.refusal
    return None


def _lines(rows: list[Withheld]) -> list[dict[str, Any]]:
    names = official_names({who for one in rows for who in (one.asked_by, one.decided_by) if who})
    return [
        {
            "one": one, "ground": GROUNDS[one.ground][_place()], "state": STATES[one.state][_place()],
            "asked_by": names.get(one.asked_by, ""), "over": one.state == KEPT and not one.back,
            "decided_by": names.get(one.decided_by, "") if one.decided_by else "",
            "holds": one.state == ASKED and one.back, "waits": one.state == ASKED, "late": one.late,
        }
        for one in rows
    ]  # fmt: skip


@login_required
@require_safe
@never_cache
def withheld_list(request: HttpRequest) -> HttpResponse:
    """What of my body is kept back, what waits for my decision, and what ends when?"""
    actor = staff_of(request).actor
    if not actor.has("lead") or actor.body_id is None:
        raise PermissionDenied(ONLY_HEADS)
    rows = _lines(withheld_of_body(actor.body_id, timezone.localdate()))
    context = {"rows": rows, "waiting": sum(row["waits"] for row in rows), "late": sum(row["late"] for row in rows)}
    return render(request, "cases/staff/withheld.html", context)
