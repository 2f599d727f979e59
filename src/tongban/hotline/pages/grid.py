"""网格上报: 发现了什么，叫谁来？ A phone page that works without a network; what it keeps is sent when there is one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib.staticfiles import finders
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongban.documents.actions.files import page_image
from tongban.hotline.actions.grid import answer_call, close_event, hand_to_line, join_event, report_event
from tongban.hotline.forms.grid import read_report
from tongban.hotline.models import GridEvent
from tongban.hotline.pages.asking import order_rows, read_day, read_uuid
from tongban.hotline.permissions import DESK, may_dispatch
from tongban.hotline.queries.grid import GridLine, callable_bodies, event_for, events_for, events_reported, order_of
from tongban.hotline.queries.grid_warnings import event_warnings
from tongban.hotline.queries.joining import orders_like
from tongban.hotline.queries.topics import below
from tongban.hotline.rules.grid import KINDS, RESULTS, STANDS, may_answer, may_close, may_report
from tongban.hotline.rules.topics import GROUND_WORDS
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.kernel.ids import uuid7
from tongban.kernel.numerals import whole
from tongban.kernel.refusals import Refusal, Refused

LONGEST: Final = 500
WORKER: Final = "hotline/grid-worker.js"
ENDS: Final[dict[str, Callable[..., object]]] = {"close": close_event, "line": hand_to_line}


def place() -> int:
    """0 for Chinese, 1 for English: which of two words."""
    return 1 if (get_language() or "zh").startswith("en") else 0


def grid_worker(request: HttpRequest) -> Actor:
    """Who may report; 403 for everybody else."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_report(actor)
    if barred is not None:
        raise PermissionDenied(barred)
    return actor


def official(request: HttpRequest) -> Actor:
    """The official in a post; 403 for everybody else."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if actor.kind is not ActorKind.OFFICIAL or not actor.duties:
        raise PermissionDenied(may_report(ANONYMOUS))
    return actor


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def grid(request: HttpRequest) -> HttpResponse:
    """What did I find, and what became of what I reported?"""
    actor, now, problem = grid_worker(request), timezone.now(), None
    if request.method == "POST":
        problem = _take(request, actor)
        if problem is None:
            return HttpResponseRedirect(f"{request.path}?done=1")
    reported, cut = events_reported(actor)
    context: dict[str, Any] = {
        "kinds": [(key, words[place()]) for key, words in KINDS.items()],
        "bodies": callable_bodies(),
        "lines": [shown(one, now) for one in reported],
        "cut": cut,
        "typed": request.POST.get("text", "")[:LONGEST],
        "spot": request.POST.get("spot", "")[:120],
        "chosen": [request.POST.get("kind", ""), *request.POST.getlist("bodies")],
        "problem": problem,
        "fresh": uuid7(),  # a form sent twice without script is one event, as from the phone's queue
    }
    return render(request, "hotline/grid.html", context, status=409 if problem else 200)


@require_POST
@never_cache
def grid_report(request: HttpRequest) -> JsonResponse:
    """Takes one report from the phone's queue; the same one again is answered as the first time."""
    problem = _take(request, grid_worker(request))
    if problem is None:
        return JsonResponse({"kept": True})
    return JsonResponse({"kept": False, "sentence": problem.sentence(("zh", "en")[place()])}, status=409)


def _take(request: HttpRequest, actor: Actor) -> Refusal | None:
    try:
        report_event(report=read_report(request.POST, request.FILES), by=actor, at=timezone.now())
    except Refused as refused:
        return refused.refusal
    return None


@require_safe
def grid_script(request: HttpRequest) -> HttpResponse:
    """The service worker, under the address whose pages it keeps."""
    found = finders.find(WORKER)
    if not isinstance(found, str):
        raise Http404
    with open(found, encoding="utf-8") as file:
        return HttpResponse(file.read(), content_type="text/javascript; charset=utf-8")


def shown(line: GridLine, now: datetime) -> dict[str, Any]:
    """An event in words: what, how far, and how its time stands."""
    row = line.event
    over = row.closed_at is None and now > row.close_by
    stands = "closed" if row.closed_at else "over" if over else "silent" if line.escalated else "open"
    mark = {"closed": "done", "open": "on"}.get(stands, "red")
    return {
        "line": line, "row": row, "what": KINDS[row.event_kind][place()] if row.event_kind in KINDS else "",
        "mark": mark, "stands": STANDS[stands][place()], "over": over,
        "calls": [
            {"call": call, "name": name, "result": RESULTS[call.result][place()] if call.result else "",
             "mark": "done" if call.answered_at else "red" if now > call.answer_by else "on"}
            for call, name in line.calls
        ],
    }  # fmt: skip


