"""我的证照: what one holds, until when, and what one can ask for; the platform fills in what it has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongban.cases.actions.drafts import start_draft
from tongban.cases.pages.citizen.entry import actor_of, for_citizens, language
from tongban.cases.pages.citizen.steps import CHECK, PAPERS, step_url
from tongban.cases.queries.draft import places_for
from tongban.cases.queries.limits import ZONE
from tongban.cases.queries.situations import asked_of, items_for, subject_for
from tongban.cases.rules.situations import RENEW, VERBS, asking_problem, in_time, last_day
from tongban.certificates.queries import CertificateRef, certificate, certificates_of_holder
from tongban.certificates.rules import Finding, State, finding
from tongban.documents.queries.files import file_bytes
from tongban.documents.rules.storing import attachment_headers
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.powerlist.queries import VersionRef
from tongban.powerlist.rules.content import ItemContent


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that can be asked of a certificate: the words of the button, the item's code, a note on its time."""

    verb: str
    item: str
    code: str
    note: str


@dataclass(frozen=True, slots=True)
class Held:
    """One certificate in the list: what it is, whether it holds today, what can be asked of it."""

    ref: CertificateRef
    finding: Finding
    asks: tuple[Ask, ...]


@for_citizens
@require_safe
def my_certificates(request: HttpRequest) -> HttpResponse:
    """Which certificates do I hold, until when, and what can I ask for?"""
    now = timezone.now()
    mine = [one for party in _parties(actor_of(request)) for one in certificates_of_holder(party)]
    rows = [_held(one, now) for one in mine]
    current = [row for row in rows if row.ref.state is State.ACTIVE]
    past = [row for row in rows if row.ref.state is not State.ACTIVE]
    return render(request, "cases/public/certificates.html", {"current": current, "past": past})


def _parties(actor: Actor) -> list[UUID]:
    return [one for one in dict.fromkeys((actor.ref, actor.on_behalf_of)) if one is not None]


def _held(ref: CertificateRef, now: datetime) -> Held:
    today = now.astimezone(ZONE).date()
    asks = []
    for item in items_for(ref, now) if ref.state is State.ACTIVE else []:
        situation = item.content.situation
        assert situation is not None  # asked by the query
        asked = asked_of(situation, ref, now)
        if asking_problem(asked) is None:
            verb = VERBS[situation.kind][1 if language() == "en" else 0]
            note = _time(last_day(asked), early=in_time(asked)) if situation.kind == RENEW else ""
            asks.append(Ask(verb, item.content.name.words(language()), item.code, note))
    return Held(ref, finding(ref.state, ref.valid_from, ref.valid_to, today), tuple(asks))


def _time(last: date | None, *, early: bool) -> str:
    if last is None:
        return ""
    day = {"day": _day(last)}
    if early:
        return _("Ask by %(day)s: if nothing is decided before the end, it is renewed by law.") % day
    return _("The time to ask ended on %(day)s: you can still ask, but silence will not renew it.") % day


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}" if language() == "en" else f"{day.year}年{day.month}月{day.day}日"


def _own(request: HttpRequest, certificate_id: UUID) -> CertificateRef:
    """One's own certificate; another's is not found, as one that does not exist."""
    try:
        found = certificate(certificate_id)
    except Refused as refused:
        raise Http404 from refused
    if found.holder not in _parties(actor_of(request)):
        raise Http404
    return found


@for_citizens
@require_safe
def my_certificate_file(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """Where is the file of my certificate?"""
    found = _own(request, certificate_id)
    if found.file_id is None:
        raise Http404
    return HttpResponse(file_bytes(found.file_id), headers=attachment_headers(f"{found.number}.pdf", "application/pdf"))


@for_citizens
@require_http_methods(["GET", "HEAD", "POST"])
def ask_certificate(request: HttpRequest, certificate_id: UUID, code: str) -> HttpResponse:
    """What happens if I ask for this, and what does the platform know already?"""
    found, now = _own(request, certificate_id), timezone.now()
    item = next((one for one in items_for(found, now) if one.code == code), None)
    if item is None:
        raise Http404
    refusal = None
    if request.method == "POST":
        try:
            return HttpResponseRedirect(_begin(request, found, item, now))
        except Refused as refused:
            refusal = refused.refusal
    context = _confirmed(found, item, now) | {"refusal": refusal}
    return render(request, "cases/public/certificate_ask.html", context, status=409 if refusal else 200)


def _begin(request: HttpRequest, found: CertificateRef, item: VersionRef, now: datetime) -> str:
    subject_for(item.content, found.holder, found.id, now)
    places = places_for(item.item_id, now)
    if not places:
        raise Http404
    draft_id = start_draft(
        version_id=item.id, party_id=found.holder, place_id=places[0].id, channel="web", by=actor_of(request), at=now,
        certificate_id=found.id,
    )  # fmt: skip
    return step_url(draft_id, _first(item.content))


def _first(content: ItemContent) -> str:
    groups = content.form.groups
    return groups[0].key if groups else (PAPERS if content.materials else CHECK)


def _confirmed(found: CertificateRef, item: VersionRef, now: datetime) -> dict[str, Any]:
    situation = item.content.situation
    assert situation is not None  # asked by the query
    asked = asked_of(situation, found, now)
    lines = [item.content.summary.words(language())]
    if situation.kind == RENEW:
        lines.append(_time(last_day(asked), early=in_time(asked)))
    lines.append(_("What the platform has about you and this certificate is filled in; you only check it."))
    return {
        "found": found,
        "lines": [line for line in lines if line],
        "title": item.content.name.words(language()),
        "verb": VERBS[situation.kind][1 if language() == "en" else 0],
        "back": reverse("cases:my_certificates"),
        "problem": asking_problem(asked),
    }
