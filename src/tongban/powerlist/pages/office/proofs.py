"""The register of proofs and steps 证明材料台账: 要了哪些材料、多了哪些环节，凭什么要，哪些可以不要？"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tongban.powerlist.forms.lists import ListFilter
from tongban.powerlist.pages.office.entry import for_office, office_of, tongue
from tongban.powerlist.queries.office import reach_of
from tongban.powerlist.queries.proofs import proof_register
from tongban.powerlist.rules.proofs import proposal_word
from tongban.rulebook.lookup import number


@require_safe
@for_office
def proofs_page(request: HttpRequest) -> HttpResponse:
    """Which papers and steps do our items ask for, on what basis, and which could go?"""
    asked = ListFilter(request.GET)
    today = timezone.localdate()
    after = "".join(sign for sign in asked.text("after") if sign.isprintable())
    page = proof_register(reach_of(office_of(request)), today, after=after, limit=number("list.page_size", today))
    lines = [
        {
            "line": one,
            "item": one.version.content.name.words(tongue()),
            "paper": one.paper.name.words(tongue()),
            "why": [proposal_word(code, tongue()) for code in one.proposals],
        }
        for one in page.lines
    ]
    proposed = [line for line in lines if line["why"]]
    context = {
        "page_of": page,
        "proposed": proposed,
        "others": [line for line in lines if not line["why"]],
        "steps": [
            {
                "line": one,
                "item": one.version.content.name.words(tongue()),
                "step": one.step.name.words(tongue()),
                "why": [proposal_word(code, tongue()) for code in one.proposals],
            }
            for one in page.steps
        ],
        "idle": sum(bool(one.proposals) for one in page.steps),
        "first_page": not after,
        "total": len(lines),
    }
    return render(request, "powerlist/office/proofs.html", context)
