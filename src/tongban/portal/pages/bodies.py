"""Bodies 单位: 县里有哪些单位，叫什么，设在哪里？ Set up, renamed, ended by the administrator. It decides no case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.actions import create_body, end_body, rename_body
from tongban.agencies.permissions import may_administer
from tongban.agencies.queries import DivisionRef, divisions, standing_divisions
from tongban.agencies.queries.setup import BodyCard, body_cards, hanging_here
from tongban.agencies.rules.bodies import KIND_WORDS
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.portal.forms import BodyForm, EndForm, RenameForm
from tongban.portal.queries import hanging_of
from tongban.portal.rules.fields import language_of
from tongban.powerlist.adapters.spreadsheet.write import XLSX, workbook

MOST: Final = 90
HEADINGS: Final = (
    "所在地", "区划代码", "单位名称", "英文名称", "类别", "统一社会信用代码", "代号", "上级单位", "窗口地址",
    "启用日期", "撤销日期", "曾用名",
)  # fmt: skip


@dataclass(slots=True)
class Branch:
    """A county with its own bodies, or what is below it, as the tree shows it."""

    name: str
    below: bool
    rows: list[dict[str, Any]] = field(default_factory=list)


def administrator(request: HttpRequest) -> Actor:
    """The acting administrator; 403 says who is one."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    problem = may_administer(actor)
    if problem is not None:
        raise PermissionDenied(problem)
    return actor


def tried(act: Callable[[], Any]) -> Refusal | None:
    """Does an act; what refused it, or None."""
    try:
        act()
    except Refused as refused:
        return refused.refusal
    return None


@require_safe
@never_cache
def body_list(request: HttpRequest) -> HttpResponse:
    """Which bodies are there, place by place?"""
    administrator(request)
    today, query = timezone.localdate(), request.GET.get("q", "").replace("\0", "").strip()[:60]
    known = body_cards(today)
    found = [one for one in known if _fits(one, query)]
    context = {
        "branches": _tree([one for one in found if one.stands(today)][:MOST]),
        "ended": [one for one in found if not one.stands(today)][:MOST],
        "standing": sum(one.stands(today) for one in known),
        "cut": len(found) > MOST,
        "most": MOST,
        "found": len(found),
        "query": query,
        "shown_on": today,
    }
    return render(request, "portal/setup/bodies.html", context)


def _fits(card: BodyCard, query: str) -> bool:
    """Whether what was typed is in a name that the body bears or bore, in its code or in its key."""
    wanted = query.casefold()
    words = [card.uscc, card.key, *(word for one in card.names for word in (one.name_zh, one.name_en))]
    return any(wanted in word.casefold() for word in words)


def _tree(cards: list[BodyCard]) -> list[Branch]:
    """A county's own bodies by kind, then those of its townships and villages by place and kind."""
    order, words = list(KIND_WORDS), _kinds()
    places = {place.id: place for place in divisions()}
    branches: dict[tuple[str, bool], Branch] = {}
    for card in sorted(cards, key=lambda one: (_under(one, places), order.index(one.kind), one.name_zh)):
        place = places[card.place_id]
        above = places.get(place.parent_id) if place.parent_id else None
        county = places.get(above.parent_id, above) if above and above.parent_id else above or place
        branch = branches.setdefault((county.code, above is not None), Branch(county.name, above is not None))
        trail = f"{above.name} › {place.name}" if above and place.kind == "village" else place.name
        branch.rows.append({"card": card, "kind": words[card.kind], "place": trail, "code": place.code})
    return list(branches.values())


def _under(card: BodyCard, places: dict[UUID, DivisionRef]) -> tuple[bool, str]:
    return places[card.place_id].kind != "county", places[card.place_id].code


def _kinds() -> dict[str, str]:
    place = 1 if language_of(get_language()) == "en" else 0
    return {key: both[place] for key, both in KIND_WORDS.items()}


