"""The innovation docket (首创做法): filed from below with the gap in its legal basis, answered from above in time.

What is not answered by its day goes to the county government by itself. Adopting changes nothing on the list: an item
that it concerns goes on the docket.
"""

from __future__ import annotations

import hashlib
from calendar import monthrange
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import bodies, bodies_by_id, working_days_on
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.refusals import refuse
from tongban.powerlist.actions.docket import call_for
from tongban.powerlist.events.practices import PracticeAnswered, PracticeEscalated, PracticeFiled
from tongban.powerlist.models import Practice
from tongban.powerlist.permissions import may_file_practice, may_lead
from tongban.powerlist.rules.practices import ADOPTED, FILED, TRIAL, answer_problem, filing_problem
from tongban.powerlist.rules.rounds import words_problem
from tongban.rulebook.lookup import number

WORDS_MOST = 2_000


def government_id() -> UUID | None:
    """The county government, which answers what nobody below it answered."""
    return next((body.id for body in bodies() if body.kind == "government"), None)


@transaction.atomic
def file_practice(
    *, name: str, words: str, gap: str, basis: str, answers: UUID, by: Actor, at: datetime, item_id: UUID | None = None
) -> UUID:
    """申报: the head of a township or department files a practice; `answers` is the body above that has to answer.

    Refused without its words, without the article where one stands against it or is unclear, and to one's own body.
    """
    government = government_id()
    stop(may_file_practice(by, government))
    stop(filing_problem(name, words, gap, basis))
    above = bodies_by_id([answers]).get(answers)
    if above is None or answers == by.body_id or above.kind == "township":
        raise refuse("practice_above", zh="请选择由上级哪个单位答复。", en="Choose which body above answers.")
    assert by.body_id is not None  # `may_file_practice` has asked
    no = (Practice.objects.aggregate(last=Max("no"))["last"] or 0) + 1
    row = Practice(
        no=no, body_id=by.body_id, name=name.strip(), words=words.strip(), gap=gap, basis=basis.strip(),
        item_id=item_id, filed_at=at, filed_by=by.ref, answers=answers,
        due_by=working_days_on(at, "practice.answer_days"), state=FILED,
    )  # fmt: skip
    event = PracticeFiled(no, row.body_id, answers, gap, item_id, _digest(row.name + row.words), row.due_by)
    begin(row, event, by=by, at=at)
    return row.pk


@transaction.atomic
def answer_practice(
    *, practice_id: UUID, answer: str, words: str, by: Actor, at: datetime, document: str = "",
    trial_until: date | None = None,
) -> None:  # fmt: skip
    """答复: the head of the body that answers adopts it, authorises a trial, or refuses; always with reasons.

    What departs from an article is not adopted. A late answer is recorded as late. An item concerned goes on the docket
    when the practice is adopted.
    """
    row = Practice.objects.select_for_update().filter(pk=practice_id).first()
    if row is None:
        raise refuse("no_practice", zh="没有这个做法。", en="There is no such practice.")
    stop(may_lead(by, row.answers))
    if row.state != FILED:
        raise refuse("stale", zh="这个做法已经答复。", en="This practice is answered already.")
    today = timezone.localdate(at)
    stop(answer_problem(answer, row.gap, document, trial_until, today, last_trial_day(today)))
    stop(words_problem(words, most=WORDS_MOST))
    row.state, row.answer_words, row.document, row.answered_at = answer, words.strip(), document.strip(), at
    row.trial_until = trial_until if answer == TRIAL else None
    row.late = at > row.due_by or row.escalated_at is not None
    event = PracticeAnswered(answer, row.document, row.trial_until, _digest(words), row.late)
    go_on(row, event, by=by, at=at,
          fields=("state", "answer_words", "document", "answered_at", "trial_until", "late"))  # fmt: skip
    if answer == ADOPTED and row.item_id is not None:
        call_for(item_id=row.item_id, cause="practice", source=row.pk, wanted="change", document=row.document, by=by,
                 at=at)  # fmt: skip


def last_trial_day(today: date) -> date:
    """The last day to which a trial may be authorised."""
    months = today.month - 1 + number("practice.trial_months", today)
    year, month = today.year + months // 12, months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


@transaction.atomic
def escalate_practices(*, at: datetime) -> int:
    """Hands every practice that nobody answered by its day to the county government, once; answers how many."""
    government = government_id()
    if government is None:
        return 0
    rows = Practice.objects.select_for_update().filter(state=FILED, due_by__lt=at, escalated_at=None).order_by("no")
    for row in rows:
        row.escalated_at, row.answers = at, government
        row.due_by = working_days_on(at, "practice.escalated_days")
        go_on(row, PracticeEscalated(government, row.due_by), by=SYSTEM, at=at,
              fields=("escalated_at", "answers", "due_by"))  # fmt: skip
    return len(rows)


def _digest(words: str) -> str:
    return hashlib.sha256(words.strip().encode()).hexdigest()
