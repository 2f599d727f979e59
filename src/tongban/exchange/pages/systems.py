"""The administrator's pages of outside systems, and the page of one case handled elsewhere."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.exchange.actions.fetching import fetch_again
from tongban.exchange.actions.sending import send_again
from tongban.exchange.actions.systems import connect_system, keep_mapping, turn_system
from tongban.exchange.actions.taking import take_in
from tongban.exchange.adapters.door import Unreadable
from tongban.exchange.adapters.file_drop.door import LARGEST
from tongban.exchange.adapters.registry import door
from tongban.exchange.forms import FileForm, MappingForm, SystemForm, english
from tongban.exchange.models import System
from tongban.exchange.permissions import may_exchange
from tongban.exchange.queries.entrants import licences_told
from tongban.exchange.queries.systems import (
    foreign_case,
    foreign_cases_of,
    mapping_of,
    misreadings_of,
    records_of,
    system_keyed,
    systems,
)
from tongban.exchange.rules.mapping import propose
from tongban.exchange.rules.records import BY_KEY
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.kernel.refusals import Refused, refuse

MOST_SHOWN = 100


def _administrator(request: HttpRequest) -> Actor:
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    refusal = may_exchange(actor)
    if refusal is not None:
        raise PermissionDenied(refusal)
    return actor


def _system(key: str) -> System:
    try:
        return system_keyed(key)
    except Refused as refused:
        raise Http404 from refused


@require_safe
def system_list(request: HttpRequest) -> HttpResponse:
    """Which systems do we exchange with, and does anything stand still?"""
    _administrator(request)
    lines = systems()
    stuck = sum(line.waiting + line.refused + line.misread for line in lines)
    return render(request, "exchange/systems.html", {"lines": lines, "stuck": stuck, "english": english()})


@require_http_methods(["GET", "HEAD", "POST"])
def system_new(request: HttpRequest) -> HttpResponse:
    """Which system is to be connected, and how is it reached?"""
    actor, sent = _administrator(request), request.method == "POST"
    form = SystemForm(request.POST) if sent else SystemForm(initial={"takes": True})
    context: dict[str, Any] = {"form": form}
    if sent and form.is_valid():
        try:
            connect_system(**form.told(), by=actor, at=timezone.now())
            return redirect("exchange:mapping", form.cleaned_data["key"])
        except Refused as refused:
            context["refused"] = refused.refusal
    return render(request, "exchange/new.html", context, status=422 if sent else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def system_page(request: HttpRequest, key: str) -> HttpResponse:
    """What has come from this system, what was told to it, and what was not understood? POST takes a file in."""
    actor, system, sent = _administrator(request), _system(key), request.method == "POST"
    form = FileForm(request.POST, request.FILES) if sent else FileForm()
    context: dict[str, Any] = {"form": form}
    if sent and form.is_valid():
        try:
            data = form.cleaned_data["file"].read(LARGEST + 1)
            context["taken"] = take_in(system_id=system.pk, data=data, by=actor, at=timezone.now())
        except Refused as refused:
            context["refused"] = refused.refusal
    bad = sent and "taken" not in context
    return _shown(request, system, context, status=422 if bad else 200)


def _shown(request: HttpRequest, system: System, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    records, misread = records_of(system), misreadings_of(system)
    context |= {
        "system": system,
        "english": english(),
        "mapped": mapping_of(system) is not None,
        "lines": foreign_cases_of(system),
        "records": [(record, _why(record.error)) for record in records],
        "misread": misread[:MOST_SHOWN],
        "misread_all": len(misread),
        "refused_records": sum(record.state == "refused" for record in records),
    }
    return render(request, "exchange/system.html", context, status=status)


@require_POST
def system_again(request: HttpRequest, key: str) -> HttpResponse:
    """Reads again what was not understood and sends again what was refused; says what came of it."""
    actor, system, now = _administrator(request), _system(key), timezone.now()
    context: dict[str, Any] = {"form": FileForm(), "queued": send_again(system=system, by=actor, at=now)}
    if misreadings_of(system):
        try:
            context["again"] = fetch_again(system_id=system.pk, by=actor, at=now)
        except Refused as refused:
            context["refused"] = refused.refusal
            return _shown(request, system, context, status=409)
    return _shown(request, system_keyed(key), context)


def _why(error: str) -> str:
    """Why a record waits or was refused, in the words of the page."""
    code, _colon, rest = error.partition(":")
    if code == "no_word":
        names = [BY_KEY[key].en if english() else BY_KEY[key].zh for key in rest.split(",") if key in BY_KEY]
        return _("No word there for: %(fields)s. Complete the mapping.") % {"fields": "、".join(names)}
    if code == "no_mapping":
        return _("The mapping is missing, or the applicant's data was erased.")
    return _("It answered: %(code)s") % {"code": error} if error else ""


@require_http_methods(["GET", "HEAD", "POST"])
def system_mapping(request: HttpRequest, key: str) -> HttpResponse:
    """What does this system call our fields and codes? A sample proposes, a person keeps."""
    actor, system = _administrator(request), _system(key)
    known = mapping_of(system)
    context: dict[str, Any] = {"system": system, "sample": FileForm(), "english": english(), "known": known is not None}
    if request.method != "POST":
        context["form"] = MappingForm(initial=MappingForm.initial_of(known) if known else {})
        return render(request, "exchange/mapping.html", context)
    if "file" in request.FILES:
        return _proposed(request, system, context)
    form = context["form"] = MappingForm(request.POST)
    if form.is_valid():
        try:
            keep_mapping(system_id=system.pk, mapping=form.mapping(), by=actor, at=timezone.now())
            return redirect("exchange:system", key)
        except Refused as refused:
            context["refused"] = refused.refusal
    return render(request, "exchange/mapping.html", context, status=422)


def _proposed(request: HttpRequest, system: System, context: dict[str, Any]) -> HttpResponse:
    """The form filled from a sample file; nothing is kept yet."""
    context["form"] = MappingForm()
    sample = FileForm(request.POST, request.FILES)
    if sample.is_valid():
        try:
            table = door(system.adapter, system.settings).read(sample.cleaned_data["file"].read(LARGEST + 1))
        except Unreadable as error:
            context["refused"] = refuse("unreadable", zh=error.zh, en=error.en).refusal
        else:
            initial = MappingForm.initial_of(propose(table.headings, table.rows))
            context |= {"form": MappingForm(initial=initial), "headings": table.headings, "proposed": True}
            return render(request, "exchange/mapping.html", context)
    context["sample"] = sample
    return render(request, "exchange/mapping.html", context, status=422)


@require_POST
def system_turn(request: HttpRequest, key: str) -> HttpResponse:
    """Stops a system or puts it to work again."""
    actor, system = _administrator(request), _system(key)
    state = "stopped" if system.state == "active" else "active"
    turn_system(system_id=system.pk, state=state, by=actor, at=timezone.now())
    return redirect("exchange:system", key)


@require_safe
def elsewhere(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Where does my case in the other system stand, and who has it there?"""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    found = foreign_case(case_id)
    own = actor.kind is ActorKind.CITIZEN and found is not None and found[0].applicant == actor.ref
    if found is None or not (own or may_exchange(actor) is None):
        raise Http404
    context = {"line": found[0], "steps": found[1], "english": english(), "licences": licences_told(case_id, actor)}
    return render(request, "exchange/elsewhere.html", context)
