"""承诺核查: 哪些承诺该核查了？ The promises that wait for their check, and recording what one found."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import party_cards
from tongban.cases.actions.committing import check_commitment
from tongban.cases.forms.arrangements import CheckForm
from tongban.cases.forms.notice import typed
from tongban.cases.pages import words
from tongban.cases.pages.acting import Staff, now_of, open_case, staff_of, status_of
from tongban.cases.pages.arrangements import said
from tongban.cases.pages.history import body_words
from tongban.cases.queries.arrangements import Check, arrangements_of, checks_of
from tongban.cases.rules.committing import RESULTS
from tongban.kernel.refusals import Refusal, Refused
from tongban.rulebook.lookup import number


@login_required
@require_safe
@never_cache
def checks(request: HttpRequest) -> HttpResponse:
    """Which promises are to be checked, by when, and which are checked already?"""
    staff, now = staff_of(request), now_of(request)
    today = words.day(now)
    most = number("list.page_size", today)
    posts, bodies = list(staff.post_ids), _led(staff)
    waiting = checks_of(posts, bodies, done=False, limit=most)
    done = checks_of(posts, bodies, done=True, limit=most)
    cards = party_cards({one.applicant_id for one in (*waiting, *done)}, viewer=staff.actor)
    context = {
        "waiting": [_row(one, cards, staff, today) for one in waiting],
        "done": [_row(one, cards, staff, today) for one in done],
        "late": sum(one.check_by is not None and one.check_by < today for one in waiting),
    }
    return render(request, "cases/staff/checks.html", context)


def _led(staff: Staff) -> list[UUID]:
    """The bodies whose checks the head of the body sees, whoever owns them."""
    return [actor.body_id for actor in staff.actors if actor.body_id is not None and actor.has("lead")]


def _row(one: Check, cards: dict[UUID, Any], staff: Staff, today: Any) -> dict[str, Any]:
    card = cards.get(one.applicant_id)
    mine = one.post_id in staff.post_ids and not one.result
    return {
        "case": one,
        "name": card.name if card else "",
        "owner": body_words(one.body_id),
        "late": one.check_by is not None and not one.result and one.check_by < today,
        "result": said(RESULTS[one.result]) if one.result else "",
        "url": reverse("cases:check" if mine else "cases:case", args=[one.case_id]),
        "mine": mine,
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Is what was promised so?"""
    staff, now = staff_of(request), now_of(request)
    file = open_case(staff, case_id)
    made = arrangements_of(file, now).commitment
    if made is None:
        raise Http404
    form, problem = CheckForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST":
        form.is_valid()
        try:
            check_commitment(
                case_id=case_id, result=str(form.cleaned_data.get("result", "")),
                finding=typed(form.cleaned_data, "finding", 1000), by=staff.in_post([made.check_post_id]), at=now,
            )  # fmt: skip
            return HttpResponseRedirect(f"{reverse('cases:case', args=[case_id])}?done=checked")
        except Refused as refused:
            problem = refused.refusal
    papers = [file.content.material(key) for key in made.papers]
    told = file.content.commitment
    context = {
        "file": file, "case": file.case, "item": words.say(file.content.name), "form": form, "problem": problem,
        "made": made, "owner": body_words(made.check_body_id),
        "papers": [words.say(paper.name) for paper in papers if paper is not None],
        "conditions": [words.say(one) for one in told.conditions] if told else [],
    }  # fmt: skip
    return render(request, "cases/staff/check.html", context, status=_status(problem))


def _status(problem: Refusal | None) -> int:
    if problem is None:
        return 200
    return 409 if problem.code in ("checked_already", "nothing_to_check") else status_of(problem)
