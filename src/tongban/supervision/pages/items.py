"""Items as they are lived: time beside promise and law, the same item across places and channels, the flow itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.queries import posts
from tongban.kernel.flow.chart import chart_svg
from tongban.kernel.flow.net import Net
from tongban.kernel.refusals import Refused
from tongban.powerlist.queries import published_item, version
from tongban.powerlist.rules.content import ItemContent
from tongban.supervision.pages.asking import watcher
from tongban.supervision.pages.lines import CHANNELS
from tongban.supervision.queries.lived import HOUR, WORKING_DAY, Compared, Lived, StepLived, compared, lived
from tongban.supervision.queries.names import NOBODY, Names, language, names_for, terms_of
from tongban.supervision.queries.wall import YEAR
from tongban.supervision.rules.track import uuid_of

# The chart counts open cases; here its figures are steps that were done.
COUNTED: Final = re.compile(r"在办 (\d+) 件|(\d+) open(?=<)")
DONE_WORDS: Final = (r"办过 \1 次", r"\2 done")
# Of cases that are like many others a few are enough to compare with; those that differ are shown.
SHOWN, ALIKE, WAYS = 20, 3, 8
UNITS: Final = {
    "hour": ("小时", "hours"), "day": ("天", "days"), "working_day": ("个工作日", "working days"),
    "month": ("个月", "months"), "year": ("年", "years"),
}  # fmt: skip


@require_safe
@never_cache
def item_list(request: HttpRequest) -> HttpResponse:
    """How long does each item really take, beside its promise and the law?"""
    seen = watcher(request)
    rows = compared("item", now=seen.now) if seen.bodies is None else []
    names = names_for(items=[row.key for row in rows])
    lines = [_line(row, names) for row in rows if names.code(row.key)]
    return render(request, "supervision/items.html", {"lines": lines, "windows": _windows(seen.now) if lines else []})


def _windows(now: datetime) -> list[dict[str, Any]]:
    """即办件 (S-22): how many of the cases that each window took were decided at the first visit."""
    rows = [row for row in compared("window", now=now) if row.key is not None]
    held = posts([row.key for row in rows if row.key is not None])
    names = names_for(bodies=[one.body_id for one in held.values()])
    said = {key: f"{names.of('bodies', one.body_id)} · {one.name}" for key, one in held.items()}
    return [
        {"name": said.get(row.key, NOBODY), "row": row, "about": f"window={row.key}",
         "share": f"{100 * row.at_once / row.decided:.0f} %"}
        for row in rows
    ]  # fmt: skip


def _line(row: Compared, names: Names) -> dict[str, Any]:
    found = published_item(names.code(row.key)).version
    content = found.content if found else None
    return {"name": names.of("items", row.key), "code": names.code(row.key), "row": row, "about": f"item={row.key}",
            **_took(row, content), **_limits(content)}  # fmt: skip


def _took(row: Compared, content: ItemContent | None) -> dict[str, str]:
    """How long half and nine of ten took, in the unit of the promise, so that the two can be laid side by side."""
    promise = content.limit("whole_promised") or content.limit("whole_statutory") if content else None
    unit = promise.unit if promise and promise.unit in (HOUR, WORKING_DAY) else "day" if promise else WORKING_DAY
    words = UNITS[unit][1 if language() == "en" else 0]
    return {"median": f"{row.within(50, unit)} {words}", "p90": f"{row.within(90, unit)} {words}"}


def _limits(content: ItemContent | None) -> dict[str, str]:
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
    content, flow = item.version.content, version(item.version.id).flow
    context: dict[str, Any] = {
        "name": content.name.words(language()), "code": item.code, **_limits(content),
        "tables": [
            (_("The same item at each place"), _("Place"), _side("place", item.id, content, seen.now)),
            (_("The same item through each channel"), _("Channel"), _side("channel", item.id, content, seen.now)),
        ],
        **(_lived(item.id, flow, seen.now - YEAR, content.max_visits) if flow else {}),
    }  # fmt: skip
    return render(request, "supervision/item.html", context)


def _side(by: str, item: UUID, content: ItemContent, now: datetime) -> list[dict[str, Any]]:
    """The item at each place or through each channel, with the filter that opens the cases behind a figure."""
    names, place = names_for(places=by == "place"), 1 if language() == "en" else 0
    return [
        {
            "name": names.of("places", row.key) if by == "place" else CHANNELS.get(row.key, (row.key, row.key))[place],
            "row": row, "about": f"item={item}&{by}={row.key}", **_took(row, content),
        }
        for row in compared(by, now=now, item=item)
    ]  # fmt: skip


def _former(step: StepLived) -> str:
    """What a step that is no longer published was called in the edition under which cases went through it."""
    return terms_of(uuid_of(step.version)).get(step.node) or _("A step without a name")


def _lived(item: UUID, flow: Net, since: datetime, most: int) -> dict[str, Any]:
    """The published flow with its counts, and each step with its times; deviations with their cases."""
    told = lived(item, list(flow.nodes), since=since)
    place = 1 if language() == "en" else 0
    names = {node.id: (node.name, node.name_en)[place] for node in flow.nodes.values()}
    lines: list[dict[str, Any]] = [
        {"step": one, "name": names.get(one.node) or _former(one), "again": _cases(one.again, told),
            "left": max(len(one.again) - SHOWN, 0)}
        for one in told.steps
    ]  # fmt: skip
    drawn = chart_svg(flow, counts={one.node: one.done for one in told.steps if one.published}, language=language())
    # Drawn by the kernel out of the published flow alone; every text in it is escaped there.
    chart = mark_safe(COUNTED.sub(DONE_WORDS[place], drawn))  # noqa: S308
    more = [case_id for case_id, came in told.visits.items() if came > most]
    return {
        "steps": lines, "cases": len(told.visits), "chart": chart, "most": most, "kept": len(told.visits) - len(more),
        "more": [(case_id, number, told.visits[case_id]) for case_id, number in _cases(more, told)],
        "more_left": max(len(more) - SHOWN, 0),
        "deviations": [line for line in lines if line["again"] or not line["step"].published],
        "alike": _alike(told), "ways": _ways(told, names), "other_ways": max(len(told.ways) - WAYS, 0),
        "asked": [
            (_("What each place asked for"), _("Place"), _asked("place", told, names_for(places=True))),
            (_("What each channel asked for"), _("Channel"), _asked("channel", told, None)),
        ],
    }  # fmt: skip


def _ways(told: Lived, names: dict[str, str]) -> list[dict[str, Any]]:
    """The ways that cases took, the commonest first, each with some of its cases."""
    former = {one.node: _former(one) for one in told.steps if not one.published}
    return [
        {"steps": [names.get(node) or former.get(node) or node for node in way.nodes], "number": len(way.cases),
         "cases": _cases(way.cases, told, ALIKE)}
        for way in told.ways[:WAYS]
    ]  # fmt: skip


def _asked(by: str, told: Lived, names: Names | None) -> list[dict[str, Any]]:
    """What each side asked for; words of papers and questions by the version of the case that was asked."""
    place = 1 if language() == "en" else 0
    words = terms_of(told.version)
    return [
        {
            "name": names.of("places", one.key) if names else CHANNELS.get(one.key, (one.key, one.key))[place],
            "one": one, "noticed": len(one.noticed), "told": _cases(one.noticed, told, ALIKE),
            "alone": [
                (words.get(point) or _("something that is not in the guide"), len(cases), _cases(cases, told, ALIKE))
                for point, cases in one.alone.items()
            ],
        }
        for one in told.demands[by]
    ]  # fmt: skip


def _cases(ids: Sequence[UUID], told: Lived, most: int = SHOWN) -> list[tuple[UUID, str]]:
    """The first of some cases with their numbers, so that each link says where it leads."""
    return [(case_id, told.numbers[case_id]) for case_id in ids[:most]]


def _alike(told: Lived) -> list[dict[str, Any]]:
    """Like cases that ended differently (S-13): the papers by their names, both sides with their cases."""
    lines = []
    for one in told.alike:
        words = terms_of(uuid_of(one.version))
        sides = [
            (_("Granted"), len(one.granted), _cases(one.granted, told, ALIKE)),
            (_("Not granted"), len(one.refused), _cases(one.refused, told)),
        ]  # fmt: skip
        lines.append({"papers": [words.get(key, _("another paper")) for key in one.papers], "sides": sides})
    return lines
