"""What is watched and what is not yet: 哪些窗口、层级、系统还没有接入监督？"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.supervision.pages.asking import watcher
from tongban.supervision.queries.coverage import coverage
from tongban.supervision.queries.names import language


@require_safe
@never_cache
def covered(request: HttpRequest) -> HttpResponse:
    """Which windows, levels and systems are not watched yet?"""
    seen = watcher(request)
    found = coverage(seen.now)
    english = language() == "en"
    context = {
        "found": found,
        "systems": [{"system": one, "name": one.en if english else one.zh} for one in found.systems],
        "missing": sum(not one.watched for one in found.systems),
        "silent": sum(not one.seen for one in found.windows),
        "bodies": [one for one in found.bodies if one.level != "township"],
        "towns": [one for one in found.bodies if one.level == "township"],
    }
    return render(request, "supervision/coverage.html", context)
