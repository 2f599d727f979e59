"""The case page: 这件现在要我做什么，凭什么？ Clock and branches, answers beside papers, the act, the history.

Who has no open step in it reads the same page; the place of the act says whose it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import hands_of, official_names, party_cards
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.papernotes import note_on_paper
from tongban.cases.actions.review import review_task
from tongban.cases.forms.review import OpinionForm
from tongban.cases.models import Task
from tongban.cases.pages import words
from tongban.cases.pages.acting import Staff, now_of, open_case, staff_of, status_of
from tongban.cases.pages.arrangements import arrangement_context, seconding
from tongban.cases.pages.casebranches import branch_rows, clock_words
from tongban.cases.pages.caseparts import answer_groups, clock_acts, papers_of
from tongban.cases.pages.history import body_words, history
from tongban.cases.pages.special import section
from tongban.cases.permissions import may_work_on_task
from tongban.cases.queries.branches import branches_of
from tongban.cases.queries.casefile import CaseFile
from tongban.cases.rules import STATE_WORDS, Act, State, move_problem
from tongban.cases.rules.papernotes import PLACES
from tongban.delegation.queries.training import untrained
from tongban.kernel.actor import Actor
from tongban.kernel.numerals import whole
from tongban.kernel.refusals import Refusal, Refused

ACTS: Final = ("accept", "review", "decide", "deliver")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What is to be done by me on this case now, and on what evidence?"""
    staff, now = staff_of(request), now_of(request)
    file = open_case(staff, case_id)
    if request.method != "POST":
        return _shown(request, staff, file, now)
    act = _POSTS.get(request.POST.get("act", ""))
    if act is None:
        return _shown(request, staff, file, now, problem=_NO_ACT, status=422)
    try:
        return HttpResponseRedirect(act(request, staff, file, now))
    except Refused as refused:
        file = open_case(staff, case_id)
        problem = conflict(file, refused.refusal, request.POST.get("task", ""))
        return _shown(request, staff, file, now, problem=problem, status=status_of(refused.refusal))


_FORM: Final = Refusal("form", "请核对：意见选一项，理由不超过 2000 字。", "Choose one opinion; reasons <= 2000 signs.")
_NO_ACT: Final = Refusal("no_act", "请选择要做的事，再提交。", "Choose what to do, then send.")


def conflict(file: CaseFile, problem: Refusal, task_id: str) -> Refusal:
    """Somebody was first: who and when, when the closed task tells it; every other refusal as it is."""
    if problem.code not in ("stale", "case_state"):
        return problem
    done = next((task for task in file.tasks if str(task.id) == task_id and task.closed_at is not None), None)
    if done is None or done.closed_by is None or done.closed_at is None:
        return problem
    name = official_names([done.closed_by]).get(done.closed_by, "")
    params = {"name": name, "hour": f"{words.local(done.closed_at):%H:%M}"}
    zh = "{name} {hour} 已办了这一步，您的意见没有提交，文字保留在下面。"
    en = "{name} did this step at {hour}; yours was not sent and your text is kept below."
    return Refusal("stale", zh, en, params)


def _accept(request: HttpRequest, staff: Staff, file: CaseFile, now: datetime) -> str:
    promise = request.POST.get("promise", "")[:12]
    accept_case(case_id=file.case.pk, by=_actor(staff, file, "accept"), at=now, promise=promise)
    return f"{reverse('cases:case', args=[file.case.pk])}?done=accepted"


def _review(request: HttpRequest, staff: Staff, file: CaseFile, now: datetime) -> str:
    form = OpinionForm(request.POST)
    if not form.is_valid():
        raise Refused(_FORM)
    if form.cleaned_data["opinion"] == "pause":
        return reverse("cases:pause", args=[file.case.pk])
    mine = my_task(staff, file, ("review",))
    task_id = form.cleaned_data["task"] or (mine.id if mine else None)
    task = next((one for one in file.tasks if one.id == task_id and one.act == "review"), mine)
    if task is None:
        raise Refused(_NO_ACT)
    review_task(
        task_id=task.id,
        opinion=form.cleaned_data["opinion"],
        reasons=form.cleaned_data["reasons"],
        by=seconding(request, file) or staff.in_post([task.post_id]),
        at=now,
    )
    return f"{reverse('cases:case', args=[file.case.pk])}?done=reviewed"


