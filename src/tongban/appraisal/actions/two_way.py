"""县乡双向考核评议: the county opens a period, townships mark departments and dispatched bodies until it closes."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import bodies_by_id
from tongban.appraisal.events import MarksGiven, PeriodOpened
from tongban.appraisal.models import Marks, Period, Rated
from tongban.appraisal.permissions import may_mark, may_open
from tongban.appraisal.queries.plans import government
from tongban.appraisal.rules.two_way import DEPARTMENT, DISPATCHED, marks_problem
from tongban.kernel.actor import Actor
from tongban.kernel.canonical import encode
from tongban.kernel.refusals import Refusal, Refused, refuse

NOT_FOUND = Refusal("no_rated", "这次评议里没有这个单位。", "This body is not marked in this period.")
CLOSED = Refusal(
    "period_closed",
    "这次评议已经截止，不能再打分或者修改。下一次评议开始后再打分。",
    "This period is closed: marks can no longer be given or changed. Mark again when the next one opens.",
)


OVERLAPS = Refusal(
    "period_overlaps",
    "这段时间已经组织过评议。请从上一次的结束日之后开始。",
    "These days have been marked already. Begin after the last period's end.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days that are judged and the moment until which townships mark."""

    since: date
    until: date
    closes_at: datetime


@transaction.atomic
def open_period(
    *, span: Span, departments: Collection[UUID], dispatched: Collection[UUID], by: Actor, at: datetime
) -> UUID:
    """Opens a period. Refused when its days overlap another's, when it closes too early, or when nobody is marked."""
    today = timezone.localdate(at)
    stop(may_open(by, government(today)))
    stop(_span_problem(span, at))
    stop(_bodies_problem(set(departments), set(dispatched), today))
    row = Period(since=span.since, until=span.until, opened_at=at, closes_at=span.closes_at)
    event = PeriodOpened(
        since=span.since, until=span.until, closes_at=span.closes_at,
        departments=tuple(sorted(set(departments))), dispatched=tuple(sorted(set(dispatched))),
    )  # fmt: skip
    try:
        with transaction.atomic():
            begin(row, event, by=by, at=at)
    except IntegrityError as clash:  # somebody else opened one of these days at the same moment
        raise Refused(OVERLAPS) from clash
    kinds = dict.fromkeys(event.departments, DEPARTMENT) | dict.fromkeys(event.dispatched, DISPATCHED)
    Rated.objects.bulk_create([Rated(period=row, body_id=body, kind=kind, seq=1) for body, kind in kinds.items()])
    return row.pk


def _span_problem(span: Span, at: datetime) -> Refusal | None:
    closes = timezone.localdate(span.closes_at)
    if not (span.since <= span.until <= closes and at < span.closes_at):
        return Refusal(
            "period_days",
            "请检查日期：考核期先有开始再有结束，打分截止不能早于考核期结束，也不能早于现在。",
            "Check the days: the period begins before it ends, and marking closes after that and after now.",
        )
    if Period.objects.filter(since__lte=span.until, until__gte=span.since).exists():
        return OVERLAPS
    return None


def _bodies_problem(departments: set[UUID], dispatched: set[UUID], today: date) -> Refusal | None:
    wanted = departments | dispatched
    known = [one for one in bodies_by_id(wanted, today).values() if one.kind == "department"]
    if wanted and len(known) == len(wanted) and not departments & dispatched:
        return None
    return Refusal(
        "period_bodies",
        "请选被评议的单位；一个单位要么按部门评，要么按派驻机构评，不能两样都选。",
        "Choose who is marked; each body either as a department or as a dispatched body, not both.",
    )


@transaction.atomic
def give_marks(*, period_id: UUID, body_id: UUID, levels: Mapping[str, int], by: Actor, at: datetime) -> UUID:
    """A township marks a body, or changes its marks before the period closes; one sheet a township, body and period."""
    town = bodies_by_id([by.body_id], timezone.localdate(at)).get(by.body_id) if by.body_id else None
    stop(may_mark(by, town.kind if town else ""))
    assert town is not None
    locked = Rated.objects.select_related("period").select_for_update(of=("self",))
    rated = locked.filter(period_id=period_id, body_id=body_id).first()
    if rated is None:
        raise Refused(NOT_FOUND)
    if at > rated.period.closes_at:
        raise Refused(CLOSED)
    stop(marks_problem(levels))
    row = Marks.objects.filter(rated=rated, township_id=town.id).first()
    if row is not None and row.levels == dict(levels):
        raise refuse("marks_same", zh="打分没有变化，原来的打分有效。", en="Nothing changed; your marks stand.")
    salt, kept = secrets.token_hex(32), dict(levels)
    digest = hashlib.sha256(encode({"salt": salt, "levels": kept})).hexdigest()
    event = MarksGiven(period=period_id, marks_digest=digest)
    if row is None:
        row = Marks(rated=rated, township_id=town.id, levels=kept, salt=salt, given_at=at)
        begin(row, event, by=by, at=at, place_id=town.place_id)
        return row.pk
    row.levels, row.salt, row.given_at = kept, salt, at
    go_on(row, event, by=by, at=at, place_id=town.place_id, fields=("levels", "salt", "given_at"))
    return row.pk
