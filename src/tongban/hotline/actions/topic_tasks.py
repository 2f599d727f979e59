"""What is done about topics: a topic of the month is set, its owner answers, it is closed with what came of it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.hotline.actions.parts import digest
from tongban.hotline.events.topics import TopicAnswered, TopicOfMonthSet, TopicTaskClosed
from tongban.hotline.models import DirectoryLine, Topic, TopicTask
from tongban.hotline.permissions import NOT_FOUND, may_answer_topic, may_set_topics
from tongban.hotline.queries.clocks import due
from tongban.hotline.queries.desk import government
from tongban.hotline.queries.topic_tasks import effect, responsible
from tongban.hotline.rules.redact import clean_words, redacted
from tongban.hotline.rules.topics import TaskKind, TaskState
from tongban.hotline.rules.turns import words_problem
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse


@transaction.atomic
def set_topic_of_month(
    *, month: date, body_id: UUID, target: int, words: str, place_id: UUID, by: Actor, at: datetime,
    topic_id: UUID | None = None, line: str = "",
) -> UUID:  # fmt: skip
    """每月一题 (S-39): a counted topic or a line of the directory with its indicator: at most `target` orders.

    The head of the body answers for it. Refused without a topic, and a second time for the same month.
    """
    stop(may_set_topics(by, government=government(at)))
    stop(words_problem(words))
    topic = Topic.objects.filter(pk=topic_id).first() if topic_id else None
    known = topic is not None or DirectoryLine.objects.filter(topic=line, valid__contains=at).exists()
    if not known or not 0 <= target <= 100_000:
        raise refuse(
            "month_topic",
            zh="请选择一个专题或者派单目录里的类别，并写明本月最多几件。",
            en="Choose a topic or a line of the directory, and how many orders there may be at most.",
        )
    month, name = month.replace(day=1), topic.name if topic else line
    if TopicTask.objects.filter(kind=TaskKind.MONTHLY, month=month, name=name).exists():
        raise refuse("month_topic_twice", zh="这个月已经有这一题。", en="This is a topic of that month already.")
    asked = responsible(body_id, at)
    row = TopicTask(
        kind=TaskKind.MONTHLY, name=name, topic=topic, line="" if topic else line, month=month, place_id=place_id,
        body_id=asked.body_id, owner=asked.official_id, target=target, words=redacted(clean_words(words, 500)),
        made_at=at, made_by=by.ref, answer_by=due("topic.answer_days", place_id, at).at, state=TaskState.OPEN,
    )  # fmt: skip
    event = TopicOfMonthSet(
        topic=row.topic_id, month=month, place=place_id, target=target, body=row.body_id, owner=row.owner,
        words_digest=digest(words), answer_by=row.answer_by,
    )  # fmt: skip
    begin(row, event, by=by, at=at, place_id=place_id)
    return row.pk


@transaction.atomic
def answer_topic(*, task_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """The owner, or the head of the body, says what is done and until when; recorded as late after its day."""
    row = _locked(task_id)
    stop(may_answer_topic(by, row.body_id, row.owner))
    stop(words_problem(words))
    if row.state != TaskState.OPEN:
        raise refuse("topic_answered", zh="这件事已经答复。", en="It was answered already.")
    row.state, row.answer = TaskState.ANSWERED.value, redacted(clean_words(words, 2000))
    row.answered_by, row.answered_at = by.ref, at
    event = TopicAnswered(words_digest=digest(words), late=at > row.answer_by)
    fields = ("state", "answer", "answered_by", "answered_at")
    go_on(row, event, by=by, at=at, place_id=row.place_id, fields=fields)


@transaction.atomic
def close_topic(*, task_id: UUID, by: Actor, at: datetime) -> tuple[int, int]:
    """Closes what was answered and writes what came of it; answers orders before and since."""
    stop(may_set_topics(by, government=government(at)))
    row = _locked(task_id)
    if row.state != TaskState.ANSWERED:
        raise refuse(
            "topic_open", zh="责任人还没有答复，或者已经了结。", en="Its owner has not answered, or it is closed."
        )
    row.before, row.after = effect(row, at)
    row.state, row.closed_at = TaskState.CLOSED.value, at
    event = TopicTaskClosed(before=row.before, after=row.after)
    go_on(row, event, by=by, at=at, place_id=row.place_id, fields=("state", "closed_at", "before", "after"))
    return row.before, row.after


def _locked(task_id: UUID) -> TopicTask:
    row = TopicTask.objects.select_for_update().filter(pk=task_id).first()
    if row is None:
        raise Refused(NOT_FOUND)
    return row
