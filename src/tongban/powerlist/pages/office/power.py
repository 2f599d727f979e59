"""Who exercises a power 谁来行使: 现在由谁决定，依据哪份文件，从哪天起交给谁？"""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import bodies_by_id, divisions
from tongban.kernel.refusals import Refused
from tongban.powerlist.actions.holdings import give_first, move_power, need_county_office
from tongban.powerlist.forms.power import PowerForm
from tongban.powerlist.pages.office.entry import for_office, item_of, office_of, refused_page, tongue
from tongban.powerlist.queries.holdings import HoldingLine, holding_history
from tongban.powerlist.queries.office import OfficeItem
from tongban.powerlist.rules import codes
from tongban.powerlist.rules.holdings import respondent


@require_http_methods(["GET", "HEAD", "POST"])
@for_office
def item_power(request: HttpRequest, code: str) -> HttpResponse:
    """Who decides on this item at which place, since when, and who is to decide from now on?"""
    item, sent = item_of(request, code), request.method == "POST"
    try:
        need_county_office(office_of(request))
    except Refused as refused:
        raise PermissionDenied(refused.refusal) from refused
    form = PowerForm(request.POST if sent else None, initial={"moved_on": timezone.localdate()})
    if not sent:
        return render(request, "powerlist/office/power.html", _context(item, form))
    if not form.is_valid():
        return render(request, "powerlist/office/power.html", _context(item, form), status=422)
    try:
        _move(request, item, form.cleaned_data)
    except Refused as refused:
        return refused_page(request, "power", _context(item, form), refused.refusal)
    return HttpResponseRedirect(reverse("powerlist:item_power", args=[code]) + "?saved=1")


def _move(request: HttpRequest, item: OfficeItem, given: dict[str, Any]) -> None:
    """A power that somebody holds moves; one that nobody holds yet is given."""
    now, day = timezone.now(), given["moved_on"]
    moved_at = now if day == timezone.localdate() else timezone.make_aware(datetime.combine(day, time()))
    place, body = UUID(given["place"]), UUID(given["body"])
    told: dict[str, Any] = {
        "item_id": item.id, "place_id": place, "body_id": body, "legal_form": given["legal_form"],
        "basis_doc": given["basis_doc"], "by": office_of(request), "at": now,
    }  # fmt: skip
    if any(one.place_id == place and one.until is None for one in holding_history(item.id)):
        move_power(**told, moved_at=moved_at)
    else:
        give_first(**told, valid_from=moved_at)


def _context(item: OfficeItem, form: PowerForm) -> dict[str, Any]:
    lines = holding_history(item.id)
    known = bodies_by_id({key for one in lines for key in (one.body_id, one.supervisor_id) if key})
    names = {key: one.name for key, one in known.items()}
    places = {one.id: one.name_en if tongue() == "en" else one.name_zh for one in divisions()}
    rows = [_row(one, names, places) for one in lines]
    return {
        "item": item,
        "name": item.newest.content.name.words(tongue()) if item.newest else item.code,
        "form": form,
        "now": [row for row in rows if not _over(row["line"])],
        "before": [row for row in rows if _over(row["line"])],
    }


def _over(line: HoldingLine) -> bool:
    """Whether it has ended: what was given for a term stands until then."""
    return line.until is not None and line.until <= timezone.now()


def _row(line: HoldingLine, names: dict[UUID, str], places: dict[UUID, str]) -> dict[str, Any]:
    answers = respondent(line.legal_form, line.body_id, line.supervisor_id)
    return {
        "line": line,
        "place": places.get(line.place_id, ""),
        "body": names.get(line.body_id, ""),
        "form": codes.word(codes.LEGAL_FORMS, line.legal_form, tongue()),
        "supervisor": names.get(line.supervisor_id, "") if line.supervisor_id else "",
        "answers": names.get(answers, ""),
    }
