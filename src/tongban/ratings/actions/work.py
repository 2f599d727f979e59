"""The work on a bad rating: contact, put right, call back, appeal, decide the appeal, publish. Each one act."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.agencies.actions.recording import go_on, stop
from tongban.agencies.queries import reveal_phone, seal, sealing_key
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse
from tongban.ledger.events import Event
from tongban.ratings.actions.rating import due
from tongban.ratings.events import AppealDecided, RatingAppealed, RatingMoved, RatingPublished
from tongban.ratings.models import Rating, RatingStep
from tongban.ratings.permissions import NOT_FOUND, may_check, may_handle
from tongban.ratings.rules.life import (
    APPEAL_LATE,
    FOUND,
    GROUNDS,
    KEPT,
    OUTCOMES,
    PENDING,
    UPHELD,
    Act,
    State,
    act_problem,
    after_call,
    words_problem,
)
from tongban.rulebook.lookup import number

# What an act may change of the row, besides its number.
CHANGED: Final = (
    "state", "appeal", "ground", "contacted_at", "rectify_by", "rectified_at", "rectify_late", "outcome", "calls",
    "called_at", "solved", "closed_at", "public_words", "public_reply", "published_at",
)  # fmt: skip


@transaction.atomic
def contact_rater(*, rating_id: UUID, reached: bool, words: str, by: Actor, at: datetime) -> None:
    """联系: the rater was contacted, or could not be reached; recorded as late after its day."""
    row = _begun(rating_id, Act.CONTACT, words, by)
    late = row.contact_by is not None and at > row.contact_by
    row.state, row.contacted_at = State.CONTACTED, at
    _move(row, Act.CONTACT, "reached" if reached else "unreached", words, late, by, at)


@transaction.atomic
def rectify_rating(*, rating_id: UUID, outcome: str, words: str, by: Actor, at: datetime) -> None:
    """整改: put right, or explained where there is no legal ground. A complex one gets its later day, once."""
    row = _begun(rating_id, Act.RECTIFY, words, by)
    if outcome not in OUTCOMES or (outcome == "planned" and row.outcome == "planned"):
        raise refuse("rating_outcome", zh="请选处理结果。", en="Choose the outcome.")
    late = row.rectify_by is not None and at > row.rectify_by
    row.outcome = outcome
    if outcome == "planned":
        row.rectify_by = due("rating.complex_days", row.rated_at)
    else:
        row.rectified_at, row.rectify_late = at, row.rectify_late or late
        row.state = State.RECTIFIED if row.named else State.CLOSED
        row.closed_at = None if row.named else at
    _move(row, Act.RECTIFY, outcome, words, late, by, at)


@transaction.atomic
def call_back(*, rating_id: UUID, found: str, words: str, by: Actor, at: datetime) -> None:
    """回访: somebody else asks the rater; not solved sends it back with new days, whatever was reported."""
    row = _begun(rating_id, Act.CALL_BACK, words, by)
    if found not in FOUND:
        raise refuse("rating_found", zh="请选回访结果。", en="Choose what the call found.")
    row.calls += 1
    row.state = after_call(found, row.calls, number("rating.call_tries", timezone.localdate(at)))
    row.called_at = at
    if found != "unreached":
        row.solved = found == "solved"
    if found == "unsolved":
        row.rectify_by, row.calls = due("rating.rectify_days", at), 0
    row.closed_at = at if row.state == State.CLOSED else None
    _move(row, Act.CALL_BACK, found, words, False, by, at)


@transaction.atomic
def appeal_rating(*, rating_id: UUID, ground: str, words: str, by: Actor, at: datetime) -> None:
    """申诉: given by mistake or in bad faith, says the post concerned; the work goes on until it is decided."""
    row = _begun(rating_id, Act.APPEAL, words, by)
    if ground not in GROUNDS:
        raise refuse("rating_ground", zh="请选申诉的理由。", en="Choose the ground of the appeal.")
    if at > due("rating.appeal_days", row.rated_at):
        raise Refused(APPEAL_LATE)
    row.appeal, row.ground = PENDING, ground
    _write(row, Act.APPEAL, ground, words, RatingAppealed(ground=ground, words_digest=digest(words)), False, by, at)


@transaction.atomic
def judge_rating_appeal(*, rating_id: UUID, exclude: bool, words: str, by: Actor, at: datetime) -> None:
    """裁定: somebody else excludes the rating from every figure, or lets it stand."""
    row = _begun(rating_id, Act.JUDGE, words, by)
    row.appeal = UPHELD if exclude else KEPT
    if exclude:
        row.state, row.closed_at = State.EXCLUDED, at
    event = AppealDecided(excluded=exclude, words_digest=digest(words))
    _write(row, Act.JUDGE, row.appeal, words, event, False, by, at)


@transaction.atomic
def publish_rating(*, rating_id: UUID, words: str, reply: str, by: Actor, at: datetime) -> None:
    """公开: what was said and what was answered, written anew without anything personal."""
    row = _begun(rating_id, Act.PUBLISH, reply, by)
    assert row.closed_at is not None  # only a closed one is published
    row.public_words, row.public_reply, row.published_at = words.strip()[:500], reply.strip(), at
    late = at > due("rating.publish_days", row.closed_at)
    _write(row, Act.PUBLISH, "", reply, RatingPublished(late=late), late, by, at)


def rater_phone(*, rating_id: UUID, reason: str, by: Actor, at: datetime) -> str:
    """The phone of a rater who may be contacted; logged first with the reason, which the person can look up."""
    row = Rating.objects.select_related("occasion").filter(pk=rating_id, named=True).first()
    if row is None:
        raise Refused(NOT_FOUND)
    if may_handle(by, body=row.body_id, owner_post=row.owner_post_id) is not None:
        stop(may_check(by, body=row.body_id, handled_by=_handlers(row)))
    stop(None if row.state in (State.OPEN, State.CONTACTED, State.RECTIFIED) else NOT_FOUND)
    return reveal_phone(
        row.occasion.party_id, purpose="rating", reason=reason, case_ref=row.occasion.number, at=at, by=by
    )


def digest(words: str) -> str:
    """What the ledger holds of a step's words."""
    return hashlib.sha256(words.strip().encode()).hexdigest()


