"""Warnings and topics of the month as their readers may see them, with what their lists count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tongban.agencies.queries import post_for, who_acts
from tongban.hotline.models import TopicTask
from tongban.hotline.permissions import NOT_FOUND, sees_all
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.queries.desk import desk_body, government
from tongban.hotline.queries.topics import Picked, picked_rows
from tongban.hotline.rules.topics import TaskKind, month_span
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class Responsible:
    """The body that is asked and the person who answers for it."""

    body_id: UUID
    official_id: UUID


def responsible(body_id: UUID, at: datetime) -> Responsible:
    """Who heads a body now; where nobody does, whoever dispatches at the desk: none is without an owner."""
    for body, duty in ((body_id, "lead"), (desk_body(), "dispatch")):
        try:
            return Responsible(body, who_acts(post_for(body, duty).post_id, at).official_id)
        except Refused as refused:
            nobody = refused
    raise nobody


def tasks_seen(by: Actor, at: datetime, size: int) -> list[TopicTask]:
    """The newest tasks: all for who sees all, else those of one's body."""
    rows = TopicTask.objects.all()
    if not sees_all(by, government=government(at)):
        rows = rows.filter(body_id=by.body_id) if by.body_id is not None else rows.none()
    return list(rows.order_by("-made_at", "-pk")[:size])


def task_for(task_id: UUID, by: Actor, at: datetime) -> TopicTask:
    """One task for who may see it; refused as not found for everybody else."""
    row = TopicTask.objects.filter(pk=task_id).select_related("topic").first()
    if row is None or not (sees_all(by, government=government(at)) or by.body_id == row.body_id):
        raise Refused(NOT_FOUND)
    return row


def orders_of_task(task: TopicTask, bodies: tuple[UUID, ...] | None = None) -> Picked:
    """The orders a task is about: of its topic at its place; of a month those of that month, everywhere."""
    if task.kind == TaskKind.MONTHLY and task.month is not None:
        since, until = month_span(task.month)
        line = None if task.topic_id else task.line
        return Picked(topic=task.topic_id, line=line, since=since, until=until, bodies=bodies)
    return Picked(topic=task.topic_id, place=task.place_id, bodies=bodies)


def effect(task: TopicTask, at: datetime) -> tuple[int, int]:
    """Orders in as many days before a task was set as have gone since, and since then, of the same topic and place.

    Whole days of the root; the day it was set on counts as since. At least one day.
    """
    day, today = task.made_at.astimezone(ZONE).date(), at.astimezone(ZONE).date()
    days = (today - day).days + 1
    topic, line = task.topic_id, None if task.topic_id else task.line
    place = task.place_id if task.kind == TaskKind.WARNING else None
    spans = ((day - timedelta(days=days), day - timedelta(days=1)), (day, today))
    before, after = (
        picked_rows(Picked(topic=topic, line=line, place=place, since=since, until=until), at).count()
        for since, until in spans
    )
    return before, after
