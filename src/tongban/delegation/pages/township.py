"""A township's own page: 我有什么权，来了什么活，带了什么来？ Mine, what came, what is asked."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.queries import BodyRef, body_named
from tongban.delegation.models import TownshipTask
from tongban.delegation.pages.burden import shown_months, town_of
from tongban.delegation.pages.duties import place
from tongban.delegation.pages.tasks import line_of
from tongban.delegation.permissions.duties import may_publish_duties
from tongban.delegation.queries.burden import counted
from tongban.delegation.queries.duties import kinds_of
from tongban.delegation.queries.tasks import tasks_of
from tongban.delegation.rules import burden as rules
from tongban.delegation.rules.duties import KINDS
from tongban.delegation.rules.tasks import WITH_TOWNSHIP, State
from tongban.powerlist.queries.holdings import powers_decided_by
from tongban.powerlist.queries.names import item_names
from tongban.powerlist.rules.codes import LEGAL_FORMS

ASKED, GIVEN_BACK = 10, 10


@require_safe
@never_cache
def township(request: HttpRequest, key: str) -> HttpResponse:
    """What is mine, what came down with what, what am I asked, what did I give back, what is my burden?"""
    town, now = town_of(request, key), timezone.now()
    day = timezone.localdate(now)
    rows, powers = tasks_of(town.id, shown_months(day)[0]), powers_decided_by(town.id, now)
    named = {one for row in rows for one in (row.sender_id, row.township_id)} | {one.supervisor_id for one in powers}
    known = {one: body_named(one, day) for one in named if one is not None}
    asked = [line_of(row, known, now) for row in rows if row.state in WITH_TOWNSHIP]
    back = [line_of(row, known, now) for row in reversed(rows) if row.state == State.GIVEN_BACK]
    duties = kinds_of(town.id, day)
    context: dict[str, Any] = {
        "town": town, "asked": asked[:ASKED], "more": len(asked) > ASKED,
        "late": sum(one["grade"] == "red" for one in asked),
        "duties": [(kind, words[place()], duties.get(kind, 0)) for kind, words in KINDS.items()],
        "powers": _powers(powers, known), "liable": duties.get("basic", 0) + duties.get("cooperating", 0),
        "back": back[:GIVEN_BACK],
        "came": _came_with(rows), "meter": _meter(town, day),
        "office": may_publish_duties(request.actor) is None,  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "delegation/township.html", context)


def _powers(held: list[Any], known: dict[UUID, BodyRef]) -> list[dict[str, Any]]:
    named = item_names({one.item_id for one in held})
    return [
        {
            "name": named[one.item_id][0], "code": named[one.item_id][1], "form": LEGAL_FORMS[one.legal_form][place()],
            "basis": one.basis_doc, "giver": known.get(one.supervisor_id) if one.supervisor_id else None,
        }
        for one in held
        if one.item_id in named
    ]  # fmt: skip


def _came_with(rows: list[TownshipTask]) -> dict[str, int]:
    """What was to come with the tasks of the last months, and what of it has arrived."""
    came = [row for row in rows if row.state in (*WITH_TOWNSHIP, State.REPORTED)]
    there = [row for row in came if row.resources_at is not None]
    return {
        "tasks": len(came), "bare": sum(not (row.money or row.people or row.guidance) for row in came),
        "money": sum(row.money for row in came), "money_there": sum(row.money for row in there),
        "people": sum(row.people for row in came), "people_there": sum(row.people for row in there),
    }  # fmt: skip


def _meter(town: BodyRef, day: date) -> list[dict[str, Any]]:
    """This month's figures beside the mean of the months before."""
    months = shown_months(day)
    own = counted(months[0]).get(town.id, {})
    found = []
    for measure, words in rules.MEASURES.items():
        before = [own.get((month, measure), 0) for month in months[:-1]]
        lived = before[next((at for at, value in enumerate(before) if value), len(before)) :]
        mean = f"{sum(lived) / len(lived):.1f}" if lived else "—"
        now = own.get((months[-1], measure), 0)
        found.append({"of": measure, "word": words[place()], "now": now, "mean": mean})
    return found
