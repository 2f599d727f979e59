"""Which items rest on an article? The list answers beside the library: as a page, and as a panel of the article."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tongban.law.queries import law
from tongban.law.rules.numerals import from_slug
from tongban.powerlist.forms.lists import ListFilter
from tongban.powerlist.queries import items_citing
from tongban.powerlist.rules.bases import part_words


@require_safe
def citing_items(request: HttpRequest, law_id: UUID, article: str) -> HttpResponse:
    """Which items rest on this article on that day, and with which of their parts?"""
    no, found = from_slug(article), law(law_id)
    if no is None or found is None:
        raise Http404
    day = ListFilter(request.GET).day(timezone.localdate())
    language = get_language() or "zh-hans"
    lines = [
        {
            "code": one.version.code,
            "name": one.version.content.name.words(language),
            "parts": [part_words(part, language) for part in one.parts],
        }
        for one in items_citing(found.title, no, day)
    ]
    return render(request, "powerlist/citing.html", {"law": found, "no": no, "day": day, "lines": lines})
