"""What was arranged in a case: papers that follow, the commitment, doubts, opinions of two, handings over, the line.

Each table is read only when the ledger says that there is something in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tongban.cases.models import Commitment, Handover, Opinion, Task
from tongban.cases.queries.casefile import CaseFile
from tongban.cases.queries.competence import DoubtView, doubt_of
from tongban.cases.queries.deferring import Follows, follows_of
from tongban.cases.queries.limits import ZONE
from tongban.cases.queries.opinions import opinions_on
from tongban.cases.queries.quota import line_of
from tongban.cases.rules import State
from tongban.cases.rules.quota import Line


@dataclass(frozen=True, slots=True)
class Arrangements:
    """What is arranged in one case; empty parts where nothing is."""

    follows: tuple[Follows, ...]
    commitment: Commitment | None
    doubt: DoubtView | None
    opinions: Mapping[UUID, list[Opinion]]
    offers: Mapping[UUID, Handover]
    line: Line | None

    @property
    def promised(self) -> frozenset[str]:
        """The papers for which the commitment stands."""
        return frozenset(self.commitment.papers) if self.commitment is not None else frozenset()

    @property
    def outstanding(self) -> tuple[Follows, ...]:
        """The papers that were to follow and have not come."""
        return tuple(one for one in self.follows if one.supplied_at is None)


def arrangements_of(file: CaseFile, now: datetime) -> Arrangements:
    """Everything arranged in a case as its pages show it; one statement for each kind that there is."""
    case_id, types = file.case.pk, {entry.type for entry in file.events}
    accepted = file.last("case.accepted")
    deferred = bool(accepted and accepted.data.get("deferred"))
    open_ids = [task.id for task in file.tasks]
    offered = "case.handover_offered" in types
    return Arrangements(
        follows=tuple(follows_of(case_id, file.content)) if deferred else (),
        commitment=Commitment.objects.filter(case_id=case_id).first() if "case.committed" in types else None,
        doubt=doubt_of(case_id, file.key) if "case.not_ours" in types else None,
        opinions=opinions_on(open_ids) if "case.opinion_given" in types else {},
        offers={row.task_id: row for row in Handover.objects.filter(task_id__in=open_ids, answer="")}
        if offered
        else {},
        line=_line(file, now.astimezone(ZONE).date()),
    )


def _line(file: CaseFile, today: date) -> Line | None:
    quota, case = file.content.quota_count, file.case
    if quota is None or case.state not in (State.ACCEPTED, State.SUSPENDED):
        return None
    return line_of(
        quota, item_id=case.item_id, place_id=case.place_id, received_at=case.received_at, number=case.number,
        today=today,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Check:
    """One promise to be checked, as the list shows it."""

    case_id: UUID
    number: str
    item_name: str
    applicant_id: UUID
    post_id: UUID | None
    body_id: UUID | None
    check_by: date | None
    result: str
    checked_at: datetime | None


def checks_of(posts: list[UUID], bodies: list[UUID], *, done: bool, limit: int) -> list[Check]:
    """Promises to be checked by some posts (or all posts of some bodies), those due first first; or those checked."""
    rows = Commitment.objects.filter(check_by__isnull=False)
    rows = rows.filter(check_body_id__in=bodies) if bodies else rows.filter(check_post_id__in=posts)
    rows = (
        rows.exclude(result="").order_by("-checked_at", "id")
        if done
        else rows.filter(result="").order_by("check_by", "id")
    )
    columns = ("case_id", "case__number", "case__item_name", "case__applicant_id", "check_post_id", "check_body_id",
               "check_by", "result", "checked_at")  # fmt: skip
    return [Check(*row) for row in rows.values_list(*columns)[:limit]]


@dataclass(frozen=True, slots=True)
class Offer:
    """One step offered to a post, or waiting for a second opinion, as the list shows it."""

    task_id: UUID
    case_id: UUID
    number: str
    item_name: str
    act: str
    due_at: datetime | None
    from_post: UUID | None
    to_post: UUID | None
    reason: str
    at: datetime


def offers_to(posts: list[UUID]) -> list[Offer]:
    """Steps offered to some posts and not answered, the oldest offer first (two statements)."""
    rows = list(Handover.objects.filter(to_post_id__in=posts, answer="").order_by("at", "id")[:50])
    tasks = {task.id: task for task in _tasks([row.task_id for row in rows])}
    return [_offer(tasks[row.task_id], row.from_post_id, row.to_post_id, row.reason, row.at) for row in rows
            if row.task_id in tasks]  # fmt: skip


def _offer(task: Task, from_post: UUID | None, to_post: UUID | None, reason: str, at: datetime) -> Offer:
    case = task.case
    return Offer(
        task.id, task.case_id, case.number, case.item_name, task.act, task.due_at, from_post, to_post, reason, at
    )


def seconds_for(posts: list[UUID], official: UUID) -> list[Offer]:
    """Steps for two that wait for the second opinion in posts that an official holds, not given by that official."""
    open_ones = Task.objects.filter(post_id__in=posts, closed_at__isnull=True).values("id")
    rows = list(Opinion.objects.filter(task_id__in=open_ones).exclude(by_ref=official).order_by("at", "id")[:50])
    tasks = {task.id: task for task in _tasks([row.task_id for row in rows])}
    return [_offer(tasks[row.task_id], tasks[row.task_id].post_id, None, "", row.at) for row in rows
            if row.task_id in tasks]  # fmt: skip


def _tasks(ids: list[UUID]) -> list[Task]:
    return list(Task.objects.filter(pk__in=ids, closed_at__isnull=True).select_related("case")) if ids else []
