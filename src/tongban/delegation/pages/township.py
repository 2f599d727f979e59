"""A township's own page: 我有什么权，来了什么活，带了什么来？ Mine, what came, what is asked."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.queries import BodyRef, bodies
from tongban.delegation.models import TownshipTask
from tongban.delegation.pages.burden import shown_months, town_of
from tongban.delegation.pages.duties import place
from tongban.delegation.pages.tasks import line_of
from tongban.delegation.permissions.duties import may_publish_duties
from tongban.delegation.queries.burden import counted
from tongban.delegation.queries.duties import kinds_counted
from tongban.delegation.queries.tasks import tasks
from tongban.delegation.rules import burden as rules
from tongban.delegation.rules.duties import KINDS
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
    known = {body.id: body for body in bodies()}
    mine = Q(township_id=town.id)
    asked = [line_of(row, known, now) for row in tasks(mine, "open", now, after=None, limit=ASKED)]
    back = TownshipTask.objects.filter(mine, state="given_back").select_related("line", "given_line")
    powers = powers_decided_by(town.id, now)
    duties = kinds_counted(day).get(town.id, {})
    context: dict[str, Any] = {
        "town": town, "asked": asked[:ASKED], "more": len(asked) > ASKED,
        "late": sum(one["grade"] == "red" for one in asked),
        "duties": [(kind, words[place()], duties.get(kind, 0)) for kind, words in KINDS.items()],
        "powers": _powers(powers, known), "liable": duties.get("basic", 0) + duties.get("cooperating", 0),
        "back": [line_of(row, known, now) for row in back.order_by("-closed_at")[:GIVEN_BACK]],
        "came": _came_with(town.id), "meter": _meter(town, day),
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


def _came_with(township: UUID) -> dict[str, int]:
    """What was to come with the tasks of this year, and what of it has arrived."""
    found = {"tasks": 0, "money": 0, "people": 0, "money_there": 0, "people_there": 0, "bare": 0}
    rows = TownshipTask.objects.filter(township_id=township, state__in=("sent", "signed", "reported"))
    for money, people, guidance, there in rows.values_list("money", "people", "guidance", "resources_at"):
        found["tasks"] += 1
        found["money"] += money
        found["people"] += people
        found["bare"] += not (money or people or guidance)
        if there is not None:
            found["money_there"] += money
            found["people_there"] += people
    return found


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
