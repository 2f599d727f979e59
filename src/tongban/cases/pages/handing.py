"""转交和接收: 交给谁，为什么？ Offering a step to another post, and what was offered to one's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import hands_of, posts, posts_of_body
from tongban.cases.actions.handing import answer_handover, offer_task
from tongban.cases.forms.arrangements import HandForm
from tongban.cases.forms.notice import typed
from tongban.cases.models import Task
from tongban.cases.pages import words
from tongban.cases.pages.acting import Staff, now_of, open_case, staff_of, status_of
from tongban.cases.queries.arrangements import Offer, offers_to, seconds_for
from tongban.kernel.refusals import Refusal, Refused

NOT_OFFERED = Refusal(
    "not_offered", "这一步没有转交给您，或者已经答复。", "It is not offered to you, or answered already."
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def hand_over(request: HttpRequest, case_id: UUID, task_id: UUID) -> HttpResponse:
    """To whom, and why?"""
    staff, now = staff_of(request), now_of(request)
    file = open_case(staff, case_id)
    task = next((one for one in file.tasks if one.id == task_id), None)
    if task is None or task.body_id is None:
        raise Http404
    targets = _targets(task, now)
    form = HandForm(request.POST if request.method == "POST" else None, targets=targets)
    problem: Refusal | None = None
    if request.method == "POST":
        form.is_valid()
        try:
            by = staff.in_post([task.post_id])
            by = by if by.post_id == task.post_id else staff.with_duty(["lead"], task.body_id)
            offer_task(task_id=task_id, to_post=_chosen(form), reason=typed(form.cleaned_data, "reason"), by=by, at=now)
            return HttpResponseRedirect(f"{reverse('cases:case', args=[case_id])}?done=offered")
        except Refused as refused:
            problem = refused.refusal
    context = {
        "file": file, "case": file.case, "item": words.say(file.content.name), "form": form, "problem": problem,
        "step": words.step_words(task.act), "none": not targets,
    }  # fmt: skip
    return render(request, "cases/staff/hand_over.html", context, status=_status(problem))


def _chosen(form: HandForm) -> UUID:
    """The chosen post; the nil id, which no post has, when none was."""
    return UUID(str(form.cleaned_data.get("to_post") or UUID(int=0)))


def _targets(task: Task, now: Any) -> list[tuple[str, str]]:
    """The other posts of the body that carry the duty, with who acts in them."""
    assert task.body_id is not None  # the caller has asked
    able = [one for one in posts_of_body(task.body_id) if task.act in one.duties and one.post_id != task.post_id]
    hands = hands_of([one.post_id for one in able], now)
    return [
        (str(one.post_id), f"{one.name} {hands[one.post_id].official}" if one.post_id in hands else one.name)
        for one in able
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def offered(request: HttpRequest) -> HttpResponse:
    """What do colleagues ask me to take over, or to check as the second?"""
    staff, now = staff_of(request), now_of(request)
    problem: Refusal | None = None
    waiting = offers_to(list(staff.post_ids))
    if request.method == "POST":
        try:
            return HttpResponseRedirect(_answered(request, staff, waiting, now))
        except Refused as refused:
            problem = refused.refusal
    held = [post.post_id for post in request.presence.posts]  # type: ignore[attr-defined]
    seconds = seconds_for(held, staff.actor.ref) if staff.actor.ref is not None else []
    known = posts({one.from_post for one in (*waiting, *seconds) if one.from_post is not None})
    context = {
        "waiting": [_row(one, known) for one in waiting], "seconds": [_row(one, known) for one in seconds],
        "problem": problem, "done": request.GET.get("done", ""),
    }  # fmt: skip
    return render(request, "cases/staff/offered.html", context, status=_status(problem))


def _answered(request: HttpRequest, staff: Staff, waiting: list[Offer], now: Any) -> str:
    wanted = next((one for one in waiting if str(one.task_id) == request.POST.get("task", "")), None)
    if wanted is None:
        raise Refused(NOT_OFFERED)
    take = request.POST.get("do") == "take"
    answer_handover(task_id=wanted.task_id, take=take, by=staff.in_post([wanted.to_post]), at=now)
    if take:
        return reverse("cases:case", args=[wanted.case_id])
    return f"{reverse('cases:offered')}?done=declined"


def _row(one: Offer, known: dict[UUID, Any]) -> dict[str, Any]:
    post = known.get(one.from_post) if one.from_post is not None else None
    return {"offer": one, "from": post.name if post else "", "step": words.step_words(one.act)}


def _status(problem: Refusal | None) -> int:
    if problem is None:
        return 200
    codes = {"offered_already": 409, "task_done": 409, "not_offered": 409, "not_yours_to_hand": 403}
    return codes.get(problem.code) or status_of(problem)
