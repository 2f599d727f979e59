"""听证: can I ask for a hearing, until when, and what happens then? The applicant's own answer to the notice."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tongban.cases.actions.hearing_rights import answer_hearing_right
from tongban.cases.pages.citizen.entry import actor_of, for_citizens, language
from tongban.cases.pages.citizen.matter import own_matter
from tongban.cases.queries.matter import hearing_right, own_hearing
from tongban.kernel.refusals import Refused


@for_citizens
@require_http_methods(["GET", "HEAD", "POST"])
def my_hearing(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Do I ask for a hearing?"""
    matter, refusal = own_matter(request, case_id), None
    right = hearing_right(matter)
    if right is None:
        raise Http404
    if request.method == "POST":
        try:
            answer_hearing_right(
                case_id=case_id, right_id=right.pk, answer=request.POST.get("answer", ""), by=actor_of(request),
                at=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            refusal = refused.refusal
        else:
            return HttpResponseRedirect(reverse("cases:my_hearing", args=[case_id]))
    context = {
        "matter": matter,
        "item": matter.ref.content.name.words(language()),
        "right": right,
        "hearing": own_hearing(matter),
        "over": right.request_by < timezone.localdate(),
        "refusal": refusal,
    }
    return render(request, "cases/public/hearing.html", context, status=409 if refusal else 200)
