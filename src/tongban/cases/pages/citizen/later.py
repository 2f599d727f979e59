"""容缺补交和告知承诺: 还要补交什么？ Papers that follow acceptance, and choosing the commitment, each on one page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tongban.cases.actions.committing import make_commitment
from tongban.cases.actions.deferring import supply_later
from tongban.cases.actions.receive import Given
from tongban.cases.pages.arrangements import follow_row
from tongban.cases.pages.citizen.entry import actor_of, for_citizens, language
from tongban.cases.pages.citizen.matter import own_matter
from tongban.cases.pages.citizen.uploads import most_megabytes, take
from tongban.cases.pages.window_later import make_waiting_result
from tongban.cases.queries.deferring import Follows, follows_of
from tongban.cases.queries.matter import matter_key
from tongban.cases.queries.mine import MatterLine
from tongban.cases.rules import State
from tongban.cases.rules.committing import commitment_problem, promised_papers
from tongban.kernel.refusals import Refusal, Refused


@for_citizens
@require_http_methods(["GET", "HEAD", "POST"])
def supply(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What do I still have to hand in, and by when?"""
    matter = own_matter(request, case_id)
    follows = follows_of(case_id, matter.ref.content)
    if not follows:
        raise Http404
    waiting = [one for one in follows if one.supplied_at is None]
    faults: dict[str, str] = {}
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            faults = _hand_in(request, matter, waiting)
            if not faults:
                return HttpResponseRedirect(reverse("cases:my_case", args=[case_id]))
        except Refused as refused:
            refusal = refused.refusal
    rows = [{**follow_row(one, timezone.localdate()), "error": faults.get(one.key, "")} for one in waiting]
    context: dict[str, Any] = {
        "matter": matter, "item": matter.ref.content.name.words(language()), "rows": rows, "refusal": refusal,
        "faults": [(f"f_{key}", words) for key, words in faults.items()], "most": most_megabytes(),
    }  # fmt: skip
    return render(request, "cases/public/later.html", context, status=409 if refusal else 422 if faults else 200)


def _hand_in(request: HttpRequest, matter: MatterLine, waiting: list[Follows]) -> dict[str, str]:
    """Stores what was sent and hands it in at once; gives what is wrong with a file, by paper."""
    given, faults, now = [], {}, timezone.now()
    for one in waiting:
        upload = request.FILES.get(one.key)
        if upload is None:
            continue
        try:
            stored = take(upload, owner=matter.id, key=matter_key(matter), by=actor_of(request), at=now)
            given.append(Given(one.key, file_id=stored.id))
        except Refused as refused:
            faults[one.key] = refused.refusal.sentence(language())
    if not faults:
        supply_later(case_id=matter.id, materials=given, by=actor_of(request), at=now)
        make_waiting_result(matter.id, matter.state, now)
    return faults


@for_citizens
@require_http_methods(["GET", "HEAD", "POST"])
def commit(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Do I promise instead of proving?"""
    matter = own_matter(request, case_id)
    content = matter.ref.content
    if commitment_problem(content) is not None or content.commitment is None:
        raise Http404
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            make_commitment(case_id=case_id, by=actor_of(request), at=timezone.now())
            return HttpResponseRedirect(reverse("cases:my_case", args=[case_id]))
        except Refused as refused:
            refusal = refused.refusal
    tongue = language()
    context = {
        "matter": matter, "item": content.name.words(tongue), "refusal": refusal,
        "possible": matter.state == State.RECEIVED,
        "conditions": [one.words(tongue) for one in content.commitment.conditions],
        "papers": [paper.name.words(tongue) for paper in promised_papers(content)],
        "days": content.commitment.check_days, "consequence": content.commitment.consequence.words(tongue),
    }  # fmt: skip
    return render(request, "cases/public/commit.html", context, status=409 if refusal else 200)
