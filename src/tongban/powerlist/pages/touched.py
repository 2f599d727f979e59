"""What did the acts on a law do to the list? The list answers beside the library: a page, and a panel of the law."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tongban.law.queries import law
from tongban.powerlist.pages.office.docket import touched_words
from tongban.powerlist.queries.docket import adjustments_of_law
from tongban.powerlist.rules.docket import state_word


@require_safe
def touched_items(request: HttpRequest, law_id: UUID) -> HttpResponse:
    """Which items did changes of this law touch, and what became of them?"""
    found = law(law_id)
    if found is None:
        raise Http404
    language = get_language() or "zh-hans"
    lines = [
        {
            "code": one.version.code,
            "name": one.version.content.name.words(language),
            "touched": [touched_words(touched) for touched in one.touched],
            "since": one.since,
            "document": one.document,
            "state": state_word(one.state, language),
            "waits": one.waits,
        }
        for one in adjustments_of_law(law_id)
    ]
    return render(request, "powerlist/touched.html", {"law": found, "lines": lines})
