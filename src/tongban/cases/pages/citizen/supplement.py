"""补正: supplying what the one-time notice lists, point by point, and handing it in once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tongban.cases.actions.proxy import supply_for
from tongban.cases.actions.receive import Given
from tongban.cases.actions.supplement import supplement_case
from tongban.cases.forms.apply import read_answers
from tongban.cases.pages.citizen.entry import actor_of, for_applicants, language, remembered
from tongban.cases.pages.citizen.matter import own_matter
from tongban.cases.pages.citizen.uploads import line_of, most_megabytes, take
from tongban.cases.queries.answers import missing_answer, wrong_answers
from tongban.cases.queries.certificate import answers_of
from tongban.cases.queries.limits import Times, deadline_of
from tongban.cases.queries.mandates import MandateRef
from tongban.cases.queries.matter import Point, matter_key, notice_points
from tongban.cases.queries.mine import MatterLine
from tongban.documents.queries.files import file_ref
from tongban.kernel.refusals import Refusal, Refused

PUT_KEY = "supplements"


@for_applicants
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What do I still have to supply?"""
    matter = own_matter(request, case_id)
    if not matter.mine:
        return HttpResponseRedirect(reverse("cases:my_case", args=[case_id]))
    points = notice_points(matter)
    answers = answers_of(case_id, matter_key(matter))
    if request.method != "POST":
        return _page(request, matter, points, answers, {})
    faults = _take_files(request, matter, points)
    questions = [point.question for point in points if point.question is not None]
    corrected = {**answers, **read_answers(questions, request.POST)}
    faults |= _answer_faults(matter, points, corrected)
    if request.POST.get("go") == "put" or faults:
        return _page(request, matter, points, corrected, faults, status=422 if faults else 200)
    return _hand_in(request, matter, points, answers, corrected)


def _hand_in(
    request: HttpRequest, matter: MatterLine, points: list[Point], before: Mapping[str, Any], corrected: dict[str, Any]
) -> HttpResponse:
    """Hands in; what is lacking is told first, and may then be left out on purpose."""
    put = put_so_far(request, matter.id)
    lacking = [point for point in points if point.material is not None and point.key not in put]
    if lacking and request.POST.get("go") != "partly":
        return _page(request, matter, points, corrected, {}, lacking=lacking, status=422)
    materials = [Given(point.key, file_id=UUID(put[point.key])) for point in points if point.key in put]
    answers = corrected if corrected != dict(before) else None
    try:
        given: dict[str, Any] = {"case_id": matter.id, "answers": answers, "materials": materials}
        mandate: MandateRef | None = getattr(request, "mandate", None)
        if mandate is not None:
            supply_for(**given, mandate_id=mandate.id, by=actor_of(request), at=timezone.now())
        else:
            supplement_case(**given, by=actor_of(request), at=timezone.now())
    except Refused as refused:
        return _page(request, matter, points, corrected, {}, refusal=refused.refusal, status=409)
    forget(request, matter.id)
    return HttpResponseRedirect(reverse("cases:my_case", args=[matter.id]))


def put_so_far(request: HttpRequest, case_id: UUID) -> dict[str, str]:
    """The files uploaded for a supplement and not handed in yet, by paper."""
    kept = remembered(request, PUT_KEY).get(str(case_id), {})
    return dict(kept) if isinstance(kept, dict) else {}


def forget(request: HttpRequest, case_id: UUID) -> None:
    """Handed in: nothing waits any more."""
    kept = remembered(request, PUT_KEY)
    kept.pop(str(case_id), None)
    request.session[PUT_KEY] = kept


def _take_files(request: HttpRequest, matter: MatterLine, points: list[Point]) -> dict[str, str]:
    put, faults = put_so_far(request, matter.id), {}
    for point in points:
        upload = request.FILES.get(point.key) if point.material is not None else None
        if upload is None:
            continue
        try:
            stored = take(upload, owner=matter.id, key=matter_key(matter), by=actor_of(request), at=timezone.now())
        except Refused as refused:
            faults[point.key] = refused.refusal.sentence(language())
        else:
            put[point.key] = str(stored.id)
    request.session[PUT_KEY] = {**remembered(request, PUT_KEY), str(matter.id): put}
    return faults


def _answer_faults(matter: MatterLine, points: list[Point], answers: Mapping[str, Any]) -> dict[str, str]:
    asked = {point.key: point.question for point in points if point.question is not None}
    found: dict[str, Refusal] = dict(wrong_answers(matter.ref.content, answers, set(asked)))
    for key, question in asked.items():
        if question.required and answers.get(key) in (None, "", []):
            found[key] = missing_answer(question)
    return {key: fault.sentence(language()) for key, fault in found.items()}


def _page(
    request: HttpRequest,
    matter: MatterLine,
    points: list[Point],
    answers: Mapping[str, Any],
    faults: Mapping[str, str],
    *,
    lacking: list[Point] | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    put, key, tongue, now = put_so_far(request, matter.id), matter_key(matter), language(), timezone.now()
    rows: list[dict[str, Any]] = []
    for point in points:
        file = line_of(file_ref(UUID(put[point.key])), key) if point.key in put else None
        name = point.en if tongue == "en" else point.zh
        error = faults.get(point.key, "")
        rows.append({"point": point, "name": name, "file": file, "error": error, "value": answers.get(point.key)})
    prefix = {True: "f_", False: "q_"}
    summary = [(prefix[r["point"].material is not None] + r["point"].key, r["error"]) for r in rows if r["error"]]
    answer_by = deadline_of(matter.ref.content, "acceptance", Times(now, None, now), now=now)
    context = {
        "matter": matter, "item": matter.ref.content.name.words(tongue), "rows": rows, "faults": summary,
        "lacking": [point.en if tongue == "en" else point.zh for point in lacking or []], "refusal": refusal,
        "answer_by": answer_by, "most": most_megabytes(),
    }  # fmt: skip
    return render(request, "cases/public/supplement.html", context, status=status)
