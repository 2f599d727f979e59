"""不予公开: a licence is asked to stay out of the public register, and another person decides, both with reasons."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import calendar, seal, sealing_key
from tongban.cases.events.withholding import WithholdingAsked, WithholdingDecided, WithholdingEnded
from tongban.cases.models import Case, Withholding
from tongban.cases.permissions import NOT_YOURS
from tongban.cases.queries.charges import ended_sources
from tongban.cases.rules.chargechanges import source_problem
from tongban.cases.rules.withholding import (
    ASKED,
    DECLINED,
    DONE,
    ENDED,
    KEPT,
    NO_REASON,
    NOT_PUBLIC,
    REASON_LENGTH,
    STANDS,
    ask_problem,
    held_until,
    may_ask,
    may_settle,
)
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.law.rules.citations import parse_citations
from tongban.powerlist.queries import version
from tongban.powerlist.rules.codes import LICENCE
from tongban.rulebook.lookup import number


@transaction.atomic
def ask_withholding(
    *, case_id: UUID, ground: str, source: str, reason: str, until: date | None, by: Actor, at: datetime
) -> UUID:
    """It is asked to keep a licence out of the public register until a day, or for good (None); answers the request.

    It may be asked before the decision, so that nothing is public for a moment. A first request keeps the licence back
    until the day by which it must be public, counted from the decision once there is one; refused outside the deciding
    body, without ground, reason and article.
    """
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        raise Refused(NOT_YOURS)
    stop(may_ask(by, case.body_id))
    today, cited = timezone.localdate(at), parse_citations(source)
    stop(ask_problem(ground, reason, len(cited), until, today))
    stop(source_problem(len(cited), ended_sources(cited, today)))
    assert by.ref is not None  # an official, as `may_ask` saw
    if case.decision not in ("", "grant") or version(case.item_version_id).content.item_type != LICENCE:
        raise Refused(NOT_PUBLIC)
    since = timezone.localdate(case.decided_at) if case.decided_at is not None else today
    last = calendar().add_working_days(since, number("publication.grant_days", since))
    row = Withholding(
        case=case, body_id=case.body_id, ground=ground, source=source.strip()[:200], reason=_sealed(case, reason),
        until=until, hold_until=held_until(not Withholding.objects.filter(case=case).exists(), last), state=ASKED,
        asked_by=by.ref, asked_at=at,
    )  # fmt: skip
    event = WithholdingAsked(case.pk, ground, row.source, until, row.hold_until, _digest(reason))
    try:
        with transaction.atomic():
            begin(row, event, by=by, at=at)
    except IntegrityError as error:
        raise Refused(STANDS) from error
    return row.pk


@transaction.atomic
def decide_withholding(*, withholding_id: UUID, keep: bool, answer: str, by: Actor, at: datetime) -> None:
    """Another person decides whether the licence is kept back, with reasons. Refused to all but a head of the body,
    and to whoever asked."""
    row = _standing(withholding_id, ASKED)
    stop(may_settle(by, row.body_id, row.asked_by))
    _reasoned(answer)
    row.state, row.decided_by, row.decided_at = KEPT if keep else DECLINED, by.ref, at
    row.answer = _sealed(row.case, answer)
    event = WithholdingDecided(row.case_id, keep, _digest(answer))
    go_on(row, event, by=by, at=at, fields=("state", "decided_by", "decided_at", "answer"))


@transaction.atomic
def end_withholding(*, withholding_id: UUID, answer: str, by: Actor, at: datetime) -> None:
    """The ground is gone: the licence stands in the register from now on. By a head who did not ask for it."""
    row = _standing(withholding_id, KEPT)
    stop(may_settle(by, row.body_id, row.asked_by))
    _reasoned(answer)
    row.state, row.ended_by, row.ended_at = ENDED, by.ref, at
    row.ending = _sealed(row.case, answer)
    event = WithholdingEnded(row.case_id, _digest(answer))
    go_on(row, event, by=by, at=at, fields=("state", "ended_by", "ended_at", "ending"))


def _standing(withholding_id: UUID, state: str) -> Withholding:
    row = Withholding.objects.select_for_update().filter(pk=withholding_id).first()
    if row is None:
        raise Refused(NOT_YOURS)
    if row.state != state:
        raise Refused(DONE)
    return row


def _reasoned(words: str) -> None:
    stop(None if len(words.strip()) in REASON_LENGTH else NO_REASON)


def _sealed(case: Case, words: str) -> bytes:
    return seal(sealing_key(case.applicant_id), words.strip().encode())


def _digest(words: str) -> str:
    return hashlib.sha256(words.strip().encode()).hexdigest()
