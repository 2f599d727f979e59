"""问卷 (A-13): a survey is drawn from the matters that ended in a span, and answered once by each of the drawn."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refused, refuse
from tongban.ratings.events import SurveyAnswered, SurveyDrawn
from tongban.ratings.models import Survey, SurveyAnswer, SurveyDraw
from tongban.ratings.permissions import may_survey
from tongban.ratings.queries.surveys import frame_of, questions_in
from tongban.ratings.rules.surveys import NO_FRAME, answers_problem, digest_of, draw, questions_of
from tongban.rulebook.lookup import number


@transaction.atomic
def draw_survey(
    *, title: str, questions: str, since: date, until: date, body: UUID | None, wanted: int, by: Actor, at: datetime,
    seed: str = "",
) -> UUID:  # fmt: skip
    """Draws a sample of `wanted` persons from the matters that ended from `since` to `until`, by a seed that is told.

    Refused for unreadable questions and when nothing ended in the span.
    """
    stop(may_survey(by))
    asked = questions_of(questions)
    if asked is None or not title.strip() or wanted < 1:
        raise refuse(
            "survey_questions",
            zh="请写标题和 1 到 8 道题，每行一题，题目和 2 到 7 个答案之间用“|”隔开。",
            en="Write a title and 1 to 8 questions, one a line, with 2 to 7 answers after each, parted by “|”.",
        )
    frame = frame_of(since, until, body)
    seed = seed or secrets.token_hex(8)
    drawn = draw(frame, seed, wanted)
    if not drawn:
        raise Refused(NO_FRAME)
    told = [{"key": one.key, "text": one.text, "answers": list(one.answers)} for one in asked]
    row = Survey(
        title=title.strip()[:120], questions=told, since=since, until=until, body_id=body, frame_size=len(frame),
        frame_digest=digest_of(frame), seed=seed, made_at=at,
        closes_at=at + timedelta(days=number("survey.days", timezone.localdate(at))),
    )  # fmt: skip
    event = SurveyDrawn(
        since=since.isoformat(), until=until.isoformat(), body=body, frame_size=row.frame_size,
        frame_digest=row.frame_digest, seed=seed, drawn=len(drawn),
        questions_digest=hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest(),
    )  # fmt: skip
    begin(row, event, by=by, at=at)
    SurveyDraw.objects.bulk_create(
        SurveyDraw(survey=row, no=no, occasion_id=key, party_id=frame[key], seq=row.seq)
        for no, key in enumerate(drawn, start=1)
    )
    return row.pk


@transaction.atomic
def answer_survey(*, survey_id: UUID, answers: Mapping[str, str], by: Actor, at: datetime) -> None:
    """One of the drawn answers, once and in time; officials answer for nobody. What is counted names no person."""
    row = Survey.objects.select_for_update().filter(pk=survey_id).first()
    if row is None or by.kind is not ActorKind.CITIZEN or by.ref is None:
        raise _not_drawn()
    drawn = SurveyDraw.objects.filter(survey=row, party_id=by.ref).first()
    if drawn is None:
        raise _not_drawn()
    if drawn.answered_at is not None:
        raise refuse("survey_once", zh="这份问卷您已经答过。", en="You answered this survey already.")
    if at > row.closes_at:
        raise refuse("survey_over", zh="这份问卷已经截止。", en="This survey is over.")
    stop(answers_problem(questions_in(row), answers))
    # The answer is recorded as the platform's: who is known to have answered must not lead to what was said.
    seq = go_on(row, SurveyAnswered(answers=dict(sorted(answers.items()))), by=_nobody(by), at=at)
    drawn.answered_at, drawn.seq = at, seq
    drawn.save(update_fields=["answered_at", "seq"])
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(survey=row, question=question, answer=answer, seq=seq)
        for question, answer in sorted(answers.items())
    )


def _not_drawn() -> Refused:
    return refuse("not_found", zh="没有请您回答的问卷。", en="There is no survey that asks you.")


def _nobody(by: Actor) -> Actor:
    return Actor(ActorKind.ANONYMOUS, channel=by.channel)
