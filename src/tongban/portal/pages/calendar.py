"""The work calendar 工作日历: 哪天上班，改了以后哪些期限会动？ What moves is shown before anything is published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.actions import amend_calendar
from tongban.agencies.permissions import may_administer
from tongban.agencies.queries import calendar_version
from tongban.agencies.rules.workdays import amended, span
from tongban.cases.actions.recount import recount_later
from tongban.cases.queries.recounted import Recounted, recounted
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.kernel.workcalendar import DayKind, WorkCalendar
from tongban.portal.forms import EARLIEST, KINDS, LATEST, Change, SpanForm, read_changes, written
from tongban.portal.rules.dates import plain_day
from tongban.portal.rules.fields import language_of
from tongban.portal.rules.workyear import months_of
from tongban.rulebook.lookup import fixed_holidays

MOST_BATCHES: Final = 20
MOST_SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change of the calendar does to open cases: those that move, and whether more were not looked at."""

    moved: list[Recounted]
    looked_at: int
    more: bool


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def calendar(request: HttpRequest) -> HttpResponse:
    """Which days are worked, and which limits move when that changes?"""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    problem = may_administer(actor)
    if problem is not None:
        raise PermissionDenied(problem)
    now, present = timezone.now(), calendar_version()
    sent = request.POST if request.method == "POST" else None
    changes = read_changes(sent.getlist("change")) if sent is not None else []
    if sent is not None and "drop" in sent:
        changes = [change for change in changes if written(change) != sent["drop"]]
    adding = sent is not None and sent.get("do") == "add"
    form = SpanForm(sent if adding else None)
    if adding and form.is_valid():
        changes, form = [*changes, form.change()], SpanForm()
    source = sent.get("source", "").replace("\0", "")[:200] if sent is not None else ""
    refused = None
    if sent is not None and sent.get("do") == "save":
        refused = _save(changes, source, sent.get("since", "")[:40], actor, now)
        if refused is None:
            return HttpResponseRedirect(f"{request.path}?year={changes[0][0].year}&done=saved")
    year = _year(request.GET.get("year", ""), changes, now)
    context = {
        **_shown(year, changes, present, now),
        "form": form,
        "source": source,
        "refused": refused,
        "since": present.version,
        "done": request.GET.get("done") == "saved",
    }
    status = 409 if refused else 422 if adding and form.errors else 200
    return render(request, "portal/calendar.html", context, status=status)


def _save(changes: list[Change], source: str, since: str, actor: Actor, now: datetime) -> Refusal | None:
    try:
        amend_calendar(changes=_days(changes), source=source, since=since, by=actor, at=now)
    except Refused as refused:
        return refused.refusal
    recount_later()
    return None


def _days(changes: list[Change]) -> dict[date, DayKind]:
    """The single days of all changes; the later one counts where two name a day."""
    return {day: kind for first, last, kind in changes for day in span(first, last)}


def _year(text: str, changes: list[Change], now: datetime) -> int:
    if text.isascii() and text.isdigit() and EARLIEST.year <= int(text[:5]) <= LATEST.year:
        return int(text)
    return changes[-1][0].year if changes else timezone.localdate(now).year


def _shown(year: int, changes: list[Change], present: WorkCalendar, now: datetime) -> dict[str, Any]:
    """The year as it will be, and what moves."""
    language = language_of(get_language())
    days = amended(present.days, _days(changes), fixed_holidays(timezone.localdate(now)))
    planned = WorkCalendar("planned", days, provisional=True, fixed=fixed_holidays(timezone.localdate(now)))
    today = timezone.localdate(now)

    def said(first: date, last: date) -> str:
        words = plain_day(first, today, language)
        return words if first == last else f"{words} – {plain_day(last, today, language)}"

    months = months_of(year, planned.kind)
    return {
        "year": year,
        "years": [one for one in (year - 1, year, year + 1) if EARLIEST.year <= one <= LATEST.year],
        "known": present.knows(year),
        "working": sum(month.working for month in months),
        "months": [
            {
                "month": month,
                "off": [said(*one) for one in month.off],
                "made_up": [said(*one) for one in month.made_up],
            }
            for month in months
        ],
        "changes": [
            {"value": written(change), "words": said(change[0], change[1]), "kind": KINDS[change[2]]}
            for change in changes
        ],
        "effect": _effect(planned, now) if changes else None,
        "most": MOST_SHOWN,
    }


def _effect(planned: WorkCalendar, now: datetime) -> Effect:
    """The open cases whose limits move, looked for among at most so many batches."""
    moved: list[Recounted] = []
    looked_at = 0
    for place, batch in enumerate(recounted(planned, now)):
        if place == MOST_BATCHES:
            return Effect(moved, looked_at, more=True)
        looked_at += len(batch)
        moved += [case for case in batch if case.moves]
    return Effect(moved, looked_at, more=False)
