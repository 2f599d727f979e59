"""Overlap disputes (职能交叉): found from the list, put to an arbiter who is neither body, both heard, decided in time.

A decision changes nothing on the list: it puts both items on the docket, from which versions are published.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import bodies_by_id, working_days_on
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse
from tongban.powerlist.actions.docket import call_for
from tongban.powerlist.actions.holdings import need_county_office
from tongban.powerlist.actions.items import need_basis
from tongban.powerlist.events.overlaps import OverlapFound, OverlapMoved
from tongban.powerlist.models import Item, Overlap, OverlapStep
from tongban.powerlist.permissions import may_lead
from tongban.powerlist.queries.increase import entries_on
from tongban.powerlist.queries.overlaps import heard
from tongban.powerlist.rules.overlaps import (
    MOVES,
    ONE,
    Act,
    State,
    arbiter_problem,
    called,
    move_problem,
    outcome_problem,
    overlaps,
    unheard,
)
from tongban.powerlist.rules.rounds import words_problem

WORDS_MOST = 2_000


@transaction.atomic
def find_overlaps(*, by: Actor, at: datetime) -> int:
    """Looks through the list of the day for powers that two bodies hold; answers how many were not known before."""
    need_county_office(by)
    pairs = overlaps(entries_on(timezone.localdate(at)))
    codes = {code for pair in pairs for code in (pair.one.code, pair.other.code)}
    ids = dict(Item.objects.filter(code__in=codes).values_list("code", "pk"))
    known = set(Overlap.objects.values_list("one_id", "other_id"))
    fresh = [pair for pair in pairs if (ids[pair.one.code], ids[pair.other.code]) not in known]
    for pair in fresh:
        row = Overlap(
            one_id=ids[pair.one.code], other_id=ids[pair.other.code], one_body=UUID(pair.one.body),
            other_body=UUID(pair.other.body), signs=list(pair.signs), found_at=at, state=State.FOUND,
        )  # fmt: skip
        event = OverlapFound(row.one_id, row.other_id, row.one_body, row.other_body, pair.signs)
        begin(row, event, by=by, at=at)
    return len(fresh)


@transaction.atomic
def open_dispute(*, overlap_id: UUID, arbiter_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """提交裁决: both bodies state their case by a day, and a body that is neither of them decides by another."""
    need_county_office(by)
    row = _row(overlap_id)
    stop(move_problem(Act.OPEN, State(row.state)))
    stop(arbiter_problem(arbiter_id, row.one_body, row.other_body))
    if arbiter_id not in bodies_by_id([arbiter_id]):
        raise refuse("overlap_no_arbiter", zh="请选择裁决单位。", en="Choose the arbiter.")
    row.arbiter = arbiter_id
    row.statements_by = working_days_on(at, "overlap.statement_days")
    row.due_by = working_days_on(at, "overlap.decision_days")
    _move(row, Act.OPEN, words, by, at)


@transaction.atomic
def dismiss_overlap(*, overlap_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """不属交叉: the list office says why the two powers are not the same."""
    need_county_office(by)
    row = _row(overlap_id)
    stop(move_problem(Act.DISMISS, State(row.state)))
    _move(row, Act.DISMISS, words, by, at)


@transaction.atomic
def state_case(*, overlap_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """陈述意见: the head of either body states its case; after the day it is recorded as late."""
    row = _row(overlap_id)
    body = by.body_id if by.body_id in (row.one_body, row.other_body) else row.one_body
    stop(may_lead(by, body))
    stop(move_problem(Act.STATE, State(row.state)))
    late = row.statements_by is not None and at > row.statements_by
    _move(row, Act.STATE, words, by, at, late=late)


@transaction.atomic
def decide_overlap(*, overlap_id: UUID, outcome: str, words: str, document: str, by: Actor, at: datetime) -> None:
    """裁决: the head of the arbiter decides who holds the power, or that it is divided; the list follows by versions.

    Refused while a body has not been heard within its time, and to everybody of the two bodies.
    """
    row = _row(overlap_id)
    stop(move_problem(Act.DECIDE, State(row.state)))
    assert row.arbiter is not None  # set when the dispute was opened
    stop(may_lead(by, row.arbiter))
    stop(unheard(heard(row.pk), row.one_body, row.other_body, row.statements_by, at))
    stop(outcome_problem(outcome))
    need_basis(document)
    row.outcome, row.document, row.decided_at = outcome, document.strip(), at
    late = row.due_by is not None and at > row.due_by
    _move(row, Act.DECIDE, words, by, at, late=late)
    for side, wanted in called(outcome):
        item = row.one_id if side == ONE else row.other_id
        call_for(item_id=item, cause="overlap", source=row.pk, wanted=wanted, document=row.document, by=by, at=at)


def _row(overlap_id: UUID) -> Overlap:
    row = Overlap.objects.select_for_update().filter(pk=overlap_id).first()
    if row is None:
        raise refuse("no_overlap", zh="没有这项职能交叉。", en="There is no such overlap.")
    return row


def _move(row: Overlap, act: Act, words: str, by: Actor, at: datetime, *, late: bool = False) -> None:
    stop(words_problem(words, most=WORDS_MOST))
    row.state = MOVES[act][1]
    digest = hashlib.sha256(words.strip().encode()).hexdigest()
    event = OverlapMoved(act.value, row.state.value, row.arbiter, row.outcome, row.document, digest, late, row.due_by)
    fields = ("state", "arbiter", "statements_by", "due_by", "outcome", "document", "decided_at")
    seq = go_on(row, event, by=by, at=at, fields=fields)
    OverlapStep(
        overlap=row, act=act.value, words=words.strip(), body_id=by.body_id, by_post=by.post_id, at=at, late=late,
        seq=seq,
    ).save(force_insert=True)  # fmt: skip
