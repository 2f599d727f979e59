"""What a township does with a task that came down: sign, confirm what came with it, report, give back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.agencies.actions.recording import go_on, stop
from tongban.delegation.actions.tasks import digest
from tongban.delegation.events.tasks import TaskGivenBack, TaskReported, TaskResourced, TaskSigned
from tongban.delegation.models import TownshipTask
from tongban.delegation.permissions.tasks import may_give_back, may_handle
from tongban.delegation.queries.tasks import taken_back_lines
from tongban.delegation.queries.township import roster
from tongban.delegation.rules.tasks import State, move_problem
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse


def _locked(task_id: UUID) -> TownshipTask:
    row = TownshipTask.objects.select_for_update().filter(pk=task_id).first()
    if row is None:
        raise refuse("no_task", zh="没有这项任务。", en="There is no such task.")
    return row


@transaction.atomic
def sign_task(*, task_id: UUID, officer_id: UUID, by: Actor, at: datetime) -> None:
    """The township takes the task and gives it to an officer of its roster, seconded ones among them (D-27)."""
    row = _locked(task_id)
    stop(may_handle(by, row.township_id))
    stop(move_problem("sign", row.state))
    if officer_id not in {one.official_id for one in roster(row.township_id, at)}:
        raise refuse(
            "not_on_roster",
            zh="此人不在本乡镇的花名册里。请从花名册里选经办人。",
            en="This person is not on the township's roster. Choose somebody who is.",
        )
    row.state, row.officer_id, row.signed_at = State.SIGNED, officer_id, at
    event = TaskSigned(township=row.township_id, officer=officer_id)
    go_on(row, event, by=by, at=at, fields=("state", "officer", "signed_at"))


@transaction.atomic
def confirm_resources(*, task_id: UUID, by: Actor, at: datetime) -> None:
    """The township confirms that the money, people and guidance of a task have arrived; once."""
    row = _locked(task_id)
    stop(may_handle(by, row.township_id))
    if row.resources_at is not None or not (row.money or row.people or row.guidance):
        raise refuse(
            "nothing_to_confirm",
            zh="这项任务没有要确认到位的钱、人、指导，或者已经确认过。",
            en="Nothing came with this task, or it was confirmed already.",
        )
    row.resources_at = at
    go_on(row, TaskResourced(township=row.township_id), by=by, at=at, fields=("resources_at",))


@transaction.atomic
def report_task(*, task_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """The township reports the task as done, in its words."""
    row = _locked(task_id)
    stop(may_handle(by, row.township_id))
    stop(move_problem("report", row.state))
    if not 2 <= len(words.strip()) <= 2000:
        raise refuse(
            "report_words", zh="请写明办理结果，2 到 2000 个字。", en="Say what was done, in 2 to 2,000 characters."
        )
    row.state, row.report, row.closed_at = State.REPORTED, words.strip(), at
    event = TaskReported(township=row.township_id, late=at > row.due_at, words_digest=digest(row.report))
    go_on(row, event, by=by, at=at, fields=("state", "report", "closed_at"))


@transaction.atomic
def give_back_task(*, task_id: UUID, line: str, words: str, by: Actor, at: datetime) -> None:
    """The township gives the task back, naming a line of its list by which a superior took the duty over.

    Refused without such a line in force: what no line covers is the county's to answer, not the township's to refuse.
    """
    row = _locked(task_id)
    stop(may_give_back(by, row.township_id))
    stop(move_problem("give_back", row.state))
    named = next((one for one in taken_back_lines(row.township_id, timezone.localdate(at)) if one.code == line), None)
    if named is None or not 2 <= len(words.strip()) <= 300:
        raise refuse(
            "no_taken_back_line",
            zh="退回要写明理由，并指明本乡镇清单里“上级收回”的哪一条。",
            en="Say why, and name the line of the list by which a superior took this duty over.",
        )
    row.state, row.given_line, row.report, row.closed_at = State.GIVEN_BACK, named, words.strip(), at
    event = TaskGivenBack(
        township=row.township_id, sender=row.sender_id, line=named.code, words_digest=digest(row.report)
    )
    go_on(row, event, by=by, at=at, fields=("state", "given_line", "report", "closed_at"))
