"""容缺材料: which papers of a case are still to come, by when, and whom to remind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tongban.agencies.queries import calendar
from tongban.cases.models import Deferral
from tongban.cases.queries.limits import ZONE, Times, deadline_of
from tongban.cases.rules import State
from tongban.cases.rules.deferring import due_day
from tongban.powerlist.rules.content import ItemContent, Material
from tongban.rulebook.lookup import number


@dataclass(frozen=True, slots=True)
class Follows:
    """One paper that was to follow: by when, what waits for it, and when it came."""

    key: str
    material: Material | None
    due_on: date
    waits: str
    promise: str
    supplied_at: datetime | None

    def overdue(self, today: date) -> bool:
        """Whether its day has passed without it."""
        return self.supplied_at is None and self.due_on < today


def follows_of(case_id: UUID, content: ItemContent) -> list[Follows]:
    """The papers of a case that were to follow, those due first first (one statement)."""
    rows = Deferral.objects.filter(case_id=case_id).order_by("due_on", "key")
    return [
        Follows(row.key, content.material(row.key), row.due_on, row.waits, row.promise, row.supplied_at) for row in rows
    ]


@dataclass(frozen=True, slots=True)
class WouldFollow:
    """A paper that is missing and may follow, with its day if the case were accepted now."""

    material: Material
    due_on: date


def would_follow(content: ItemContent, missing: Iterable[Material], now: datetime) -> list[WouldFollow]:
    """What the notice of acceptance would list, accepted now: the same days as the act sets."""
    today = now.astimezone(ZONE).date()
    times = Times(now, now, now)
    whole = deadline_of(content, "whole_promised", times) or deadline_of(content, "whole_statutory", times)
    return [WouldFollow(paper, follow_day(paper, today, whole.day if whole else None)) for paper in missing]


def follow_day(paper: Material, today: date, whole: date | None) -> date:
    """By when a paper follows that is promised today: by its item, else by the rulebook; never after the whole case."""
    days = paper.defer_days or number("acceptance.deferred_days", today)
    return due_day(calendar().add_working_days(today, days), whole)


def due_reminders(until: date, limit: int) -> dict[UUID, list[tuple[UUID, str, date]]]:
    """Papers due by a day of which nobody was reminded, by case; those due first first."""
    rows = (
        Deferral.objects.filter(supplied_at__isnull=True, reminded_at__isnull=True, due_on__lte=until)
        .filter(case__state__in=[State.ACCEPTED, State.DECIDED])
        .order_by("due_on", "id")
        .values_list("case_id", "id", "key", "due_on")[:limit]
    )
    found: dict[UUID, list[tuple[UUID, str, date]]] = defaultdict(list)
    for case_id, deferral_id, key, day in rows:
        found[case_id].append((deferral_id, key, day))
    return dict(found)


def names_of(content: ItemContent, keys: Iterable[str]) -> tuple[str, str]:
    """The names of papers as two sentences' parts, Chinese and English."""
    papers = [paper for paper in (content.material(key) for key in keys) if paper is not None]
    return "、".join(p.name.zh for p in papers), ", ".join(p.name.en or p.name.zh for p in papers)
