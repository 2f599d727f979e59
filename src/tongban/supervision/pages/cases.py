"""The cases behind a figure of the wall, and one case as the ledger tells it, with its cards."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.ledger.queries import events_of
from tongban.rulebook.lookup import number
from tongban.supervision.forms import after_of, cases_asked_of, first_of
from tongban.supervision.models import Card, Watched
from tongban.supervision.pages.asking import filters, paged, watcher
from tongban.supervision.pages.lines import CHANNELS, card_line, case_line
from tongban.supervision.pages.sheets import workbook
from tongban.supervision.queries.names import Names, event_name, language, names_for
from tongban.supervision.queries.wall import PAST, CasesAsked, case_page

EXPORTED: Final = 2_000
DUE_WORDS: Final = {
    "late": ("整件超期", "Whole cases over the limit"),
    "near": ("临期", "Due soon"),
    "stopped": ("不计时", "Time not counted"),
    "open": ("在办", "In hand"),
    "decided": ("近一年已决定", "Decided in the past year"),
    "granted": ("近一年准予", "Granted in the past year"),
    "at_once": ("近一年当场办结", "Decided on the spot in the past year"),
    "decided_late": ("近一年超期办结", "Decided late in the past year"),
}


@require_safe
@never_cache
def case_list(request: HttpRequest) -> HttpResponse:
    """Which cases does this figure count?"""
    seen = watcher(request)
    asked = cases_asked_of(request.GET, seen.bodies)
    after = after_of(request.GET)
    page = case_page(asked, now=seen.now, size=number("list.page_size", timezone.localdate()), after=after)
    first = first_of(request.GET) if after else 1
    names = _names(page.rows, asked)
    context: dict[str, Any] = {
        "heading": heading(asked, names, page.total),
        "lines": [case_line(row, names, seen.now) for row in page.rows],
        "first": first, "last": first + len(page.rows) - 1, "total": page.total,
        "next": paged(request, page.after, first + len(page.rows)),
        "start": filters(request) if after else "", "export": filters(request), "asked": asked,
        "past": asked.due in PAST,
        "dues": [(due, words[1 if language() == "en" else 0]) for due, words in DUE_WORDS.items()],
    }  # fmt: skip
    return render(request, "supervision/cases.html", context)


def _names(rows: Any, asked: CasesAsked) -> Names:
    return names_for(
        bodies=[*(row.hand_body_id for row in rows), asked.body],
        posts_=[*(row.hand_post_id for row in rows), asked.window],
        items=[*(row.item_id for row in rows), asked.item], places=True,
    )  # fmt: skip


def heading(asked: CasesAsked, names: Names, total: int) -> str:
    """整件超期，青禾县城市管理局，3 件: the filter and the figure in words."""
    english = language() == "en"
    parts = [DUE_WORDS[asked.due][1 if english else 0]]
    named = (("bodies", asked.body), ("places", asked.place), ("items", asked.item), ("posts", asked.window))
    parts += [names.of(kind, key) for kind, key in named if key]
    parts += [CHANNELS.get(asked.channel, (asked.channel, asked.channel))[1 if english else 0]] if asked.channel else []
    parts.append(f"{total:,}" if english else f"{total:,} 件")
    return (", " if english else "，").join(parts)


@require_safe
@never_cache
def case_file(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook."""
    seen = watcher(request)
    asked = cases_asked_of(request.GET, seen.bodies)
    page = case_page(asked, now=seen.now, size=EXPORTED)
    names = _names(page.rows, asked)
    lines = [case_line(row, names, seen.now) for row in page.rows]
    return workbook("cases", heading(asked, names, page.total), lines, page.total)


@require_safe
@never_cache
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What has happened in this case, by the ledger alone, and which cards came of it?"""
    seen = watcher(request)
    row = Watched.objects.filter(pk=case_id).first()
    if row is None or (seen.bodies is not None and not {row.body_id, row.hand_body_id} & set(seen.bodies)):
        raise Http404
    entries = events_of("case", case_id)
    cards = list(Card.objects.filter(subject_kind="case", subject_id=case_id).order_by("told_at"))
    names = names_for(
        bodies=[row.hand_body_id, *(one.body_id for one in entries), *(one.body_id for one in cards)],
        posts_=[row.hand_post_id, *(one.post_id for one in entries)], items=[row.item_id], places=True,
    )  # fmt: skip
    context = {
        "line": case_line(row, names, seen.now),
        "cards": [card_line(one, names, seen.now) for one in cards],
        "events": [_told(one, names) for one in entries],
    }
    return render(request, "supervision/case.html", context)


def _told(entry: Any, names: Names) -> dict[str, Any]:
    who = " · ".join(one for one in (names.of("bodies", entry.body_id), names.of("posts", entry.post_id)) if one != "—")
    return {"at": entry.at, "text": event_name(entry.type), "note": who}
