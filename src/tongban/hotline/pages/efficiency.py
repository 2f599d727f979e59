"""效能投诉台账: what was complained about officials' work, how it is classed, and what still waits for its result."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.queries import bodies_by_id
from tongban.hotline.models import OrderFinding
from tongban.hotline.pages.asking import lang, official, read_uuid
from tongban.hotline.permissions import NOT_THE_LINE, may_coordinate
from tongban.hotline.queries.complaints import Wanted, classed, register_page
from tongban.hotline.queries.desk import government
from tongban.hotline.rules.states import state_word
from tongban.hotline.rules.turns import ASPECTS, FAULTS, LEADS_TO, OUTCOMES, word_of
from tongban.rulebook.lookup import number


@require_safe
@never_cache
def complaints(request: HttpRequest) -> HttpResponse:
    """Which complaints about officials' work hold, of which kind, and what came of them?"""
    actor, now = official(request), timezone.now()
    gives_out = may_coordinate(actor, complained=None, government=government(now)) is None
    if not actor.has("supervise") and not gives_out:
        raise PermissionDenied(NOT_THE_LINE)
    given = request.GET
    fault, aspect = given.get("fault", ""), given.get("aspect", "")
    wanted = Wanted(fault if fault in FAULTS else "", aspect if aspect in ASPECTS else "", "waiting" in given)
    size = number("list.page_size", timezone.localdate())
    rows, after = register_page(wanted, actor, size=size, after=read_uuid(given.get("after")))
    names = bodies_by_id({row.order.complained_id for row in rows if row.order.complained_id})
    kept = given.copy()
    kept["after"] = str(after)
    context: dict[str, Any] = {
        "rows": [_line(row, names) for row in rows], "next": "?" + kept.urlencode() if after else "",
        "heads": [word_of(ASPECTS, key, lang()) for key in ASPECTS], "matrix": _matrix(classed(actor)),
        "wanted": wanted, "gives_out": gives_out, "chosen": " · ".join(
            word_of(table, key, lang()) for table, key in ((FAULTS, wanted.fault), (ASPECTS, wanted.aspect)) if key
        ),
    }  # fmt: skip
    return render(request, "hotline/efficiency.html", context)


def _matrix(counts: dict[tuple[str, str], int]) -> list[dict[str, Any]]:
    return [
        {"words": word_of(FAULTS, fault, lang()), "fault": fault,
         "cells": [(aspect, word_of(ASPECTS, aspect, lang()), counts[fault, aspect]) for aspect in ASPECTS]}
        for fault in FAULTS
    ]  # fmt: skip


def _line(row: OrderFinding, names: dict[Any, Any]) -> dict[str, Any]:
    language, about = lang(), row.order.complained_id
    axes = [word_of(table, key, language) for table, key in ((FAULTS, row.fault), (ASPECTS, row.aspect)) if key]
    return {
        "row": row, "about": names[about].name if about in names else "", "axes": " · ".join(axes),
        "state": state_word(row.order.state, language), "leads_to": word_of(LEADS_TO, row.leads_to, language),
        "outcome": word_of(OUTCOMES.get(row.leads_to, {}), row.outcome, language),
    }  # fmt: skip
