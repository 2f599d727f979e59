"""Warnings and topics of the month: what a body is asked, who answers, what it answered, what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.queries import divisions
from tongban.hotline.actions.topic_tasks import answer_topic, close_topic, set_topic_of_month
from tongban.hotline.forms.topics import AnswerForm, MonthForm
from tongban.hotline.models import TopicTask
from tongban.hotline.pages.asking import body_choices, lang, official
from tongban.hotline.pages.topics import SHOWN, Reader, opened, task_lines, watcher
from tongban.hotline.permissions import may_answer_topic, may_set_topics
from tongban.hotline.queries.desk import government
from tongban.hotline.queries.orders import seen_bodies
from tongban.hotline.queries.proposals import topic_classes
from tongban.hotline.queries.topic_tasks import effect, orders_of_task, task_for, tasks_seen
from tongban.hotline.queries.topics import picked_rows, topics_now
from tongban.hotline.rules.topics import PROPOSALS, TaskKind, TaskState
from tongban.kernel.refusals import Refusal, Refused


@require_safe
@never_cache
def tasks(request: HttpRequest) -> HttpResponse:
    """What are we asked to do about what people tell of, and until when?"""
    actor, now = official(request), timezone.now()
    lines = task_lines(tasks_seen(actor, now, SHOWN), now)
    owed = sum(line["row"].state == TaskState.OPEN for line in lines)
    return render(request, "hotline/topic_tasks.html", {"tasks": lines, "owed": owed})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """What is asked, by which orders, of whom, and what was answered?"""
    actor, now = official(request), timezone.now()
    try:
        row = task_for(task_id, actor, now)
    except Refused as unknown:
        raise Http404 from unknown
    sent = request.POST if request.method == "POST" else None
    closes = sent is not None and sent.get("do") == "close"
    form, problem = AnswerForm(None if closes else sent), None
    if closes or form.is_valid():
        problem = _done(row, form, Reader(actor, now), closes=closes)
        if problem is None:
            return HttpResponseRedirect(request.path)
    context = _context(row, Reader(actor, now)) | {"form": form, "problem": problem}
    return render(request, "hotline/topic_task.html", context, status=200 if sent is None else 409 if problem else 422)


def _done(row: TopicTask, form: AnswerForm, seen: Reader, *, closes: bool) -> Refusal | None:
    try:
        if closes:
            close_topic(task_id=row.pk, by=seen.actor, at=seen.now)
        else:
            answer_topic(task_id=row.pk, words=form.cleaned_data["words"], by=seen.actor, at=seen.now)
    except Refused as refused:
        if refused.refusal.code in ("not_topic_owner", "not_topics_office"):
            raise PermissionDenied(refused.refusal) from refused
        return refused.refusal
    return None


def _context(row: TopicTask, seen: Reader) -> dict[str, Any]:
    asked = orders_of_task(row, seen_bodies(seen.actor, seen.now))
    office = may_set_topics(seen.actor, government=government(seen.now)) is None
    return {
        "line": task_lines([row], seen.now)[0], "row": row, "monthly": row.kind == TaskKind.MONTHLY,
        "proposal": PROPOSALS[row.ground][int(lang() == "en")] if row.ground else "",
        "count": picked_rows(asked, seen.now).count(), "orders": opened(asked), "partly": asked.bodies is not None,
        "effect": effect(row, seen.now) if row.state == TaskState.ANSWERED else None, "all": asked.bodies is None,
        "answers": row.state == TaskState.OPEN and may_answer_topic(seen.actor, row.body_id, row.owner) is None,
        "closes": row.state == TaskState.ANSWERED and office,
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def month(request: HttpRequest) -> HttpResponse:
    """Which topic is this month's, what shall be reached, and who answers for it?"""
    seen = watcher(request)
    problem = may_set_topics(seen.actor, government=government(seen.now))
    if problem is not None:
        raise PermissionDenied(problem)
    sent = request.POST if request.method == "POST" else None
    form = MonthForm(sent, choices=_choices(seen.now), initial=_start(request, seen))
    if sent is not None and form.is_valid():
        topic, line = form.about_what()
        home = next(place.id for place in divisions(seen.today) if place.kind == "county")
        try:
            made = set_topic_of_month(
                month=form.month_day(), body_id=UUID(form.cleaned_data["body"]), target=form.cleaned_data["target"],
                words=form.cleaned_data["words"], place_id=home, topic_id=topic, line=line, by=seen.actor, at=seen.now,
            )  # fmt: skip
            return HttpResponseRedirect(reverse("hotline:topic_task", args=[made]))
        except Refused as refused:
            problem = refused.refusal
    status = 200 if sent is None else 409 if problem else 422
    return render(request, "hotline/topic_month.html", {"form": form, "problem": problem}, status=status)


def _choices(at: datetime) -> dict[str, list[tuple[str, str]]]:
    topics = [(f"topic:{row.pk}", row.name) for row in topics_now(SHOWN)]
    lines = [(f"line:{one.name}", _("directory: %(line)s") % {"line": one.name}) for one in topic_classes(at)]
    return {"about": [*topics, *lines], "body": body_choices(at)}


def _start(request: HttpRequest, seen: Reader) -> dict[str, str]:
    return {"month": f"{seen.today:%Y-%m}", "about": f"topic:{request.GET.get('topic', '')[:40]}"}
