"""The line in figures: what was taken and closed, responded, solved, satisfied; each with its base and its records."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.queries import bodies_by_id
from tongban.hotline.pages.asking import official, read_day
from tongban.hotline.permissions import DESK
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.queries.figures import by_body, figures, open_number
from tongban.hotline.rules.figures import Figures

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
    found, heads = figures(since=first, until=last, now=now), body_words()
    context: dict[str, Any] = {
        "found": found, "since": since, "until": until, "open": open_number(since=first, until=last, now=now),
        "records": f"{reverse('hotline:orders')}?since={since}&until={until + timedelta(days=1)}",
        "shares": share_rows(found), "heads": heads.values(),
        "rows": [
            {"lead_id": row["lead_id"], "name": names[row["lead_id"]].name,
             "cells": [(name, words, row[name]) for name, words in heads.items()]}
            for row in rows if row["lead_id"] in names
        ],
    }  # fmt: skip
    return render(request, "hotline/figures.html", context)


def share_rows(found: Figures) -> list[dict[str, Any]]:
    """Each share with its base, then what is in none; `name` and `base` are the lists that the numbers open."""
    shares = [
        (_("Closed, of all taken"), "closed", "taken", found.closing),
        (_("Person spoken with in time, of all dispatched"), "responded", "dispatched", found.response),
        (_("Solved, of all who said whether it is"), "solved", "judged", found.solution),
        (_("Upper three levels, of all who gave one"), "content", "rated", found.satisfaction),
    ]
    alone = [
        (_("Answered late, or overdue and not answered"), "late"),
        (_("Left out by audit (solved and satisfied only)"), "excluded"),
        (_("Handed on or joined, in no base"), "handed_on"),
    ]
    rows = [{"words": words, "name": of, "number": share.part, "base": base, "share": share}
            for words, of, base, share in shares]  # fmt: skip
    return rows + [{"words": words, "name": name, "number": getattr(found, name)} for words, name in alone]


def body_words() -> dict[str, str]:
    """What is counted of each lead body, in words; the name is the list that the number opens."""
    return {
        "taken": _("Led"), "closed": _("Closed"), "late": _("Late"), "judged": _("Said whether it is solved"),
        "solved": _("Solved"),
    }  # fmt: skip
