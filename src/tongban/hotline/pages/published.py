"""What everybody may read of the line: a month in figures, requests by township, answers. Large, plain, no script."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongban.agencies.queries import bodies_by_id
from tongban.hotline.pages.asking import lang, read_day
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.queries.published import by_township, month_figures, public_answers
from tongban.hotline.rules.kinds import ELSEWHERE
from tongban.hotline.rules.topics_drawing import Tile, tiles_picture
from tongban.hotline.rules.turns import EXCLUSION_GROUNDS, word_of
from tongban.kernel.numerals import whole
from tongban.rulebook.lookup import number

MONTHS: Final = 12
ANSWERS: Final = 10
DAY: Final = timedelta(days=1)


def _month(request: HttpRequest, today: date) -> date:
    """The month that is asked for, never one to come."""
    asked = read_day(f"{request.GET.get('month', '')[:7]}-01") or today
    return min(asked, today).replace(day=1)


def _months(today: date) -> list[date]:
    """This month and those before it."""
    found = [today.replace(day=1)]
    while len(found) < MONTHS:
        found.append((found[-1] - DAY).replace(day=1))
    return found


def _shared(request: HttpRequest) -> tuple[dict[str, Any], date]:
    today = timezone.now().astimezone(ZONE).date()
    month = _month(request, today)
    return {
        "month": month,
        "months": _months(today),
        "running": month == today.replace(day=1),
        "asked_on": today,
    }, month


@require_safe
def public_figures(request: HttpRequest) -> HttpResponse:
    """How well does the hotline work, of what base, and what is left out by which rule?"""
    context, month = _shared(request)
    told = month_figures(month, timezone.now())
    english = lang() == "en"
    elsewhere = [
        ((ELSEWHERE[code].en if english else ELSEWHERE[code].zh) if code in ELSEWHERE else _("other grounds"), n)
        for code, n in told.elsewhere
    ]
    excluded = [(word_of(EXCLUSION_GROUNDS, ground, lang()), n) for ground, n in told.excluded]
    context |= {"found": told.found, "elsewhere": elsewhere, "excluded": excluded}
    return render(request, "hotline/public_figures.html", context)


@require_safe
def public_map(request: HttpRequest) -> HttpResponse:
    """Where in the county do people ask for something?"""
    context, month = _shared(request)
    now = timezone.now()
    towns, total = by_township(month, now)
    small = number("topic.small", context["asked_on"])
    most = max([town.count or 0 for town in towns] + [1])
    few = _("few")
    tiles = [
        Tile(town.name, few if town.count is None else str(town.count),
             None if town.count is None else 100 * town.count // most)
        for town in towns
    ]  # fmt: skip
    title = _("Requests by township in %(month)s; the table below says the same") % {
        "month": f"{month:%B %Y}" if lang() == "en" else f"{month.year}年{month.month}月"
    }
    context |= {
        "towns": towns, "total": total, "small": small, "hidden": any(town.count is None for town in towns),
        # Made of numbers and escaped names by the drawing.
        "picture": mark_safe(tiles_picture(tiles, title)),  # noqa: S308
    }  # fmt: skip
    return render(request, "hotline/public_map.html", context)


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """What have others asked, and what were they answered?"""
    first = request.GET.get("from", "")
    start = whole(first, 5) or 0
    rows = public_answers(ANSWERS + 1, start)
    names = bodies_by_id({row.body_id for row in rows})
    context = {
        "rows": [(row, names[row.body_id].name if row.body_id in names else "") for row in rows[:ANSWERS]],
        "more": f"?from={start + ANSWERS}" if len(rows) > ANSWERS else "",
    }  # fmt: skip
    return render(request, "hotline/public_answers.html", context)
