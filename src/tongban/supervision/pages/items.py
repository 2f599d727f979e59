"""Items as they are lived: time beside promise and law, the same item across places and channels, the flow itself."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.kernel.flow.chart import chart_svg
from tongban.kernel.flow.net import Net
from tongban.kernel.refusals import Refused
from tongban.powerlist.queries import published_item, version
from tongban.powerlist.rules.content import ItemContent
from tongban.supervision.pages.asking import watcher
from tongban.supervision.queries.lived import compared, lived_steps
from tongban.supervision.queries.names import language, names_for

# The chart counts open cases; here its figures are steps that were done.
COUNTED: Final = re.compile(r"在办 (\d+) 件|(\d+) open(?=<)")
DONE_WORDS: Final = (r"办过 \1 次", r"\2 done")
YEAR: Final = timedelta(days=365)
UNITS: Final = {
    "hour": ("小时", "hours"), "day": ("天", "days"), "working_day": ("个工作日", "working days"),
    "month": ("个月", "months"), "year": ("年", "years"),
}  # fmt: skip


@require_safe
@never_cache
def item_list(request: HttpRequest) -> HttpResponse:
    """How long does each item really take, beside its promise and the law?"""
    seen = watcher(request)
    rows = compared("item", since=seen.now - YEAR) if seen.bodies is None else []
    names = names_for(items=[row[0] for row in rows])
    lines = [
        {"name": names.of("items", key), "code": names.code(key), "decided": n, "late": late, "median": half,
         "p90": most, **_limits(names.code(key))}
        for key, n, _granted, late, half, most in rows if names.code(key)
    ]  # fmt: skip
    return render(request, "supervision/items.html", {"lines": lines})


def _limits(code: str) -> dict[str, str]:
    found = published_item(code).version
    content = found.content if found else None
    return {"promised": _limit(content, "whole_promised"), "statutory": _limit(content, "whole_statutory")}


def _limit(content: ItemContent | None, key: str) -> str:
    found = content.limit(key) if content else None
    if found is None:
        return "—"
    return f"{found.length} {UNITS[found.unit][1 if language() == 'en' else 0]}"


@require_safe
@never_cache
def item_page(request: HttpRequest, code: str) -> HttpResponse:
    """How does this item really run: which way, how long, and the same everywhere?"""
    seen = watcher(request)
    try:
        item = published_item(code)
    except Refused as refused:
        raise Http404 from refused
    if item.version is None or seen.bodies is not None:
        raise Http404
    since = seen.now - YEAR
    flow = version(item.version.id).flow
    context: dict[str, Any] = {
        "name": item.version.content.name.words(language()), "code": item.code, **_limits(item.code),
        "places": _places(item.id, since), "channels": compared("channel", since=since, item=item.id),
        **(_lived(item.id, flow, since) if flow else {}),
    }  # fmt: skip
    return render(request, "supervision/item.html", context)


def _places(item: UUID, since: datetime) -> list[tuple[Any, ...]]:
    names = names_for(places=True)
    return [(names.of("places", key), *rest) for key, *rest in compared("place", since=since, item=item)]


def _lived(item: UUID, flow: Net, since: datetime) -> dict[str, Any]:
    """The published flow with its counts, and each step with its times; deviations with their cases."""
    steps, cases = lived_steps(item, list(flow.nodes), since=since)
    names = {node.id: (node.name, node.name_en) for node in flow.nodes.values()}
    place = 1 if language() == "en" else 0
    lines: list[dict[str, Any]] = [
        {"step": step, "name": names.get(step.node, (step.node, step.node))[place]} for step in steps
    ]
    drawn = chart_svg(flow, counts={one.node: one.done for one in steps if one.published}, language=language())
    # Drawn by the kernel out of the published flow alone; every text in it is escaped there.
    chart = mark_safe(COUNTED.sub(DONE_WORDS[place], drawn))  # noqa: S308
    return {"steps": lines, "cases": cases, "chart": chart,
            "deviations": [line for line in lines if line["step"].again or not line["step"].published]}  # fmt: skip
