"""Reading two-way appraisal: periods, who is marked, a township's own marks, and scores with the records behind them.

No function answers one township's marks to anybody but that township; scores are formed after closing alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from tongban.appraisal.models import Marks, Period, Rated
from tongban.appraisal.queries.plans import refused_between
from tongban.appraisal.rules.two_way import FACTS, Formula, Reverse, reverse
from tongban.delegation.queries.tasks import returned_between
from tongban.rulebook.lookup import number


@dataclass(frozen=True, slots=True)
class Fact:
    """One record that costs points: what it is, its title, when, and its address's key."""

    key: str
    record: UUID
    title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """One body in one period: how many townships marked it, its score (marks only after closing), the records."""

    rated: Rated
    raters: int
    closed: bool
    score: Reverse
    facts: tuple[Fact, ...]


def periods() -> list[Period]:
    """All periods, the newest first."""
    return list(Period.objects.order_by("-since"))


def current(now: datetime) -> Period | None:
    """The open period that closes first, else the newest."""
    return Period.objects.filter(closes_at__gte=now).order_by("closes_at").first() or next(iter(periods()), None)


def to_mark(period_id: UUID) -> list[Rated]:
    """Who is marked in a period."""
    return list(Rated.objects.filter(period_id=period_id).order_by("kind", "body__key"))


def marks_of(township: UUID, period_id: UUID) -> dict[UUID, dict[str, int]]:
    """Rated body → the marks that this township gave; for that township's own pages."""
    rows = Marks.objects.filter(township_id=township, rated__period_id=period_id)
    return dict(rows.values_list("rated__body_id", "levels"))


def formula(kind: str, on: date) -> Formula:
    """The rulebook's figures for a department or a dispatched body."""
    costs = {key: number(f"appraisal.{key}_points", on) for key in FACTS}
    return Formula(
        level_points=number("appraisal.level_points", on), least=number("appraisal.least_raters", on), costs=costs,
        most=number("appraisal.deduction_most", on), share=number(f"appraisal.{kind}_share", on),
    )  # fmt: skip


def _facts(bodies: list[UUID], span: Period) -> dict[UUID, list[Fact]]:
    """What the ledger's records of the period hold against bodies; two statements for any number of bodies."""
    since, before = (
        timezone.make_aware(datetime.combine(day, time.min)) for day in (span.since, span.until + timedelta(days=1))
    )
    found: dict[UUID, list[Fact]] = {body: [] for body in bodies}
    for plan in refused_between(bodies, since, before):
        found[plan.body_id].append(Fact("veto", plan.plan_id, plan.title, plan.at))
    for task in returned_between(bodies, since, before):
        found[task.sender_id].append(Fact("returned", task.task_id, task.title, task.at))
    return found


def standings(span: Period, now: datetime, only: Sequence[UUID] | None = None) -> list[Standing]:
    """The bodies of a period with their scores; four statements for any number of bodies."""
    rows = [row for row in to_mark(span.pk) if only is None or row.body_id in only]
    closed = now > span.closes_at
    given = Marks.objects.filter(rated__in=rows)
    counts = dict(given.values_list("rated_id").annotate(n=Count("pk")))
    sheets: dict[UUID, list[dict[str, int]]] = {}
    for rated_id, levels in given.values_list("rated_id", "levels") if closed else ():
        sheets.setdefault(rated_id, []).append(levels)
    facts = _facts([row.body_id for row in rows], span)
    return [
        Standing(row, counts.get(row.pk, 0), closed, _score(row, sheets.get(row.pk, []), facts[row.body_id], span),
                 tuple(facts[row.body_id]))
        for row in rows
    ]  # fmt: skip


def _score(row: Rated, sheets: list[dict[str, int]], facts: list[Fact], span: Period) -> Reverse:
    numbers = {key: sum(fact.key == key for fact in facts) for key in FACTS}
    return reverse(sheets, numbers, formula(row.kind, span.until))
