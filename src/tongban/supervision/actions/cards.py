"""The life of a card after it was raised: explained, upheld or lifted, appealed, corrected, closed. Each one act."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from tongban.agencies.actions.recording import go_on, stop
from tongban.agencies.queries import working_days_on
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.supervision.actions.telling import tell_of_judgement
from tongban.supervision.events import CardMoved
from tongban.supervision.models import Card, CardStep
from tongban.supervision.permissions import NOT_YOURS, may_answer, may_judge, may_see_card
from tongban.supervision.queries.cards import concerned
from tongban.supervision.queries.world import government
from tongban.supervision.rules.cards import (
    MOVES,
    OF_THE_BODY,
    ON_APPEAL,
    Act,
    State,
    appeal_problem,
    move_problem,
    uphold_problem,
    words_problem,
)

# Until when the body does the next step, by the state that an act leads to.
NEXT_DAYS: Final = {State.UPHELD: "supervision.appeal_days", State.STANDS: "supervision.correct_days"}


def explain_card(*, card_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """说明情况: the body says how it came about; recorded as late after its day."""
    _move(card_id, Act.EXPLAIN, words, by, at)


def uphold_card(*, card_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """认定成立: a supervisor upholds the card, once the body was heard or its time to explain is over."""
    _move(card_id, Act.UPHOLD, words, by, at)


def lift_card(*, card_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """撤销: the explanation shows that there was no breach; the card stays visible as lifted."""
    _move(card_id, Act.LIFT, words, by, at)


def appeal_card(*, card_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """提出申诉: the body does not accept that the card was upheld; in time only."""
    _move(card_id, Act.APPEAL, words, by, at)


def judge_appeal(*, card_id: UUID, lift: bool, words: str, by: Actor, at: datetime) -> None:
    """复核: another supervisor than who upheld it lets the card stand or lifts it."""
    _move(card_id, Act.LIFT_ON_APPEAL if lift else Act.KEEP, words, by, at)


def correct_card(*, card_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """报告整改: the body says what was put right."""
    _move(card_id, Act.CORRECT, words, by, at)


def close_card(*, card_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """确认了结: a supervisor confirms the correction."""
    _move(card_id, Act.CLOSE, words, by, at)


@transaction.atomic
def _move(card_id: UUID, act: Act, words: str, by: Actor, at: datetime) -> None:
    card = Card.objects.select_for_update().filter(pk=card_id).first()
    if card is None:
        raise Refused(NOT_YOURS)
    stop(_barred(card, act, by, at))
    stop(move_problem(act, State(card.state)))
    stop(_too_soon_or_late(card, act, at))
    stop(words_problem(words))
    state, late = MOVES[act][1], act in OF_THE_BODY and card.due_by is not None and at > card.due_by
    card.state, card.due_by = state, working_days_on(at, NEXT_DAYS[state]) if state in NEXT_DAYS else None
    if act is Act.UPHOLD:
        card.judged_by = by.ref
    digest = hashlib.sha256(words.strip().encode()).hexdigest()
    event = CardMoved(act=act.value, state=state.value, words_digest=digest, late=late, by_day=card.due_by)
    seq = go_on(card, event, by=by, at=at, place_id=card.place_id, fields=("state", "due_by", "judged_by"))
    CardStep(
        card=card, act=act.value, words=words.strip(), by_ref=by.ref, by_post=by.post_id, at=at, late=late, seq=seq
    ).save(force_insert=True)
    if act not in OF_THE_BODY:
        tell_of_judgement(card=card, at=at)


def _barred(card: Card, act: Act, by: Actor, at: datetime) -> Refusal | None:
    unseen = may_see_card(by, card.body_id, card.post_id, government=government(at))
    if unseen is not None:
        return unseen
    if act in OF_THE_BODY:
        return may_answer(by, card.body_id, card.post_id)
    first = card.judged_by if act in ON_APPEAL else None
    return may_judge(by, concerned=concerned(card), judged_by=first)


def _too_soon_or_late(card: Card, act: Act, at: datetime) -> Refusal | None:
    if act is Act.UPHOLD:
        return uphold_problem(State(card.state), card.due_by, at)
    return appeal_problem(card.due_by, at) if act is Act.APPEAL else None
