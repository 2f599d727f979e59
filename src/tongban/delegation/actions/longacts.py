"""Acts on very many lines, done by the worker: asked for on a page, carried out whole or not at all, told on the page.

Who asked must still hold the post when it is done; the act itself asks everything else again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app

from tongban.agencies.queries.posts import actor_of
from tongban.delegation.actions.activating import activate_decision
from tongban.delegation.actions.bulk import draft_from_sheet
from tongban.delegation.models import LongAct
from tongban.delegation.rules import longacts as rules
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse

LONG_TASK: Final = "delegation.long_act"


@transaction.atomic
def ask_long(*, act: str, subject_id: UUID, lines: int, by: Actor, at: datetime) -> UUID:
    """Has the worker activate a decision (`activate`) or draft one of a sheet (`draft`). Answers the long act's id.

    Refused while one is under way for the same subject; one that was broken off without a word is closed first.
    """
    assert by.ref is not None  # the caller has asked who may
    assert by.post_id is not None
    for one in LongAct.objects.select_for_update().filter(subject_id=subject_id, state=rules.RUNNING):
        if rules.is_lost(one.state, one.began_at, at):
            one.state, one.ended_at = rules.BROKEN, at
            one.save(update_fields=["state", "ended_at"])
    row = LongAct(act=act, subject_id=subject_id, lines=lines, asked_at=at, asked_by=by.ref, post_id=by.post_id)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise refuse("long.asked", zh="已经在办理，请稍候。", en="It is under way already; please wait.") from error
    app.configure_task(LONG_TASK, allow_unknown=True).defer(long_id=str(row.pk))
    return row.pk


def carry_out(*, long_id: UUID, at: datetime) -> str:
    """Does one long act and says how it went: `done`, `refused`, or empty when somebody else has taken it.

    Taken in a transaction of its own, so that the page tells that it is under way. Any other error is raised again.
    """
    taken = LongAct.objects.filter(pk=long_id, state=rules.WAITING).update(state=rules.RUNNING, began_at=at)
    if not taken:
        return ""
    row = LongAct.objects.get(pk=long_id)
    state, problem = rules.BROKEN, {}
    try:
        row.made_id = _do(row, at)
        state = rules.DONE
    except Refused as refused:
        state, problem = rules.REFUSED, {one: refused.refusal.sentence(one) for one in ("zh", "en")}
    finally:
        LongAct.objects.filter(pk=long_id).update(state=state, ended_at=at, problem=problem, made_id=row.made_id)
    return state


def _do(row: LongAct, at: datetime) -> UUID:
    by = actor_of(row.asked_by, row.post_id, at)
    if row.act == "draft":
        return draft_from_sheet(sheet_id=row.subject_id, by=by, at=at)
    activate_decision(decision_id=row.subject_id, by=by, at=at)
    return row.subject_id
