"""Papers supplied at the window: 告知的几项，交齐了吗？ The case goes back to acceptance when recorded."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import party_cards, sealing_key
from tongban.cases.actions.receive import Given
from tongban.cases.actions.supplement import supplement_case
from tongban.cases.forms.apply import read_answers
from tongban.cases.forms.window import chosen_keys
from tongban.cases.pages.clerks import clerk, language
from tongban.cases.queries.answers import wrong_answers
from tongban.cases.queries.certificate import answers_of
from tongban.cases.queries.window import Noticed, noticed_case
from tongban.cases.rules import STATE_WORDS, State
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.queries import version
from tongban.powerlist.rules.content import ItemContent


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def window_supplement(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Of what the notice asked, what is handed in now?"""
    actor, case = clerk(request), noticed_case(case_id=case_id)
    if case is None:
        raise Http404
    refused: Refusal | None = None
    faults: dict[str, str] = {}
    if request.method == "POST":
        try:
            faults = _supply(request, case, actor)
            if not faults:
                return redirect(f"{request.path}?done=1")
        except Refused as problem:
            refused = problem.refusal
    context = _context(request, case, actor) | {"refused": refused, "faults": faults}
    status = 409 if refused else 422 if faults else 200
    return render(request, "cases/window/supplement.html", context, status=status)


def _supply(request: HttpRequest, case: Noticed, actor: Actor) -> dict[str, str]:
    """Records what was handed in; gives what is wrong with a corrected answer, by field."""
    content = version(case.version_id).content
    asked = {str(point.get("key")) for point in case.points}
    papers = sorted(key for key in chosen_keys(request.POST, "have-") if key in asked and content.material(key))
    fields = [one for one in content.fields() if one.key in asked]
    given = {key: value for key, value in read_answers(fields, request.POST).items() if value not in (None, "", [])}
    wrong = wrong_answers(content, given, set(given))
    if wrong:
        return {f"q_{key}": problem.sentence(language()) for key, problem in wrong.items()}
    answers = {**answers_of(case.case_id, sealing_key(case.applicant_id)), **given} if given else None
    supplement_case(
        case_id=case.case_id, answers=answers, materials=[Given(key) for key in papers], by=actor, at=timezone.now()
    )
    return {}


def _context(request: HttpRequest, case: Noticed, actor: Actor) -> dict[str, Any]:
    content = version(case.version_id).content
    ticked = chosen_keys(request.POST, "have-")
    rows = [_point(point, content, ticked, place) for place, point in enumerate(case.points, start=1)]
    return {
        "case": case,
        "state": STATE_WORDS[State(case.state)][1 if language() == "en" else 0],
        "open": case.state == State.NOTICED,
        "done": request.GET.get("done") == "1" and case.state != State.NOTICED,
        "papers": [row for row in rows if row["paper"]],
        "questions": [row for row in rows if row["field"]],
        "card": party_cards([case.applicant_id], viewer=actor).get(case.applicant_id),
    }


def _point(point: dict[str, Any], content: ItemContent, ticked: set[str], place: int) -> dict[str, Any]:
    key = str(point.get("key"))
    paper = content.material(key)
    asked = next((one for one in content.fields() if one.key == key), None)
    name = paper.name.words(language()) if paper else asked.label.words(language()) if asked else key
    return {
        "key": key,
        "digit": place if place < 10 else "",
        "paper": paper,
        "field": asked,
        "name": name,
        "wrong": point.get("state") == "wrong",
        "reason": point.get("reason") or "",
        "have": key in ticked,
    }
