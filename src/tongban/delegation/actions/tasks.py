"""Sending tasks to townships, and the county's word on those that no line covers (D-14)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import bodies_by_id, working_days_on
from tongban.delegation.events.tasks import TaskAnswered, TaskSent
from tongban.delegation.models import DutyLineRow, TownshipTask
from tongban.delegation.permissions.tasks import may_answer, may_send
from tongban.delegation.queries.tasks import closing, government, in_batch, lines_cited, senders_own
from tongban.delegation.rules.duties import COOPERATING, TAKEN_BACK
from tongban.delegation.rules.tasks import Resources, State, move_problem, signs_of, task_problem
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refusal, refuse
from tongban.rulebook.lookup import number


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a task asks: its title and words, the line it cites, whether a report and which data, until which day."""

    title: str
    words: str
    due: date
    line: str = ""
    reports: bool = False
    data: tuple[str, ...] = ()
    emergency: str = ""
    resources: Resources = field(default_factory=Resources)


def digest(words: str) -> str:
    """SHA-256 of words that stand on a row."""
    return hashlib.sha256(words.encode()).hexdigest()


@transaction.atomic
def send_task(*, townships: Sequence[UUID], asked: Asked, by: Actor, at: datetime) -> UUID:
    """Sends a task to townships; answers the batch. Where the township's list has no such line it is held.

    Held tasks wait for the county; an emergency passes at once and is to be regularised by the rulebook's days.
    Refused when a line says that a superior took the duty over, or that another body leads.
    """
    today = timezone.localdate(at)
    known = bodies_by_id([*townships, by.body_id] if by.body_id else townships, today)
    sender = known.get(by.body_id) if by.body_id else None
    stop(may_send(by, sender.kind if sender else ""))
    assert sender is not None
    stop(task_problem(asked.title, asked.words, asked.data, asked.due >= today))
    wanted = [known[one] for one in dict.fromkeys(townships) if one in known and known[one].kind == "township"]
    if not wanted:
        raise refuse("no_township", zh="请至少选一个乡镇。", en="Choose at least one township.")
    cited = lines_cited(asked.line, [town.id for town in wanted], today)
    for line in cited.values():
        stop(_line_problem(line, sender.id, by, at))
    own, batch = senders_own(sender.id, today), uuid7()
    for town in wanted:
        _send(batch, sender.id, town.id, town.place_id, cited.get(town.id), asked, own, by, at)
    return batch


def _line_problem(line: DutyLineRow, sender: UUID, by: Actor, at: datetime) -> Refusal | None:
    named = bodies_by_id([one for one in (line.lead_id, line.taker_id) if one], timezone.localdate(at))
    if line.kind == TAKEN_BACK and line.taker_id:
        return Refusal(
            "taken_back_line",
            "清单 {code} 写明这件事已由{body}承接，不能再派给乡镇。请由该部门自己办。",
            "Line {code} says that this is now done by {en}; it cannot be sent to townships.",
            {"code": line.code, "body": named[line.taker_id].name_zh, "en": named[line.taker_id].name_en},
        )
    if line.kind == COOPERATING and line.lead_id != sender and sender != government(timezone.localdate(at)):
        lead = named.get(line.lead_id) if line.lead_id else None
        return Refusal(
            "another_leads",
            "清单 {code} 由{body}牵头，请由牵头部门下派。",
            "On line {code} {en} leads, so it sends the task.",
            {"code": line.code, "body": lead.name_zh if lead else "", "en": lead.name_en if lead else ""},
        )
    return None


def _send(
    batch: UUID, sender: UUID, township: UUID, place: UUID, line: DutyLineRow | None, asked: Asked, own: list[str],
    by: Actor, at: datetime,
) -> None:  # fmt: skip
    urgent, brought = bool(asked.emergency.strip()), asked.resources
    share = number("township.likeness_share", timezone.localdate(at))
    signs = signs_of(listed=line is not None, resources=brought, title=asked.title, senders=own, share=share)
    key = "township.regularise_days" if urgent else "township.answer_days"
    row = TownshipTask(
        batch=batch, sender_id=sender, township_id=township, line=line, line_code=line.code if line else "",
        title=asked.title.strip(), words=asked.words.strip(), reports=asked.reports, data=sorted(set(asked.data)),
        state=State.SENT if line or urgent else State.HELD, sent_at=at, due_at=closing(asked.due),
        emergency=asked.emergency.strip()[:300], signs=list(signs), money=brought.money, people=brought.people,
        guidance=brought.guidance.strip()[:300], answer_by=None if line else working_days_on(at, key),
    )  # fmt: skip
    event = TaskSent(
        batch=batch, sender=sender, township=township, line=row.line_code, held=row.state == State.HELD,
        emergency=urgent, reports=row.reports, data=tuple(row.data), signs=signs, money=row.money, people=row.people,
        due_at=row.due_at, answer_by=row.answer_by, words_digest=digest(f"{row.title}\n{row.words}"),
    )  # fmt: skip
    begin(row, event, by=by, at=at, place_id=place)


@transaction.atomic
def approve_tasks(*, batch: UUID, resources: Resources, by: Actor, at: datetime, answer: str = "") -> int:
    """The county lets the held tasks of a batch go down, or regularises those that passed as emergencies.

    Refused without money, people and guidance (乡镇政府条例: an unlisted task brings all three). Answers how many.
    """
    rows = _unanswered(batch, by, at)
    if not resources.whole:
        raise refuse(
            "no_resources",
            zh="清单以外的任务要同时带经费、人员和业务指导，请三项都写明；做不到的退回下派部门。",
            en="A task on no list comes with money, people and guidance; state all three, or return it to its sender.",
        )
    for row in rows:
        verdict = "approved" if row.state == State.HELD else "regularised"
        row.state = State.SENT if row.state == State.HELD else row.state
        row.money, row.people, row.guidance = resources.money, resources.people, resources.guidance.strip()[:300]
        _answer(row, verdict, answer, by, at)
    return len(rows)


@transaction.atomic
def return_tasks(*, batch: UUID, reason: str, by: Actor, at: datetime) -> int:
    """The county returns the held tasks of a batch to their sender with a reason; answers how many."""
    rows = [row for row in _unanswered(batch, by, at) if move_problem("return", row.state) is None]
    if not rows or len(reason.strip()) < 2:
        raise refuse(
            "return_reason",
            zh="请写明退回的理由。已经下到乡镇的应急任务不能退回，只能补办批准。",
            en="Say why it is returned. An emergency that went down can only be regularised.",
        )
    for row in rows:
        row.state = State.RETURNED
        _answer(row, "returned", reason, by, at)
    return len(rows)


def _unanswered(batch: UUID, by: Actor, at: datetime) -> list[TownshipTask]:
    stop(may_answer(by, government(timezone.localdate(at))))
    rows = [row for row in in_batch(batch) if row.answer_by is not None and row.answered_at is None]
    if not rows:
        raise refuse("task_answered", zh="这项任务县里已经答复过。", en="The county has answered for this already.")
    return rows


def _answer(row: TownshipTask, verdict: str, words: str, by: Actor, at: datetime) -> None:
    row.answered_at, row.answer = at, words.strip()[:300]
    event = TaskAnswered(
        verdict=verdict, sender=row.sender_id, township=row.township_id, reports=row.reports, data=tuple(row.data),
        money=row.money, people=row.people, late=row.answer_by is not None and at > row.answer_by,
        words_digest=digest(row.answer),
    )  # fmt: skip
    go_on(row, event, by=by, at=at, fields=("state", "answered_at", "answer", "money", "people", "guidance"))
