"""Searches that found nothing: 群众怎么说，我们却没有写？ Words with figures, for aliases and new guides."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tongban.powerlist.pages.office.entry import for_office
from tongban.powerlist.queries.misses import missed_words

SHOWN = 200
MONTH = timedelta(days=30)


@require_safe
@for_office
def misses(request: HttpRequest) -> HttpResponse:
    """Which words do people use that no item is found by?"""
    since = timezone.localdate() - MONTH
    words, once = missed_words(since, SHOWN)
    return render(request, "powerlist/office/misses.html", {"words": words, "once": once, "since": since})
