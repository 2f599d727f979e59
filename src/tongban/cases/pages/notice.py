"""The one-time notice: 要补的都写全了吗？ Every paper and answer is judged; beside it the letter as it will go.

And the other end of the same task: not accepting, with the reason and the right body.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import bodies, party_cards
from tongban.cases.actions.accept import notify_once, reject_acceptance
from tongban.cases.actions.preview import preview_non_acceptance, preview_notice
from tongban.cases.forms import notice as shapes
from tongban.cases.forms.notice import MISSING, OK, WRONG, Judged, NotAcceptForm, points_of, typed
from tongban.cases.pages import words
from tongban.cases.pages.acting import Staff, now_of, open_case, staff_of, status_of
from tongban.cases.pages.case import conflict
from tongban.cases.queries.branches import task_now
from tongban.cases.queries.casefile import CaseFile
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.rulebook.lookup import number

UNJUDGED: Final = Refusal(
    "unjudged",
    "还有 {count} 项没有核对，不能发出：{names}。逐项选合格、缺或不合格。",
    "{count} points are not judged, so it cannot be sent: {names}. Judge each of them.",
)
UNREASONED: Final = Refusal(
    "wrong_without_reason",
    "不合格的要写明哪里不合格：{names}。",
    "Say what is wrong with: {names}.",
)


def _party(staff: Staff, file: CaseFile) -> str:
    card = party_cards([file.case.applicant_id], viewer=staff.actor).get(file.case.applicant_id)
    return card.name if card else ""


def _actor(staff: Staff, file: CaseFile) -> Actor:
    task = file.open_task("accept")
    return staff.in_post([task.post_id] if task else [])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def notice(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Is everything that has to be supplied in the letter?"""
    staff, now = staff_of(request), now_of(request)
    file = open_case(staff, case_id)
    judged = _judged(file, request)
    problem: Refusal | None = None
    if request.method == "POST" and request.POST.get("do") == "send":
        try:
            _refuse_unjudged(judged)
            _send(request, staff, file, judged, now)
            return HttpResponseRedirect(f"{reverse('cases:case', args=[case_id])}?done=notified")
        except Refused as refused:
            task = request.POST.get("task", "")
            problem = conflict(open_case(staff, case_id), refused.refusal, task)
    return _notice_page(request, staff, file, judged, problem, now)


def _send(request: HttpRequest, staff: Staff, file: CaseFile, judged: list[Judged], now: datetime) -> None:
    notify_once(
        case_id=file.case.pk,
        points=points_of(judged),
        again_reason=typed(request.POST, "again"),
        visible_before=request.POST.get("visible") == "yes",
        by=_actor(staff, file),
        at=now,
    )


def _refuse_unjudged(judged: list[Judged]) -> None:
    waiting = [one.name for one in judged if one.open]
    bare = [one.name for one in judged if one.state == WRONG and not one.reason]
    for problem, names in ((UNJUDGED, waiting), (UNREASONED, bare)):
        if names:
            shown = "、".join(names[:5]) + ("……" if len(names) > 5 else "")
            raise Refused(Refusal(problem.code, problem.zh, problem.en, {"count": len(names), "names": shown}))


def _judged(file: CaseFile, request: HttpRequest) -> list[Judged]:
    """Every paper and every answer with what was chosen; what is plainly missing is marked so from the start."""
    rest = request.POST.get("do") == "rest"
    found = [_paper(paper, request, rest) for paper in file.papers]
    answers = file.answers or {}
    for field in file.shown_fields():
        value = words.answer_words(field, answers.get(field.key))
        state = _state(request, field.key, "" if value or not field.required else MISSING, rest)
        reason = typed(request.POST, f"r_{field.key}")
        help_text = words.say(field.help) if field.help else ""
        found.append(Judged("field", field.key, words.say(field.label), value, help_text, state, reason))
    return found


def _paper(paper: Any, request: HttpRequest, rest: bool) -> Judged:
    material = paper.material
    lacking = MISSING if paper.missing and material.necessity != "deferrable" else ""
    state = _state(request, material.key, lacking, rest)
    here = _("not handed in") if paper.missing else (_("the platform has it") if paper.held else _("handed in"))
    standard = words.say(material.standard) or words.say(material.note)
    return Judged(
        "paper", material.key, words.say(material.name), here, standard, state, typed(request.POST, f"r_{material.key}")
    )


