"""Tasks of townships as lists, and a new one: 派了什么，凭哪一条，带了什么？"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import BodyRef, bodies
from tongban.delegation.actions.tasks import send_task
from tongban.delegation.forms.tasks import TaskForm, after_asked, list_asked
from tongban.delegation.models import TownshipTask
from tongban.delegation.pages.duties import place
from tongban.delegation.pages.township_sheets import workbook
from tongban.delegation.permissions.tasks import may_answer, may_send
from tongban.delegation.queries.duties import townships
from tongban.delegation.queries.tasks import (
    COUNTED,
    Sender,
    citable,
    government,
    in_batch,
    seen_by,
    senders,
    sent_by,
    tasks,
)
from tongban.delegation.rules.duties import KINDS
from tongban.delegation.rules.tasks import DATA, SIGNS, STATE_WORDS, State, standing
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.kernel.refusals import Refusal, Refused
from tongban.rulebook.lookup import number

EXPORTED = 2_000
NOT_STAFF = Refusal(
    "not_staff", "任务给县、乡镇的工作人员看。", "Tasks are for officials of the county and its townships."
)


def official(request: HttpRequest) -> Actor:
    """Who asks, an official with a body; 403 says who may."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if actor.kind is not ActorKind.OFFICIAL or actor.body_id is None:
        raise PermissionDenied(NOT_STAFF)
    return actor


def list_names() -> dict[str, str]:
    """The lists and their words."""
    return {
        "open": _("With the townships"), "held": _("Held for the county"), "late": _("Overdue"),
        "emergency": _("Emergencies to regularise"), "back": _("Returned or given back"),
        "unlisted": _("Without a line"), "offloading": _("Signs of off-loading"), "done": _("Done"), "all": _("All"),
    }  # fmt: skip


def line_of(row: TownshipTask, known: dict[Any, BodyRef], now: datetime) -> dict[str, Any]:
    """One task as a list shows it."""
    at, grade = place(), standing(row.state, row.due_at, now, number("clock.near_days", timezone.localdate(now)))
    owed = row.answer_by if row.answered_at is None else None
    word = _("to be regularised") if owed and row.emergency else STATE_WORDS[State(row.state)][at]
    return {
        "row": row, "sender": known[row.sender_id], "township": known[row.township_id],
        "state": word, "grade": "red" if owed and owed < now else grade,
        "signs": [SIGNS[one][at] for one in row.signs], "owed": owed, "data": [DATA[one][at] for one in row.data],
    }  # fmt: skip


@require_safe
@never_cache
def task_list(request: HttpRequest) -> HttpResponse:
    """Which tasks came down or are to be answered, what is due first?"""
    actor, now = official(request), timezone.now()
    day = timezone.localdate(now)
    county = may_answer(actor, government(day)) is None
    of, as_file = list_asked(request.GET, "held" if county else "open"), request.GET.get("file") == "1"
    limit = EXPORTED if as_file else number("list.page_size", day)
    known = {body.id: body for body in bodies()}
    seen = seen_by(actor, day)
    sender = next((body for body in known.values() if body.key == request.GET.get("by")), None)
    shown, by = (seen & sent_by(sender.id, now), f"&by={sender.key}") if sender else (seen, "")
    found = tasks(shown, of, now, after=after_asked(request.GET), limit=limit)
    lines = [line_of(row, known, now) for row in found[:limit]]
    last = found[limit - 1] if len(found) > limit else None
    if as_file:
        return _file(lines)
    mine = known[actor.body_id] if actor.body_id else None
    sends = may_send(actor, mine.kind if mine else "") is None
    return render(request, "delegation/task_list.html", {
        "lines": lines, "of": of, "names": list_names(), "heading": list_names()[of], "mine": mine,
        "late": sum(line["grade"] == "red" for line in lines), "sends": sends,
        "sender": sender,
        "by": by,
        "senders": _senders(senders(seen, now), known),
        "counted": [list_names()[key] for key in COUNTED],
        "next": f"?of={of}{by}&after={last.due_at.isoformat().replace('+', '%2B')}~{last.pk}" if last else "",
        "first": not request.GET.get("after"),
        "towns": [body for body in known.values() if body.kind == "township" and (county or body.id == actor.body_id)],
    })  # fmt: skip


def _senders(rows: list[Sender], known: dict[Any, BodyRef]) -> list[tuple[BodyRef, list[tuple[str, str, int]]]]:
    """Each body with its figures: the list behind it, its words, how many."""
    names = list_names()
    return [(known[row.sender_id], [(key, names[key], row.figures[key]) for key in COUNTED]) for row in rows]


def _state(line: dict[str, Any]) -> str:
    return f"{line['state']}{_(', ')}{_('Overdue')}" if line["grade"] == "red" else str(line["state"])


def _file(lines: list[dict[str, Any]]) -> HttpResponse:
    heads = [
        _("Task"),
        _("Sent by"),
        _("Township"),
        _("Line of the list"),
        _("State"),
        _("Due by"),
        _("Signs of off-loading"),
    ]
    return workbook("tasks", heads, (
        [
            line["row"].title, line["sender"].name, line["township"].name, line["row"].line_code, _state(line),
            timezone.localtime(line["row"].due_at).strftime("%Y-%m-%d %H:%M"), _(", ").join(line["signs"]),
        ]
        for line in lines
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def task_new(request: HttpRequest) -> HttpResponse:
    """What do I send to which townships, by which line of their lists, and what comes with it?"""
    actor, now = official(request), timezone.now()
    day = timezone.localdate(now)
    mine = next((body for body in bodies() if body.id == actor.body_id), None)
    barred = may_send(actor, mine.kind if mine else "")
    if barred is not None or mine is None:
        raise PermissionDenied(barred)
    at, sent = place(), request.method == "POST"
    form = TaskForm(
        request.POST if sent else None, initial={"line": request.GET.get("line", "")[:20]},
        lines=[
            (one.code, f"{one.code} {KINDS[one.kind][at]} · {one.item} ({one.townships})")
            for one in citable(mine.id, day)
        ],
        towns=[(str(town.id), town.name) for town in townships()],
        data=[(key, words[at]) for key, words in DATA.items()],
    )  # fmt: skip
    problem: Refusal | None = None
    if sent and form.is_valid():
        try:
            made = send_task(townships=form.chosen(), asked=form.asked(), by=actor, at=now)
            return redirect("delegation:task", in_batch(made)[0].pk)
        except Refused as refused:
            problem = refused.refusal
    status = 200 if not sent else 409 if problem else 422
    return render(request, "delegation/task_new.html", {"form": form, "problem": problem}, status=status)
