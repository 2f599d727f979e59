"""应公开: 哪些早该公开、拖了多久、归谁？ What is public stands on the public pages; nothing is published here."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.queries import bodies_by_id, calendar
from tongban.delegation.queries.board import unpublished_decisions
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.portal.permissions import may_see_publications
from tongban.portal.rules.fields import language_of
from tongban.portal.rules.publications import KINDS, Due, counts, first_of, overdue
from tongban.powerlist.adapters.spreadsheet.write import XLSX, workbook
from tongban.powerlist.queries.rounds import unpublished_rounds
from tongban.ratings.queries.index import unpublished
from tongban.rulebook.lookup import number, rule

MOST = 500
HEADINGS = ("应公开的内容", "标题", "形成日期", "应于何日前公开", "逾期工作日", "单位", "依据")
OPENS = {"rating": "ratings:rating", "round": "powerlist:round", "delegation": "delegation:decision"}
# Whose duties open the record itself; who has none of them sees the line and whose it is.
OPEN_TO = {"rating": ("centre_manage", "supervise"), "round": ("manage_list", "lead"), "delegation": ()}


def _reader(request: HttpRequest) -> Actor:
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    problem = may_see_publications(actor)
    if problem is not None:
        raise PermissionDenied(problem)
    return actor


def _found(today: date) -> list[Due]:
    """What is not public yet, overdue or not; of each kind the oldest `MOST`, and one more if there are more."""
    days = calendar()

    def due(kind: str, since: date) -> date:
        return days.add_working_days(since, number(KINDS[kind][2], since))

    found = [
        Due("rating", key, item, day, due("rating", day), body)
        for key, item, closed, body in unpublished(MOST + 1)
        for day in (timezone.localdate(closed),)
    ]
    found += [
        Due("round", one.id, one.title, one.closes_on, due("round", one.closes_on))
        for one in unpublished_rounds(today, MOST + 1)
    ]
    for decision in unpublished_decisions(MOST + 1):
        assert decision.approved_at is not None  # approved ones are asked for
        day = timezone.localdate(decision.approved_at)
        found.append(Due("delegation", decision.pk, decision.title, day, due("delegation", day)))
    return found


def _rows(actor: Actor, today: date) -> tuple[list[dict[str, Any]], str]:
    """The rows, and in words what is not among them because a list is too long; empty when all are."""
    lines, cut = first_of(overdue(_found(today), today), MOST)
    place, days = 1 if language_of(get_language()) == "en" else 0, calendar()
    known = bodies_by_id({one.body for one in lines if one.body})
    names = (", " if place else "、").join(KINDS[kind][place] for kind in cut)
    more = _("%(kinds)s: only the %(most)s longest overdue stand here; there are more.")
    rows = [
        {
            "line": one, "kind": KINDS[one.kind][place], "late": days.working_days_between(one.due, today),
            "body": known[one.body].name if one.body in known else ("县权责清单管理岗", "county list office")[place],
            "source": _source(one), "url": _url(actor, one),
        }
        for one in lines
    ]  # fmt: skip
    return rows, more % {"kinds": names, "most": MOST} if cut else ""


def _source(one: Due) -> str:
    row = rule(KINDS[one.kind][2], one.since)
    return f"《{row.source}》{row.article}"


def _url(actor: Actor, one: Due) -> str:
    duties = OPEN_TO[one.kind]
    if duties and not any(actor.has(duty) for duty in duties):
        return ""
    return reverse(OPENS[one.kind], args=[one.id])


@require_safe
@never_cache
def publication_list(request: HttpRequest) -> HttpResponse:
    """What should be public by now, since when, and whose is it?"""
    actor, today = _reader(request), timezone.localdate()
    (rows, cut), place = _rows(actor, today), 1 if language_of(get_language()) == "en" else 0
    asked = request.GET.get("kind", "")
    counted = counts(row["line"] for row in rows)
    context = {
        "rows": [row for row in rows if asked not in KINDS or row["line"].kind == asked],
        "all": len(rows),
        "cut": cut,
        "kinds": [(key, words[place], counted[key]) for key, words in KINDS.items()],
        "asked": asked if asked in KINDS else "",
    }
    return render(request, "portal/publications.html", context)


@require_safe
@never_cache
def publications_file(request: HttpRequest) -> HttpResponse:
    """Can I take the list with me? As a workbook."""
    actor, today = _reader(request), timezone.localdate()
    lines, cut = _rows(actor, today)
    rows = [
        (row["kind"], row["line"].title, row["line"].since.isoformat(), row["line"].due.isoformat(), str(row["late"]),
         row["body"], row["source"])
        for row in lines
    ] + ([(cut,)] if cut else [])  # fmt: skip
    answer = HttpResponse(workbook("应公开", HEADINGS, rows, today), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="publications-{today.isoformat()}.xlsx"'
    return answer
