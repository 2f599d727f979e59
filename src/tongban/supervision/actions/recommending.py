"""整改建议: a supervisor asks a body to put a pattern right; the body answers; what came of it is measured."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import working_days_on
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.supervision.actions.telling import tell_of_recommendation
from tongban.supervision.events import RecommendationAnswered, RecommendationClosed, RecommendationMade
from tongban.supervision.models import Card, Recommendation
from tongban.supervision.permissions import NOT_YOURS, may_answer_recommendation, may_recommend, may_supervise
from tongban.supervision.queries.cards import effect_of
from tongban.supervision.queries.complaints import complained_body, recommendation_of_order
from tongban.supervision.rules.cards import words_problem


@transaction.atomic
def recommend(*, body_id: UUID, words: str, cards: Sequence[UUID], by: Actor, at: datetime) -> UUID:
    """Sends a recommendation that rests on at least one card of the body; the answer is due by the rulebook's days."""
    stop(may_recommend(by))
    stop(words_problem(words))
    found = list(Card.objects.filter(pk__in=list(cards), body_id=body_id).values_list("pk", flat=True))
    if not found:
        raise refuse(
            "recommendation_cards",
            zh="整改建议要以该单位的牌为依据，请至少选一张。",
            en="A recommendation rests on cards of that body. Choose at least one.",
        )
    return _made(uuid7(), body_id, sorted(found), words, by, at)


@transaction.atomic
def recommend_for_complaint(*, order_id: UUID, words: str, by: Actor, at: datetime) -> UUID:
    """Sends a recommendation that rests on a substantiated efficiency complaint, to the body complained about.

    By who investigated it, where the finding leads to one, once.
    """
    stop(may_supervise(by))
    stop(words_problem(words))
    body, made = complained_body(order_id, by), recommendation_of_order(order_id)
    if body is None:
        raise refuse(
            "recommend_what",
            zh="整改建议由调查人依据本人作出的属实结论提出，每件一次。",
            en="Who found a complaint substantiated makes a recommendation of it, once.",
        )
    return _made(made, body, [], words, by, at)


def _made(made: UUID, body_id: UUID, cards: list[UUID], words: str, by: Actor, at: datetime) -> UUID:
    answer_by = working_days_on(at, "supervision.recommendation_days")
    row = Recommendation(
        id=made, body_id=body_id, cards=cards, words=words.strip(), state="made", made_at=at, made_by=by.ref,
        answer_by=answer_by,
    )  # fmt: skip
    event = RecommendationMade(body=body_id, cards=tuple(cards), words_digest=words_digest(words), answer_by=answer_by)
    begin(row, event, by=by, at=at)
    tell_of_recommendation(row=row, at=at)
    return made


@transaction.atomic
def answer_recommendation(*, recommendation_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """The head of the body answers; recorded as late after its day."""
    row = _locked(recommendation_id)
    stop(may_answer_recommendation(by, row.body_id))
    stop(words_problem(words))
    if row.state != "made":
        raise refuse("recommendation_answered", zh="这份整改建议已经答复。", en="It was answered already.")
    row.state, row.answer, row.answered_at = "answered", words.strip(), at
    event = RecommendationAnswered(words_digest=words_digest(words), late=at > row.answer_by)
    go_on(row, event, by=by, at=at, fields=("state", "answer", "answered_at"))


@transaction.atomic
def close_recommendation(*, recommendation_id: UUID, by: Actor, at: datetime) -> None:
    """Closes an answered one with its effect: cards of the same rules in as many days before it and since."""
    stop(may_recommend(by))
    row = _locked(recommendation_id)
    if row.state != "answered":
        raise refuse("recommendation_open", zh="单位还没有答复，不能了结。", en="The body has not answered yet.")
    row.before, row.after = effect_of(row, at)
    row.state, row.closed_at = "closed", at
    event = RecommendationClosed(before=row.before, after=row.after)
    go_on(row, event, by=by, at=at, fields=("state", "closed_at", "before", "after"))


def _locked(recommendation_id: UUID) -> Recommendation:
    row = Recommendation.objects.select_for_update().filter(pk=recommendation_id).first()
    if row is None:
        raise Refused(NOT_YOURS)
    return row


def words_digest(words: str) -> str:
    """SHA-256 of the words as they are kept."""
    return hashlib.sha256(words.strip().encode()).hexdigest()
