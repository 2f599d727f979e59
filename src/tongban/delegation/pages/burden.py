"""The burden meter: 这个乡镇的负担是多少，在减吗？ Counted from what passes through; each figure opens its records."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.queries import BodyRef, bodies
from tongban.delegation.models import BurdenMark
from tongban.delegation.pages.duties import place
from tongban.delegation.pages.tasks import official
from tongban.delegation.pages.township_sheets import workbook
from tongban.delegation.permissions.township import sees_township
from tongban.delegation.queries.burden import RECORDS, by_officer, counted, marks, superiors_behind
from tongban.delegation.queries.duties import township_keyed, townships
from tongban.delegation.queries.tasks import government
from tongban.delegation.queries.township import roster
from tongban.delegation.rules import burden as rules
from tongban.delegation.rules.burden_drawing import Picture, drawn
from tongban.delegation.rules.tasks import DATA
from tongban.rulebook.lookup import number

# The record behind a mark, by the name of its page; those of upper things are reached by name alone.
PAGES = {"card": "supervision:card", "case": "cases:case"}


def town_of(request: HttpRequest, key: str) -> BodyRef:
    """The township of an address for who may see it; 404 for others."""
    actor, day = official(request), timezone.localdate()
    town = township_keyed(key, day)
    if town is None or not sees_township(actor, town.id, government(day)):
        raise Http404
    return town


def shown_months(day: date) -> list[date]:
    """The months of the meter."""
    return rules.months_to(day, number("township.meter_months", day))


@require_safe
@never_cache
def burden(request: HttpRequest, key: str) -> HttpResponse:
    """What bears on this township month by month, for whom of its officers, and does it fall?"""
    town, day = town_of(request, key), timezone.localdate()
    all_counted = counted(shown_months(day)[0])
    months = _lived(all_counted, day)
    own = all_counted.get(town.id, {})
    of = request.GET.get("of", "")
    of = of if of in rules.MEASURES else "task"
    if request.GET.get("file") == "1":
        return _file(town, months, own)
    officers = by_officer(town.id, months[0])
    people = len(roster(town.id, timezone.now()))
    base, falls = number("township.meter_base_months", day), number("township.burden_falls", day)
    trend = rules.trend(rules.row(own, months, of), base, falls)
    towns = [rules.row(all_counted.get(one.id, {}), months, of) for one in townships()]
    context: dict[str, Any] = {
        "town": town, "of": of, "names": _names(), "chosen": _names()[of], "trend": trend,
        "change": _signed(trend.change), "falls": falls, "base": base,
        "rows": [(month, [(one, own.get((month, one), 0)) for one in rules.MEASURES]) for month in reversed(months)],
        "officers": officers, "people": people, "since": months[0],
        "superiors": superiors_behind(town.id, months[0]),
        "tasks": sum(rules.row(own, months, "task")),
        "each": rules.each(sum(rules.row(own, months, "card")), people),
        "chart": mark_safe(drawn(_picture(town, months, of, towns, rules.row(own, months, of), trend))),
    }  # fmt: skip
    return render(request, "delegation/burden.html", context)


def _signed(change: int | None) -> str:
    return "" if change is None else f"{change:+d}".replace("-", "−")


def _names() -> dict[str, str]:
    return {key: words[place()] for key, words in rules.MEASURES.items()}


def _lived(found: dict[UUID, dict[tuple[date, str], int]], day: date) -> list[date]:
    """The months of the meter from the first with anything in it: before the platform there is nothing to compare."""
    lived = {month for one in found.values() for month, _measure in one}
    months = shown_months(day)
    return [month for month in months if not lived or month >= min(lived)]


def records_url(town: BodyRef, of: str, month: date | None = None) -> str:
    """The address of the records behind a figure."""
    at = f"&month={month:%Y-%m}" if month else ""
    return f"{reverse('delegation:burden_records', args=[town.key])}?of={of}{at}"


def _picture(
    town: BodyRef, months: list[date], of: str, towns: list[list[int]], values: list[int], trend: rules.Trend
) -> Picture:
    word = _names()[of]
    said = [_month(month) for month in months]
    return Picture(
        months=[str(month.month) if place() else f"{month.month}月" for month in months],
        values=values,
        links=[records_url(town, of, month) for month in months],
        spoken=[f"{when} {word} {value}" for when, value in zip(said, values, strict=True)],
        middle=rules.middle(towns),
        target=trend.target,
        names=(_("this one"), _("middle"), _("target")),
        title=_("%(what)s of %(town)s by month") % {"what": word, "town": town.name},
    )


def _month(month: date) -> str:
    return f"{month:%Y-%m}" if place() else f"{month.year}年{month.month}月"


def _file(town: BodyRef, months: list[date], own: dict[tuple[date, str], int]) -> HttpResponse:
    heads = [_("Month"), *_names().values()]
    lines = ([_month(month), *(own.get((month, one), 0) for one in rules.MEASURES)] for month in months)
    return workbook(f"burden-{town.key}", heads, lines)


@require_safe
@never_cache
def burden_records(request: HttpRequest, key: str) -> HttpResponse:
    """Which records does this figure count?"""
    town, day = town_of(request, key), timezone.localdate()
    of, sent = request.GET.get("of", "task"), request.GET
    if of not in rules.MEASURES:
        raise Http404
    month = next((one for one in shown_months(day) if f"{one:%Y-%m}" == sent.get("month")), None)
    officers = {str(one.official_id): one for one in roster(town.id, timezone.now())}
    officer = officers.get(sent.get("officer", ""))
    found = marks(
        town.id, shown_months(day)[0], measure=of, month=month, officer=officer.official_id if officer else None
    )
    known = {body.id: body for body in bodies()}
    lines = [_line(one, known) for one in found]
    context = {
        "town": town, "of": of, "word": _names()[of], "month": month, "officer": officer, "lines": lines,
        "figure": len({one.superior_id for one in found} if of == "superiors" else found),
        "full": len(found) == RECORDS,
        "label": _month(month) if month else "",
    }  # fmt: skip
    return render(request, "delegation/burden_records.html", context)


def _line(one: BurdenMark, known: dict[UUID, BodyRef]) -> dict[str, Any]:
    try:
        url = reverse(PAGES.get(one.kind, "delegation:task"), args=[one.subject])
    except NoReverseMatch:
        url = ""
    return {
        "at": one.at, "superior": known.get(one.superior_id) if one.superior_id else None, "url": url,
        "detail": DATA[one.detail][place()] if one.detail in DATA else "",
    }  # fmt: skip
