"""查进度: where a case stands, by number and lookup code, without signing in. No names, no papers."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.cases.pages.citizen.entry import language
from tongban.cases.queries.lookup import LONGEST, clean_code, clean_number, lacking
from tongban.cases.queries.status import Status, status_of
from tongban.cases.queries.tries import count_fault, faults_in, wait_after, wait_for

TRIES_KEY: Final = "status_tries"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """Where does the case of this number stand?"""
    if request.method != "POST":
        return render(request, "cases/public/status.html", {"number": clean_number(request.GET.get("number", ""))})
    typed, code = clean_number(request.POST.get("number", "")), clean_code(request.POST.get("code", ""))
    shown: dict[str, object] = {"number": typed or request.POST.get("number", "")[:LONGEST], "code": code}
    if not typed or not code:
        shown["lacking"] = lacking(typed, code)
        return render(request, "cases/public/status.html", shown, status=422)
    now = timezone.now().timestamp()
    wait = max(wait_after(request.session.get(TRIES_KEY), now), wait_for(typed, now))
    if wait > 0:
        answer = render(request, "cases/public/status.html", {**shown, "wait": wait}, status=429)
        answer["Retry-After"] = str(wait)
        return answer
    found = status_of(typed, code, timezone.now())
    if found is None:
        _count(request, typed, now)
        return render(request, "cases/public/status.html", {**shown, "unknown": True}, status=404)
    return render(request, "cases/public/status.html", {**shown, "found": found, "words": _words(found)})


def _words(found: Status) -> dict[str, str]:
    english = language() == "en"
    return {
        "item": found.item_en if english else found.item_zh,
        "state": found.state_words(language()),
        "body": found.body_en if english else found.body_zh,
    }


def _count(request: HttpRequest, typed: str, now: float) -> None:
    """One more fault of this session and of this number."""
    request.session[TRIES_KEY] = [faults_in(request.session.get(TRIES_KEY)) + 1, now]
    count_fault(typed, now)