@require_safe
@never_cache
def body_file(request: HttpRequest) -> HttpResponse:
    """Can I take the bodies with me? As a workbook, those that ended too."""
    administrator(request)
    today = timezone.localdate()
    known, places = body_cards(today), {place.id: place for place in divisions()}
    names = {one.id: one.name_zh for one in known}
    rows = [
        (
            places[one.place_id].name_zh, places[one.place_id].code, one.name_zh, one.name_en,
            KIND_WORDS[one.kind][0], one.uscc, one.key, names.get(one.parent_id, "") if one.parent_id else "",
            one.address_zh, one.since.isoformat(), one.ended_on.isoformat() if one.ended_on else "",
            "；".join(name.name_zh for name in one.names if name.name_zh != one.name_zh),
        )
        for one in sorted(known, key=lambda one: (places[one.place_id].code, one.kind, one.key))
    ]  # fmt: skip
    answer = HttpResponse(workbook("单位", HEADINGS, rows, today), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="bodies-{today.isoformat()}.xlsx"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def body_new(request: HttpRequest) -> HttpResponse:
    """Which body is set up, where, under which name?"""
    actor, today = administrator(request), timezone.localdate()
    villages = {place.id for place in divisions() if place.kind == "village"}
    known = [one for one in body_cards(today) if one.stands(today) and one.place_id not in villages]
    sent = request.POST if request.method == "POST" else None
    form = BodyForm(
        sent, places=standing_divisions(), bodies=known, initial={"valid_from": today, "kind": "department"}
    )
    problem = None
    if sent is not None and form.is_valid():
        told = form.values()
        problem = tried(lambda: create_body(**told, by=actor, at=timezone.now()))
        if problem is None:
            return HttpResponseRedirect(f"{reverse('portal:body', args=[told['key']])}?done=new")
        form.blame(problem)
    status = 200 if sent is None else 409 if problem else 422
    return render(request, "portal/setup/body_new.html", {"form": form, "problem": problem}, status=status)


def _card(key: str, today: date) -> BodyCard:
    found = body_cards(today, key=key)
    if not found:
        raise Http404
    return found[0]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def body(request: HttpRequest, key: str) -> HttpResponse:
    """What is this body called since when, where does it sit, and what is it called next?"""
    actor, today = administrator(request), timezone.localdate()
    card = _card(key, today)
    sent = request.POST if request.method == "POST" else None
    form = RenameForm(sent, initial={"valid_from": today, "seen": card.seq})
    problem = None
    if sent is not None and form.is_valid():
        told = form.cleaned_data
        problem = tried(lambda: rename_body(body_id=card.id, **told, by=actor, at=timezone.now()))
        if problem is None:
            return HttpResponseRedirect(f"{request.path}?done=renamed")
    places = {place.id: place for place in divisions()}
    above = [one for one in body_cards(today) if one.id == card.parent_id] if card.parent_id else []
    context = {
        "body": card, "form": form, "problem": problem, "place": places.get(card.place_id), "shown_on": today,
        "kind": _kinds()[card.kind], "above": above[0] if above else None, "done": request.GET.get("done", "")[:20],
        "seen": card.seq, "renaming": sent is not None,
    }  # fmt: skip
    return render(request, "portal/setup/body.html", context, status=200 if sent is None else 409 if problem else 422)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def body_end(request: HttpRequest, key: str) -> HttpResponse:
    """From which day on is this body no more, and what still hangs on it? Shown whole before it is done."""
    actor, now = administrator(request), timezone.now()
    today = timezone.localdate(now)
    card = _card(key, today)
    sent = request.POST if request.method == "POST" else None
    form = EndForm(sent, initial={"on": today, "seen": card.seq})
    problem = None
    if sent is not None and form.is_valid():
        on, seen = form.cleaned_data["on"], form.cleaned_data["seen"]
        problem = tried(lambda: end_body(body_id=card.id, on=on, others=hanging_of, seen=seen, by=actor, at=now))
        if problem is None:
            return HttpResponseRedirect(f"{reverse('portal:body', args=[card.key])}?done=ended")
    day = form.cleaned_data.get("on") or today if sent is not None else today
    hanging = [one for one in (*hanging_here(card.id, day, now), *hanging_of(card.id, day)) if one.number]
    context = {"body": card, "form": form, "problem": problem, "hanging": hanging, "seen": card.seq}
    status = 200 if sent is None else 409 if problem else 422
    return render(request, "portal/setup/body_end.html", context, status=status)
