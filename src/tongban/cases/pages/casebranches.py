"""The clock of a case in words, and its branches as rows of one axis. Standing and cells come from the queries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from tongban.cases.models import Task
from tongban.cases.pages import words
from tongban.cases.pages.acting import Staff
from tongban.cases.pages.history import body_words
from tongban.cases.permissions import may_urge
from tongban.cases.queries.branches import Branch, task_now, whole_standing
from tongban.cases.queries.casefile import CaseFile
from tongban.kernel.clock.standing import Standing
from tongban.kernel.clock.words import amount


def clock_words(
    file: CaseFile, branches: list[Branch], task: Task | None, hands: Mapping[UUID, Any], now: datetime
) -> dict[str, Any]:
    """The first sentence of the page, the state beside it, and how the whole case stands by promise and by law."""
    whole = whole_standing(file, now, step_over=any(branch.late for branch in branches))
    mine = task_now(file, task, now) if task is not None else None
    first = file.open_tasks[0] if file.open_tasks else None
    step = task_now(file, first, now) if first is not None else None
    shown = mine or step or whole
    title = _mine(task, mine) if task is not None else _others(file, first, hands, whole, now)
    if file.case.state == "suspended":
        title = _("The case is suspended; every step waits")
    return {"standing": shown, "title": title, "whole": whole, "own": mine is not None}


def _mine(task: Task, standing: Standing | None) -> str:
    step = words.step_words(task.act)
    if standing is None:
        return _("It waits for you %(step)s") % {"step": step}
    left, until = words.left_words(standing)
    values = {"step": step, "left": left, "until": until}
    if standing.own.passed:
        return _("Please go on now %(step)s: %(left)s, %(until)s") % values
    if standing.state == "paused":
        return _("The clock stands still; after that you have %(step)s") % values
    if standing.own.left == 0:
        return _("You have %(step)s, %(left)s") % values
    return _("You have %(until)s %(step)s: %(left)s") % values


def _others(
    file: CaseFile, first: Task | None, hands: Mapping[UUID, Any], whole: Standing | None, now: datetime
) -> str:
    if first is None:
        return _ended(file, whole)
    hand = hands.get(first.post_id) if first.post_id else None
    standing = task_now(file, first, now)
    left = "".join((words.left_words(standing)[0], "")) if standing is not None else ""
    if first.act == "supplement":
        return _("It waits for the applicant to supply papers; no limit runs")
    if first.act == "wait":
        return _("The notice hangs in the village; when its days have passed, the case goes on by itself")
    who = f"{body_words(hand.body_id)} {hand.official or hand.name}" if hand is not None else _("the system")
    values = {"who": who, "step": words.step_words(first.act), "left": left}
    return _("It is with %(who)s %(step)s: %(left)s") % values if left else _("It is with %(who)s %(step)s") % values


def _ended(file: CaseFile, whole: Standing | None) -> str:
    if file.case.state == "withdrawn":
        return _("The applicant took it back; nothing more is to be done")
    if file.case.state == "terminated":
        return _("It was terminated; nothing more is to be done")
    if file.case.state == "not_accepted":
        return _("It was not accepted; nothing more is to be done")
    left = words.left_words(whole)[0] if whole is not None else ""
    return _("It is done: %(left)s") % {"left": left} if left else _("It is done")


def branch_rows(staff: Staff, file: CaseFile, branches: list[Branch], now: datetime) -> list[dict[str, Any]]:
    """The branches for the tag: the late one first, each with its body, step, state and, for others', the urge."""
    return [_row(staff, file, branch) for branch in branches if branch.ruler.cells]


def _row(staff: Staff, file: CaseFile, branch: Branch) -> dict[str, Any]:
    node, task = branch.node, branch.task
    step = node.name_en if words.language() == "en" else node.name
    body = body_words(task.body_id if task else _body(file, node.lane))
    lead = task is not None and task.body_id == file.case.body_id and node.act == "review"
    row: dict[str, Any] = {
        "name": body or step,
        "note": _("lead, %(step)s") % {"step": step} if lead else step,
        "ruler": branch.ruler,
        "state": branch.standing or "",
        "soft": branch.standing is not None and branch.standing.state == "yellow",
        "word": _outcome(task),
        "words": _words(branch),
        "act": "",
        "act_url": "",
    }
    runs = task is not None and branch.open and file.case.state != "suspended"
    if task is not None and runs and task.post_id not in staff.post_ids and _may_urge(staff):
        row["act"], row["act_url"] = _("Urge"), reverse("cases:urge", args=[file.case.pk, task.id])
    return row


def _may_urge(staff: Staff) -> bool:
    return any(may_urge(actor) is None for actor in (staff.actor, *staff.actors))


def _body(file: CaseFile, lane: str) -> UUID | None:
    found = (file.case.routes or {}).get(lane, {}).get("body")
    return UUID(found) if found else None


def _outcome(task: Task | None) -> str:
    told = {"agree": _("agreed"), "disagree": _("disagreed"), "grant": _("granted"), "refuse": _("refused")}
    told |= {"accepted": _("accepted"), "deemed": _("deemed accepted"), "withdrawn": _("taken back")}
    told |= {"terminated": _("terminated")}
    return told.get(task.outcome, "") if task is not None and task.closed_at is not None else ""


def _words(branch: Branch) -> str:
    task, standing = branch.task, branch.standing
    if task is None:
        return _("begins when all before it are done")
    if task.closed_at is not None:
        day = words.short_day(words.day(task.closed_at))
        if standing is not None and standing.own.passed and standing.left < 0:
            over = amount(-standing.left, standing.unit, words.language())
            return _("%(day)s, %(over)s late") % {"day": day, "over": over}
        return day
    return words.left_words(standing)[0] if standing is not None else ""
