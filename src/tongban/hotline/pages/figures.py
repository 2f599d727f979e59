"""The line in figures: what was taken and closed, responded, solved, satisfied; each with its base and its records."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.queries import bodies_by_id
from tongban.hotline.pages.asking import official, read_day
from tongban.hotline.permissions import DESK
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.queries.figures import by_body, figures, open_of

SEEN_BY = (*sorted(DESK), "lead")
SPAN = timedelta(days=30)


@require_safe
@never_cache
def figure_page(request: HttpRequest) -> HttpResponse:
    """How well does the line work, and whose orders are open?"""
    official(request, SEEN_BY)
    now = timezone.now()
    today = now.astimezone(ZONE).date()
    until = read_day(request.GET.get("until")) or today
    since = read_day(request.GET.get("since")) or until - SPAN
    first, last = (datetime.combine(day, datetime.min.time(), ZONE) for day in (since, until + timedelta(days=1)))
    rows = by_body(since=first, until=last, now=now)
    names = bodies_by_id({row["lead_id"] for row in rows})
    context: dict[str, Any] = {
        "found": figures(since=first, until=last, now=now), "since": since, "until": until,
        "open": len(open_of(since=first, until=last, now=now)),
        "after": until + timedelta(days=1),
        "rows": [row | {"name": names[row["lead_id"]].name} for row in rows if row["lead_id"] in names],
    }  # fmt: skip
    return render(request, "hotline/figures.html", context)
