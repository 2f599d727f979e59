"""The one-time notice: 要补的都写全了吗？ Every paper and answer is judged; beside it the letter as it will go.

And the other end of the same task: not accepting, with the reason and the right body.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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

from tongban.agencies.queries import BodyRef, bodies_in_order, party_cards
from tongban.cases.actions.accept import notify_once, reject_acceptance
from tongban.cases.actions.doubting import record_not_ours
from tongban.cases.actions.preview import preview_non_acceptance, preview_notice
from tongban.cases.forms import notice as shapes
from tongban.cases.forms.notice import LONGEST, MISSING, OK, WRONG, Judged, NotAcceptForm, points_of, typed
from tongban.cases.pages import words
from tongban.cases.pages.acting import Staff, now_of, open_case, staff_of, status_of
from tongban.cases.pages.case import conflict
from tongban.cases.queries.arrangements import arrangements_of
from tongban.cases.queries.branches import task_now
from tongban.cases.queries.casefile import CaseFile
from tongban.cases.queries.competence import RightBody, right_body
from tongban.cases.queries.papernotes import NoteView, notes_of
from tongban.cases.queries.visible import then_and_now
from tongban.cases.rules.competence import several_bodies
from tongban.cases.rules.papernotes import note_words
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.rules.codes import BENEFIT
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
    judged = _judged(file, request, arrangements_of(file, now).promised)
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


def _judged(file: CaseFile, request: HttpRequest, promised: frozenset[str]) -> list[Judged]:
    """Every paper and every answer with what was chosen; what is plainly missing is marked so from the start.

    A paper for which the commitment stands is not judged: it is not handed in.
    """
    rest = request.POST.get("do") == "rest"
    notes = notes_of(file)
    asked = [paper for paper in file.papers if paper.material.key not in promised]
    found = [_paper(paper, request, rest, notes.get(paper.material.key, ())) for paper in asked]
    answers = file.answers or {}
    for field in file.shown_fields():
        value = words.answer_words(field, answers.get(field.key))
        state = _state(request, field.key, "" if value or not field.required else MISSING, rest)
        reason = typed(request.POST, f"r_{field.key}")
        help_text = words.say(field.help) if field.help else ""
        found.append(Judged("field", field.key, words.say(field.label), value, help_text, state, reason))
    return found


def _paper(paper: Any, request: HttpRequest, rest: bool, notes: Sequence[NoteView]) -> Judged:
    """One paper; notes on its pages are the reason from the start, to be changed before they go to the applicant."""
    material = paper.material
    lacking = MISSING if paper.missing and material.necessity != "deferrable" else WRONG if notes else ""
    noted = "；".join(note_words(note.page, note.x, note.y, note.text, "zh") for note in notes)
    reason = typed(request.POST, f"r_{material.key}") if request.method == "POST" else noted[:LONGEST]
    state = _state(request, material.key, lacking, rest)
    here = _("not handed in") if paper.missing else (_("the platform has it") if paper.held else _("handed in"))
    standard = words.say(material.standard) or words.say(material.note)
    return Judged("paper", material.key, words.say(material.name), here, standard, state, reason)


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
        "seen": _seen(file, judged),
    }
    stop = problem or (barred if request.method == "POST" else None)
    return render(request, "cases/staff/notice.html", context, status=status_of(stop) if stop else 200)


def _seen(file: CaseFile, judged: list[Judged]) -> list[str]:
    """Points of a further notice that were there unchanged the first time: a breach, whatever is ticked."""
    then = then_and_now(file.case.pk, file.key) if file.last("case.notified") else None
    points = {point.key for point in points_of(judged)}
    seen = then.visible(points, {paper.material.key for paper in file.papers}) if then else frozenset()
    return [one.name for one in judged if one.key in seen]


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
        "then": words.consequence(
            "accept", file.case.received_last_at, standing, relief=file.content.item_type == BENEFIT
        ),
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
    others, sent = [body for body in bodies_in_order() if body.id != file.case.body_id], request.method == "POST"
    form = NotAcceptForm(request.POST if sent else None)
    form.is_valid()
    values = form.cleaned_data if sent else {}
    told = _told_refusal(values, others)
    problem, letter = None, None
    try:
        if sent and request.POST.get("do") == "not_ours":
            record_not_ours(case_id=case_id, words=told.reasons, by=_actor(staff, file), at=now)
            return HttpResponseRedirect(f"{reverse('cases:case', args=[case_id])}?done=not_ours")
        letter = preview_non_acceptance(
            case_id=case_id,
            reasons=told.reasons,
            right_body=told.name,
            addressee=_party(staff, file),
            by=_actor(staff, file),
            at=now,
        )
        if sent and request.POST.get("do") == "send":
            _refuse_incomplete(told)
            reject_acceptance(
                case_id=case_id,
                ground=told.ground,
                reasons=told.reasons,
                right_body_id=told.meant.body.id if told.meant.body else None,
                right_body=told.name,
                outside_reason=typed(values, "outside_reason"),
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
        "bodies": [body.name for body in others],
        "doubted": bool(file.count("case.not_ours")),
    }
    status = status_of(problem) if problem and sent else 200
    return render(request, "cases/staff/not_accept.html", context, status=status)


@dataclass(frozen=True, slots=True)
class Refusing:
    """What was filled in for a refusal: the ground, the reasons, and which body is meant."""

    ground: str
    reasons: str
    meant: RightBody

    @property
    def name(self) -> str:
        """The right body as the letter names it; empty unless it is another body's business."""
        if self.ground != "not_competent":
            return ""
        return self.meant.body.name_zh if self.meant.body else self.meant.typed


def _told_refusal(values: dict[str, Any], others: list[BodyRef]) -> Refusing:
    text = typed(values, "right_body", 80)
    return Refusing(values.get("ground", ""), typed(values, "reasons", 1000), right_body(text, others))


def _refuse_incomplete(told: Refusing) -> None:
    if not told.ground:
        raise Refused(Refusal("ground", "请选择不予受理的原因。", "Choose why it is not accepted."))
    if not told.reasons:
        zh, en = "请写明不予受理的理由，申请人看得到。", "Give the reasons; the applicant sees them."
        raise Refused(Refusal("reasons_needed", zh, en))
    if told.ground == "not_competent" and told.meant.several:
        raise Refused(several_bodies(told.meant.typed, told.meant.several))