def _state(request: HttpRequest, key: str, default: str, rest: bool) -> str:
    chosen = request.POST.get(f"j_{key}", "")
    chosen = chosen if chosen in (OK, MISSING, WRONG) else ""
    if request.method != "POST":
        return default
    return chosen or (OK if rest else "")


def _notice_page(
    request: HttpRequest,
    staff: Staff,
    file: CaseFile,
    judged: list[Judged],
    problem: Refusal | None,
    now: datetime,
) -> HttpResponse:
    letter, barred = None, None
    try:
        letter = preview_notice(
            case_id=file.case.pk,
            points=points_of(judged),
            addressee=_party(staff, file),
            by=_actor(staff, file),
            at=now,
        )
    except Refused as refused:
        barred = refused.refusal
    context = _told(file, now) | {
        "file": file,
        "case": file.case,
        "item": words.say(file.content.name),
        "papers": [one for one in judged if one.what == "paper"],
        "fields": [one for one in judged if one.what == "field"],
        "ready_papers": shapes.READY_PAPERS,
        "ready_answers": shapes.READY_ANSWERS,
        "ready_again": shapes.READY_AGAIN,
        "points": len(points_of(judged)),
        "waiting": [one.name for one in judged if one.open],
        "letter": letter,
        "barred": barred if problem is None else None,
        "problem": problem,
        "again_reason": typed(request.POST, "again"),
        "visible": request.POST.get("visible") == "yes",
    }
    stop = problem or (barred if request.method == "POST" else None)
    return render(request, "cases/staff/notice.html", context, status=status_of(stop) if stop else 200)


def _told(file: CaseFile, now: datetime) -> dict[str, Any]:
    """Until when to tell, what happens then, whether it was told before, until when the applicant may supply."""
    task = file.open_task("accept")
    standing = task_now(file, task, now) if task else None
    left, until = words.left_words(standing) if standing else ("", "")
    last, today = file.last("case.notified"), timezone.localdate(now)
    return {
        "task": task,
        "standing": standing,
        "left": left,
        "until": until,
        "then": words.consequence("accept", file.case.received_last_at, standing),
        "again": last is not None,
        "last_at": last.at if last else None,
        "supply_by": today + timedelta(days=number("correction.supply_days", today)),
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def not_accept(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Why is this not accepted, and who is competent?"""
    staff, now = staff_of(request), now_of(request)
    file = open_case(staff, case_id)
    others = {body.key: body for body in bodies() if body.id != file.case.body_id}
    sent = request.method == "POST"
    form = NotAcceptForm(
        request.POST if sent else None, bodies=[(key, body.name) for key, body in others.items()], initial={}
    )
    form.is_valid()
    values = form.cleaned_data if sent else {}
    right = others.get(values.get("right_body", "")) if values.get("ground") == "not_competent" else None
    reasons = typed(values, "reasons", 1000)
    problem, letter = None, None
    try:
        letter = preview_non_acceptance(
            case_id=case_id,
            reasons=reasons,
            right_body=right.name_zh if right else "",
            addressee=_party(staff, file),
            by=_actor(staff, file),
            at=now,
        )
        if sent and request.POST.get("do") == "send":
            _refuse_incomplete(values.get("ground", ""), reasons)
            reject_acceptance(
                case_id=case_id,
                ground=values["ground"],
                reasons=reasons,
                right_body_id=right.id if right else None,
                right_body=right.name_zh if right else "",
                by=_actor(staff, file),
                at=now,
            )
            return HttpResponseRedirect(f"{reverse('cases:case', args=[case_id])}?done=not_accepted")
    except Refused as refused:
        problem = conflict(open_case(staff, case_id), refused.refusal, request.POST.get("task", ""))
    context = {
        "file": file,
        "case": file.case,
        "item": words.say(file.content.name),
        "form": form,
        "letter": letter,
        "problem": problem,
        "task": file.open_task("accept"),
    }
    status = status_of(problem) if problem and sent else 200
    return render(request, "cases/staff/not_accept.html", context, status=status)


def _refuse_incomplete(ground: str, reasons: str) -> None:
    if not ground:
        raise Refused(Refusal("ground", "请选择不予受理的原因。", "Choose why it is not accepted."))
    if not reasons:
        zh, en = "请写明不予受理的理由，申请人看得到。", "Give the reasons; the applicant sees them."
        raise Refused(Refusal("reasons_needed", zh, en))
