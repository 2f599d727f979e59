"""What is watched and what is not yet: 哪些窗口、层级、系统还没有接入监督？"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.supervision.pages.asking import watcher
from tongban.supervision.queries.coverage import coverage
from tongban.supervision.queries.names import language

LEVEL_WORDS: Final = {
    "windows": ("进驻政务服务中心的窗口", "Windows of the service centre"),
    "outside": ("没有窗口的县级单位", "Bodies of the county without a window"),
    "towns": ("乡镇", "Townships"),
    "systems": ("业务系统", "Systems"),
}


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
        "levels": [(LEVEL_WORDS[one.key][english], one) for one in found.levels],
    }
    return render(request, "supervision/coverage.html", context)
