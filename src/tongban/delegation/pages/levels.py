"""部门和层级的权力分布: 哪些事发生在乡镇、却还要到县里办？ Powers by department and level, and what is held above."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.delegation.pages.board import looker
from tongban.delegation.pages.duties import place
from tongban.delegation.queries.levels import body_levels
from tongban.powerlist.queries.holdings import deciding_at
from tongban.powerlist.rules.codes import LEVELS


@require_safe
@never_cache
def levels_page(request: HttpRequest) -> HttpResponse:
    """Which department holds how many powers at which level, and how much of it arises below?"""
    looker(request)
    now, at = timezone.now(), place()
    found = body_levels(now, deciding_at(now))
    shown = [code for code in LEVELS if any(one.powers[code] for one in found)]
    context = {
        "levels": [LEVELS[code][at] for code in shown],
        "lines": [
            {
                "one": one,
                "cells": [(LEVELS[code][at], code, one.powers[code]) for code in shown],
                "total": one.powers.total(),
            }
            for one in found
        ],
        "arose": sum(one.share.arose for one in found),
        "above": sum(one.share.above for one in found),
    }
    return render(request, "delegation/levels.html", context)
