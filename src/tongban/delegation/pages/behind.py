"""What a figure counts: 这个数是哪些办件、哪些权力、哪些诉求？ Every figure of delegation opens exactly these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.permissions import may_administer
from tongban.agencies.queries import BodyRef, bodies
from tongban.delegation.actions.decisions import of_county
from tongban.delegation.models import Voice
from tongban.delegation.pages.board import looker
from tongban.delegation.pages.duties import place
from tongban.delegation.pages.tables_view import reader
from tongban.delegation.queries import behind, held
from tongban.delegation.queries.cancelled import cancelled_named
from tongban.delegation.queries.candidates import candidate
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refused
from tongban.powerlist.queries.holdings import deciding_at
from tongban.powerlist.rules.codes import LEVELS
from tongban.rulebook.lookup import number


@dataclass(frozen=True, slots=True)
class Told:
    """Which cases: the heading, where the figure stands, whose cases they are (None: several bodies')."""

    heading: str
    crumb: tuple[str, str]
    which: Q
    body_id: UUID | None = None


@require_safe
@never_cache
def cases_behind(request: HttpRequest, of: str, code: str = "") -> HttpResponse:
    """Which cases does this figure of a candidate, a cancelled item or a department count?"""
    told = TOLD[of](request, of, code, timezone.now())
    size, after = number("list.page_size", timezone.localdate()), request.GET.get("after", "")
    people = request.GET.get("by") == "people"
    found = (behind.by_person if people else behind.seen)(told.which, after=after, size=size)
    return _shown(request, told, found, people=people, after=after)


def _shown(request: HttpRequest, told: Told, found: behind.Behind, *, people: bool, after: str) -> HttpResponse:
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    context = {
        "heading": told.heading, "crumb": told.crumb, "found": found, "people": people, "first": not after,
        "lines": [(row, [(no, _address(actor, told.body_id, case)) for case, no in row.cases]) for row in found.rows],
        "timed": any(row.decided_at for row in found.rows), "paid": any(row.fee for row in found.rows),
    }  # fmt: skip
    return render(request, "delegation/behind.html", context)


def _address(actor: Actor, body_id: UUID | None, case_id: UUID) -> str:
    """Where this reader may open a case; empty where not."""
    if actor.has("supervise"):
        return reverse("supervision:case", args=[case_id])
    opens = actor.has("centre_manage") or (actor.has("lead") and (of_county(actor) or body_id == actor.body_id))
    return reverse("cases:case", args=[case_id]) if opens else ""


def _candidate(request: HttpRequest, of: str, code: str, now: datetime) -> Told:
    reader(request)
    try:
        found = candidate(code, now)
    except Refused as refused:
        raise Http404 from refused
    name = found.name_en if place() else found.name_zh
    owner = next((body.id for body in bodies() if body.key == found.body), None)
    heading = _("Cases of a year: %(name)s") % {"name": name}
    crumb = (reverse("delegation:candidate", args=[found.code]), name)
    return Told(heading, crumb, behind.of_year(found.item_id, now), owner)


def _gone(request: HttpRequest, of: str, code: str, now: datetime) -> Told:
    reader(request)
    found = cancelled_named(code, _language())
    if found is None:
        raise Http404
    heading = _("Cases of the year before it was cancelled: %(name)s") % {"name": found.name}
    crumb = (reverse("delegation:candidates") + "#gone", _("Candidates for delegation"))
    return Told(heading, crumb, behind.of_gone(found.item_id, found.gone))


def _levels(request: HttpRequest, of: str, code: str, now: datetime) -> Told:
    looker(request)
    body = _body(request.GET.get("body", ""))
    words = _("Arose in townships and decided above") if of == "above" else _("Arose in townships")
    heading = f"{words}{_(': ')}{body.name}" if body else words
    which = behind.of_levels(body.id if body else None, now, deciding_at(now), above=of == "above")
    crumb = (reverse("delegation:levels"), _("Departments and levels"))
    return Told(heading, crumb, which, body.id if body else None)


TOLD: Final[dict[str, Callable[[HttpRequest, str, str, datetime], Told]]] = {
    "year": _candidate, "gone": _gone, "arose": _levels, "above": _levels,
}  # fmt: skip


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "zh"


def _body(key: str) -> BodyRef | None:
    """The body whose figure is opened; None for all, 404 for one that is not."""
    found = next((body for body in bodies() if body.key == key), None)
    if key and found is None:
        raise Http404
    return found


@require_safe
@never_cache
def unit_cases(request: HttpRequest, unit_id: UUID, span: str) -> HttpResponse:
    """Which cases is the mean of a unit's days of, in the year before it was formed and since (N9)?"""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_administer(actor)
    if barred is not None:
        raise PermissionDenied(barred)
    unit = behind.unit_named(unit_id)
    if unit is None:
        raise Http404
    size, after = number("list.page_size", timezone.localdate()), request.GET.get("after", "")
    found = behind.of_unit(unit, since=span == "since", after=after, size=size)
    words = _("Decided in the year since it was formed") if span == "since" else _("Decided in the year before")
    key = next((body.key for body in bodies() if body.id == unit.body_id), "")
    crumb = (f"{reverse('delegation:units')}?body={key}", _("Units"))
    return _shown(request, Told(f"{unit.name}{_(': ')}{words}", crumb, Q()), found, people=False, after=after)


@require_safe
@never_cache
def powers_behind(request: HttpRequest, of: str, key: str) -> HttpResponse:
    """Which powers, and where, does this figure of a department count?"""
    looker(request)
    body, now, level = _body(key), timezone.now(), request.GET.get("level", "")
    if body is None or (of == "level" and level not in LEVELS):
        raise Http404
    size, after = number("list.page_size", timezone.localdate()), request.GET.get("after", "")
    rows = held.listed_at(body.id, level, now) if of == "level" else held.rows_of(of, body.id, deciding_at(now))
    start = next((at + 1 for at, row in enumerate(rows) if row.key == after), 0)
    shown = held.named(rows[start : start + size], english=bool(place()))
    words = {
        "county": _("Powers for the county"), "down": _("Came down (powers × townships)"),
        "kept": _("Still held above"), "level": LEVELS[level][place()] if of == "level" else "",
    }[of]  # fmt: skip
    context = {
        "heading": f"{body.name}{_(': ')}{words}", "total": len(rows), "lines": shown, "first": not start,
        "places": of in ("down", "kept"), "of_level": of == "level",
        "next": rows[start + size - 1].key if len(rows) > start + size else "",
    }  # fmt: skip
    return render(request, "delegation/held.html", context)


# Where a voice is read, by the kind of its record; those of upper things are reached by name alone.
VOICED: Final = {"order": "hotline:order", "rating": "ratings:rating"}


@require_safe
@never_cache
def voices_behind(request: HttpRequest, code: str) -> HttpResponse:
    """Which requests and low ratings does a candidate count?"""
    reader(request)
    now, after = timezone.now(), request.GET.get("after", "")
    try:
        found = candidate(code, now)
    except Refused as refused:
        raise Http404 from refused
    told = behind.voices(found.item_id, now, after=after, size=number("list.page_size", timezone.localdate(now)))
    context = {
        "name": found.name_en if place() else found.name_zh, "code": found.code, "found": told, "first": not after,
        "lines": [(one, voice_address(request, one)) for one in told.rows],
    }  # fmt: skip
    return render(request, "delegation/voices.html", context)


def voice_address(request: HttpRequest, voice: Voice) -> str:
    """Where this reader may read a request or a rating; empty where not."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    opens = actor.has("supervise") or actor.has("centre_manage")
    opens |= voice.subject_kind == "order" and actor.has("lead") and of_county(actor)
    try:
        return reverse(VOICED[voice.subject_kind], args=[voice.subject_id]) if opens else ""
    except (KeyError, NoReverseMatch):
        return ""