def _sealed(party_id: UUID, words: str) -> bytes:
    """The words under the person's key; of a person whose data was erased nothing is kept but the digest."""
    try:
        return seal(sealing_key(party_id), words.strip().encode())
    except Refused:
        return b""


def _handlers(row: Rating) -> set[UUID]:
    acts = [Act.CONTACT, Act.RECTIFY, Act.APPEAL]
    return {one for one in row.steps.filter(act__in=acts).values_list("by_ref", flat=True) if one is not None}


def _begun(rating_id: UUID, act: Act, words: str, by: Actor) -> Rating:
    """The locked row, once `by` may do this and it fits where the rating stands."""
    row = Rating.objects.select_for_update(of=("self",)).select_related("occasion").filter(pk=rating_id).first()
    if row is None:
        raise Refused(NOT_FOUND)
    if act in (Act.CONTACT, Act.RECTIFY, Act.APPEAL):
        stop(may_handle(by, body=row.body_id, owner_post=row.owner_post_id))
    else:
        stop(may_check(by, body=row.body_id, handled_by=_handlers(row)))
    published = row.published_at is not None
    stop(act_problem(act, State(row.state), named=row.named, appeal=row.appeal, published=published))
    stop(words_problem(words))
    return row


def _move(row: Rating, act: Act, result: str, words: str, late: bool, by: Actor, at: datetime) -> None:
    event = RatingMoved(
        act=act.value, state=State(row.state).value, result=result, late=late, words_digest=digest(words),
        rectify_by=row.rectify_by,
    )  # fmt: skip
    _write(row, act, result, words, event, late, by, at)


def _write(row: Rating, act: Act, result: str, words: str, event: Event, late: bool, by: Actor, at: datetime) -> None:
    seq = go_on(row, event, by=by, at=at, place_id=row.occasion.place_id, fields=CHANGED)
    sealed = _sealed(row.occasion.party_id, words)
    RatingStep(
        rating=row, act=act.value, result=result, words=sealed, by_ref=by.ref, by_post=by.post_id, at=at, late=late,
        seq=seq,
    ).save(force_insert=True)  # fmt: skip