def _note(request: HttpRequest, staff: Staff, file: CaseFile, now: datetime) -> str:
    """A note where the page was clicked, or at the place that was chosen in words."""
    sent, key = request.POST, request.POST.get("paper", "")
    _zh, _en, x, y = PLACES.get(sent.get("place", ""), PLACES["middle"])
    given = [whole(sent.get(name, ""), 5) for name in ("page", "x", "y")]
    page, across, down = (-1 if value is None else value for value in given)
    clicked = across >= 0 and down >= 0
    note_on_paper(
        case_id=file.case.pk, key=key[:60], page=page, x=across if clicked else x, y=down if clicked else y,
        text=sent.get("text", ""), by=staff.in_post({task.post_id for task in file.tasks}), at=now,
    )  # fmt: skip
    return f"{reverse('cases:case', args=[file.case.pk])}?{urlencode({'paper': key, 'done': 'noted'})}#papers"


_POSTS: Final[Mapping[str, Callable[[HttpRequest, Staff, CaseFile, datetime], str]]] = {
    "accept": _accept,
    "note": _note,
    "review": _review,
}


def _actor(staff: Staff, file: CaseFile, act: str) -> Actor:
    task = file.open_task(act)
    return staff.in_post([task.post_id] if task else [])


def my_task(staff: Staff, file: CaseFile, acts: tuple[str, ...] = ACTS) -> Task | None:
    """The open step of the case that stands on this official's desk."""
    return next((task for task in file.open_tasks if task.act in acts and task.post_id in staff.post_ids), None)


def _shown(
    request: HttpRequest,
    staff: Staff,
    file: CaseFile,
    now: datetime,
    *,
    problem: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    task = my_task(staff, file)
    names = official_names({entry.actor for entry in file.events if entry.actor})
    hands = hands_of({one.post_id for one in file.open_tasks if one.post_id}, now)
    card = party_cards([file.case.applicant_id], viewer=staff.actor).get(file.case.applicant_id)
    branches = branches_of(file, now)
    context = {
        "file": file,
        "case": file.case,
        "item": words.say(file.content.name),
        "applicant": card,
        "state_words": STATE_WORDS[State(file.case.state)][1 if words.language() == "en" else 0],
        "hands": _hands(staff, file, hands),
        "bodies": max(Counter(task.opened_at for task in file.tasks if task.act == "review").values(), default=0),
        "clock": clock_words(file, branches, task, hands, now),
        "rows": branch_rows(staff, file, branches, now),
        "groups": answer_groups(file),
        **arrangement_context(staff, file, task, papers_of(file, request.GET.get("paper", ""), names), now),
        "seconding": task is None and seconding(request, file) is not None,
        "task": task,
        "act": task.act if task else "",
        "act_problem": _act_problem(staff, file, task, now),
        "cover": staff.cover_of(task.post_id) if task else "",
        "own_body": body_words(task.body_id if task else None),
        "form": OpinionForm(request.POST if request.method == "POST" else None),
        "problem": problem,
        "may_note": staff.in_post({one.post_id for one in file.tasks}).post_id in {one.post_id for one in file.tasks}
        and file.case.state in (State.RECEIVED, State.ACCEPTED),
        "done": request.GET.get("done", ""),
        "told_at": _told(file),
        "history": history(file, names),
        "special": section(staff, file, now, clock_acts(staff, file, now)),
    }
    return render(request, "cases/staff/case.html", context, status=status)


def _act_problem(staff: Staff, file: CaseFile, task: Task | None, now: datetime) -> Refusal | None:
    if task is None:
        return None
    if file.case.state == State.SUSPENDED:
        return move_problem(Act(task.act), State.SUSPENDED)
    by = staff.in_post([task.post_id])
    barred = may_work_on_task(by, post_id=task.post_id, duty=task.act)
    return barred or (untrained(file.case.item_id, by, now) if task.act == Act.DECIDE else None)


def _told(file: CaseFile) -> datetime | None:
    entry = file.last("case.notified")
    return entry.at if entry else None


def _hands(staff: Staff, file: CaseFile, hands: Mapping[UUID, Any]) -> dict[str, Any]:
    """In whose hands the case is: 您 first, then body and person of each other open step."""
    others = []
    for task in file.open_tasks:
        hand = hands.get(task.post_id) if task.post_id else None
        if task.post_id in staff.post_ids:
            continue
        if hand is not None:
            others.append(f"{body_words(hand.body_id)} {hand.official or hand.name}")
        else:
            nobody = {"supplement": _("the applicant"), "wait": _("nobody, the notice runs its days")}
            others.append(nobody.get(task.act) or _("the system"))
    mine = any(task.post_id in staff.post_ids for task in file.open_tasks)
    return {"you": mine, "others": words.listed(others), "any": bool(file.open_tasks)}
