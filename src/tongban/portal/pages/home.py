"""The home page and search: 我要办的事在哪里？ One search box, words, departments; they decide nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tongban.centres.queries.queue import queues_today
from tongban.portal.queries import departments, found_items, opening_sentence
from tongban.portal.rules.fields import language_of
from tongban.portal.rules.navigation import EXAMPLES, TURNS
from tongban.powerlist.actions.misses import count_miss


def _words(pairs: tuple[tuple[str, str], ...], language: str) -> list[str]:
    return [en if language == "en" else zh for zh, en in pairs]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where is what I want to do?"""
    language = language_of(get_language())
    queues = queues_today(timezone.now())
    context = {
        "examples": _words(EXAMPLES, language),
        "turns": _words(TURNS, language),
        "departments": departments(),
        "opening": opening_sentence(timezone.now(), language),
        "queues": sorted(queues, key=lambda one: one.centre.kind != "centre"),  # the county's own hall first
        "waiting": sum(one.waiting for one in queues),
    }
    return render(request, "portal/home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Which item is it, and what does it ask of me?"""
    language = language_of(get_language())
    query = request.GET.get("q", "").strip()
    found = found_items(query, language)
    if query and not found and not request.headers.get("HX-Request"):  # half a word is no search
        count_miss(query, on=timezone.localdate())
    context = {"query": query, "found": found, "turns": _words(TURNS, language)}
    return render(request, "portal/search.html", context)
