"""查进度: where a case stands, by number and lookup code, without signing in. No names, no papers."""

from __future__ import annotations

import hashlib
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.cases.pages.citizen.entry import language
from tongban.cases.queries.lookup import LONGEST, clean_code, clean_number
from tongban.cases.queries.status import Status, status_of
from tongban.rulebook.lookup import number

TRIES_KEY: Final = "status_tries"
FIRST_WAIT, LONGEST_WAIT = 15, 240  # seconds; each further fault doubles the wait
REMEMBERED: Final = 3600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """Where does the case of this number stand?"""
    if request.method != "POST":
        return render(request, "cases/public/status.html", {"number": clean_number(request.GET.get("number", ""))})
    typed, code = clean_number(request.POST.get("number", "")), clean_code(request.POST.get("code", ""))
    shown = {"number": typed or request.POST.get("number", "")[:LONGEST]}
    if not typed or not code:
        return render(request, "cases/public/status.html", {**shown, "empty": True}, status=422)
    now = timezone.now().timestamp()
    wait = max(_wait(request.session.get(TRIES_KEY), now), _wait(cache.get(_counter(typed)), now))
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


def _counter(typed: str) -> str:
    """The counter of a number, real or not; its name says nothing of the number."""
    return f"status:{hashlib.sha256(typed.encode()).hexdigest()[:32]}"


def _wait(kept: object, now: float) -> int:
    """Seconds to wait after the faults so far; 0 up to the allowed tries."""
    if not isinstance(kept, list) or len(kept) != 2:
        return 0
    faults, last = int(kept[0]), float(kept[1])
    over = faults - number("status.tries", timezone.localdate())
    if over < 0:
        return 0
    return max(0, int(last + min(FIRST_WAIT * 2 ** min(over, 10), LONGEST_WAIT) - now))


def _count(request: HttpRequest, typed: str, now: float) -> None:
    """One more fault of this session and of this number."""
    request.session[TRIES_KEY] = [_faults(request.session.get(TRIES_KEY)) + 1, now]
    cache.set(_counter(typed), [_faults(cache.get(_counter(typed))) + 1, now], REMEMBERED)


def _faults(kept: object) -> int:
    return int(kept[0]) if isinstance(kept, list) and len(kept) == 2 else 0