def stretch_from(request: HttpRequest) -> int:
    """Where the stretch of a list begins that is asked for; its beginning for anything that is no number."""
    return whole(request.GET.get("from", ""), 6) or 0


def more_of(request: HttpRequest, after: int | None) -> str:
    """The address of the next stretch; empty at the end."""
    kept = request.GET.copy()
    kept["from"] = str(after)
    return f"?{kept.urlencode()}" if after is not None else ""


@require_safe
@never_cache
def grid_desk(request: HttpRequest) -> HttpResponse:
    """Which grid events wait for my body, and which body stays silent?"""
    actor, now = official(request), timezone.now()
    kind, town = request.GET.get("kind", ""), read_uuid(request.GET.get("place"))
    places = below(town, timezone.localdate(now)) if town is not None else ()
    picked = kind if kind in KINDS else ""
    silent, since, until = "silent" in request.GET, *(read_day(request.GET.get(name)) for name in ("since", "until"))
    found, stretch = events_for(
        actor, now, kind=picked, places=places, silent=silent, days=(since, until) if since and until else None,
        start=stretch_from(request),
    )  # fmt: skip
    lines = [shown(one, now) for one in found]
    warned = [
        {"one": one, "what": KINDS[one.event_kind][place()], "why": GROUND_WORDS[one.ground][place()]}
        for one in event_warnings(actor, now)
        if one.event_kind in KINDS
    ]
    context = {
        "lines": lines, "warned": warned, "picked": bool(picked or town or silent),
        "open": stretch.open, "silent": stretch.alarming, "more": more_of(request, stretch.after),
    }  # fmt: skip
    return render(request, "hotline/grid_desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def grid_event(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """What was found, which bodies were called, and what did each do?"""
    actor, problem = official(request), None
    line = _event(event_id, actor)
    if request.method == "POST":
        problem = _do(request, event_id, actor)
        if problem is None:
            return HttpResponseRedirect(request.path)
    called = {call.body_id for call, _name in line.calls}
    waiting = {call.body_id for call, _name in line.calls if call.answered_at is None}
    still = line.event.closed_at is None
    context = {
        **shown(line, timezone.now()),
        "results": [(key, words[place()]) for key, words in RESULTS.items()],
        "answers": still and actor.body_id in waiting and may_answer(actor, called) is None,
        "closes": still and may_close(actor, reported_by=line.event.by_ref, called=called) is None,
        "order": order_of(line.event),
        "alike": _alike(line.event, actor, timezone.now()) if still else [],
        "opens": bool(actor.duties & DESK),
        "typed": request.POST.get("words", "")[:LONGEST],
        "problem": problem,
    }
    return render(request, "hotline/grid_event.html", context, status=409 if problem else 200)


def _event(event_id: UUID, actor: Actor) -> GridLine:
    try:
        return event_for(event_id, actor, timezone.now())
    except Refused as gone:
        raise Http404 from gone


def _alike(event: GridEvent, actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """Orders that may be about the same thing, for who may join; none once the event is joined."""
    if may_dispatch(actor) is not None or order_of(event) is not None:
        return []
    found = orders_like(event)
    rows = order_rows([one.order for one in found], now)
    return [{**row, "share": one.share} for row, one in zip(rows, found, strict=True)]


def _do(request: HttpRequest, event_id: UUID, actor: Actor) -> Refusal | None:
    words = request.POST.get("words", "")[:LONGEST].encode("utf-8", "replace").decode().replace("\0", "")
    try:
        if request.POST.get("do") == "join":
            order = read_uuid(request.POST.get("order")) or UUID(int=0)
            join_event(event_id=event_id, order_id=order, by=actor, at=timezone.now())
        elif request.POST.get("do") in ENDS:
            ENDS[request.POST["do"]](event_id=event_id, words=words, by=actor, at=timezone.now())
        else:
            result = request.POST.get("result", "")
            answer_call(event_id=event_id, result=result, words=words, by=actor, at=timezone.now())
    except Refused as refused:
        return refused.refusal
    return None


@require_safe
@never_cache
def grid_photo(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """The photo of an event, for those who may see it."""
    row = _event(event_id, official(request)).event
    if row.photo is None:
        raise Http404
    headers = {"Cache-Control": "private, max-age=300", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(page_image(row.photo, 1), content_type="image/png", headers=headers)
