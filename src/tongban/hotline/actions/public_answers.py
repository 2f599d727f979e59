"""Answers worth reading: chosen by people, written anew for everybody, taken back at any time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.hotline.actions.parts import digest
from tongban.hotline.events.topics import AnswerPublished, AnswerWithdrawn
from tongban.hotline.models import Order, PublicAnswer
from tongban.hotline.permissions import NOT_FOUND, may_publish_answers
from tongban.hotline.rules.kinds import Kind
from tongban.hotline.rules.redact import clean_words, redact
from tongban.hotline.rules.turns import words_problem
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse

NEVER = frozenset({Kind.MISCONDUCT, Kind.EFFICIENCY})


@transaction.atomic
def publish_answer(*, order_id: UUID, title: str, question: str, answer: str, by: Actor, at: datetime) -> UUID:
    """Publishes question and answer of an order that was answered; what was taken back can be published again.

    Refused for complaints about bodies and people, before there is a reply, and as long as the words hold anything that
    names or reaches a person: it is not taken out silently, whoever publishes writes it anew.
    """
    stop(may_publish_answers(by))
    order = Order.objects.select_for_update().filter(pk=order_id).first()
    if order is None or order.kind == Kind.MISCONDUCT:
        raise Refused(NOT_FOUND)
    if order.kind in NEVER or order.replied_at is None or order.lead_id is None:
        raise refuse(
            "answer_not_public",
            zh="只能公开已经答复的诉求；效能投诉和检举控告不公开。",
            en="Only answered requests are published, never complaints about bodies or people.",
        )
    told = [clean_words(title, 80), clean_words(question, 1000), clean_words(answer, 3000)]
    for words in told:
        stop(words_problem(words))
        _impersonal(words)
    row = PublicAnswer.objects.select_for_update().filter(order=order).first()
    event = AnswerPublished(order=order.pk, body=order.lead_id, words_digest=digest("\n".join(told)))
    if row is None:
        row = PublicAnswer(order=order)
    elif row.withdrawn_at is None:
        raise refuse("answer_public", zh="这件诉求的答复已经公开。", en="Its answer is public already.")
    row.title, row.question, row.answer = told
    row.body_id, row.published_at, row.published_by = order.lead_id, at, by.ref
    row.withdrawn_at, row.withdrawn_why = None, ""
    fields = ("title", "question", "answer", "body_id", "published_at", "published_by", "withdrawn_at", "withdrawn_why")
    if row.seq is None:
        begin(row, event, by=by, at=at)
    else:
        go_on(row, event, by=by, at=at, fields=tuple(name.removesuffix("_id") for name in fields))
    return row.pk


def _impersonal(words: str) -> None:
    found = redact(words).found
    if found:
        raise refuse(
            "answer_personal",
            zh="文字里有能认出或者联系到个人的内容（号码、姓名等），请改写后再公开。",
            en="The words hold something that names or reaches a person (a number, a name). Write them anew.",
        )


@transaction.atomic
def withdraw_answer(*, answer_id: UUID, why: str, by: Actor, at: datetime) -> None:
    """撤下: nobody sees it any more; why is kept."""
    stop(may_publish_answers(by))
    stop(words_problem(why))
    row = PublicAnswer.objects.select_for_update().filter(pk=answer_id, withdrawn_at=None).first()
    if row is None:
        raise Refused(NOT_FOUND)
    row.withdrawn_at, row.withdrawn_why = at, clean_words(why, 200)
    go_on(row, AnswerWithdrawn(words_digest=digest(why)), by=by, at=at, fields=("withdrawn_at", "withdrawn_why"))
