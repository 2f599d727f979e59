"""Erasing a person: what can go goes at once, what the law keeps is named with its day, and goes on that day.

The person asks and confirms; where nothing stands against it their key is destroyed in the same act. Otherwise an
official answers for the rest, and the worker ends it when its time is over.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from tongban.agencies.actions import correct_party, erase_party
from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import seal, sealing_key
from tongban.cases.actions.drafts import discard_drafts_of
from tongban.documents.actions.files import remove_files_of
from tongban.hotline.actions.erasing import forget_words
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.refusals import Refused
from tongban.reminders.actions.leaving import forget_reminders
from tongban.rights.actions.filing import due, named_body, standing_request
from tongban.rights.events import (
    DataCleared,
    DataRequestDecided,
    DataRequestFiled,
    DataRequestFinished,
    DataRequestReckoned,
)
from tongban.rights.models import Request
from tongban.rights.permissions import may_answer, may_ask
from tongban.rights.queries.standing import kept_of, years_on
from tongban.rights.rules.case_places import OWNERS
from tongban.rights.rules.requests import NOT_AGREED, STANDS, State, What, answer_problem
from tongban.rights.rules.standing import Kept, kept_refusal, look_on, rest_until, terms

_OWNERS = f"SELECT DISTINCT owner_id FROM documents_storedfile WHERE {OWNERS}"  # noqa: S608 - the house's own words
RECKONED = ("rest_until", "kept", "look_on", "terms")
ANSWERED = ("state", "decided_by", "decided_at", "answer", "ended_at", *RECKONED)


def ask_erasure(*, party_id: UUID, agreed: bool, by: Actor, at: datetime) -> UUID:
    """Erases what can go of a person's data at their own wish, all of it where nothing stands against it.

    Drafts with their papers, reminders that were sent, and phone and address once nothing is open. Answers the request
    that the rest is answered under. Refused for anybody else, and without the confirmation.
    """
    stop(may_ask(by, party_id))
    stop(None if agreed else NOT_AGREED)
    try:
        with transaction.atomic():
            return file_erasure(party_id, locked_kept(party_id, at), by, at)
    except IntegrityError as error:
        raise Refused(STANDS) from error


def file_erasure(party_id: UUID, kept: tuple[Kept, ...], by: Actor, at: datetime) -> UUID:
    """Files the request and erases what can go, in the caller's transaction and with the person locked."""
    row = Request(
        party_id=party_id, kind=What.ERASE, state=State.ASKED, body_id=named_body(What.ERASE), asked_at=at,
        answer_by=due(at), kept=[one.plain() for one in kept], rest_until=rest_until(kept),
    )  # fmt: skip
    event = DataRequestFiled(what=row.kind, body=row.body_id, answer_by=row.answer_by)
    begin(row, event, by=by, at=at)
    _clear(row, kept, by, at)
    return row.pk


def locked_kept(party_id: UUID, at: datetime) -> tuple[Kept, ...]:
    """What stands against erasing, with the person locked: a case that names them waits, or was seen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM agencies_party WHERE id = %s FOR UPDATE", [party_id])
    return kept_of(party_id, timezone.localdate(at))


def _clear(row: Request, kept: tuple[Kept, ...], by: Actor, at: datetime) -> None:
    row.drafts = discard_drafts_of(party_id=row.party_id, by=by, at=at)
    row.reminders = forget_reminders(party_id=row.party_id, but_cases=_open_cases(row.party_id), by=by, at=at)
    row.contact = not any(one.open for one in kept)
    if not kept:
        row.state, row.ended_at = State.DONE, at
    told = DataCleared(
        drafts=row.drafts, reminders=row.reminders, contact=row.contact, kept=tuple(one.kind for one in kept)
    )  # fmt: skip
    go_on(row, told, by=by, at=at, fields=("drafts", "reminders", "contact", "state", "ended_at"))
    if not kept:
        erase_whole(row.party_id, "own_wish", by, at)
    elif row.contact:
        correct_party(party_id=row.party_id, phone="", address="", by=by, at=at)


def _open_cases(party_id: UUID) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM cases_case WHERE applicant_id = %s AND closed_at IS NULL", [party_id])
        return [case_id for (case_id,) in cursor.fetchall()]


def erase_whole(party_id: UUID, ground: str, by: Actor, at: datetime) -> None:
    """Files, drafts, reminders and readable words go, then the key: what is sealed for them opens for nobody."""
    with connection.cursor() as cursor:
        cursor.execute(_OWNERS, {"party": party_id})
        owners = [owner for (owner,) in cursor.fetchall()]
    remove_files_of(owners=owners, at=at)
    discard_drafts_of(party_id=party_id, by=by, at=at)
    forget_reminders(party_id=party_id, but_cases=[], by=by, at=at)
    forget_words(party_id=party_id, by=by, at=at)
    erase_party(party_id=party_id, ground=ground, by=by, at=at)


@transaction.atomic
def keep_rest(*, request_id: UUID, answer: str, by: Actor, at: datetime) -> None:
    """Answers that the law keeps the rest, why and until when; it is erased by itself after that day.

    Refused when nothing stands against erasing any more, for want of reasons, and outside the named post.
    """
    row, kept = _to_answer(request_id, answer, by, at)
    if not kept:
        raise Refused(kept_refusal(()))
    _reckon(row, kept, at)
    _answered(row, State.KEPT, answer, by, at)


@transaction.atomic
def erase_rest(*, request_id: UUID, answer: str, by: Actor, at: datetime) -> None:
    """Erases the rest because nothing stands against it any more. Refused while something does, naming it."""
    row, kept = _to_answer(request_id, answer, by, at)
    if kept:
        raise Refused(kept_refusal(kept))
    row.kept, row.rest_until, row.ended_at = [], None, at
    _answered(row, State.DONE, answer, by, at)
    erase_whole(row.party_id, "own_wish", SYSTEM, at)


def _to_answer(request_id: UUID, answer: str, by: Actor, at: datetime) -> tuple[Request, tuple[Kept, ...]]:
    row = standing_request(request_id, What.ERASE)
    stop(may_answer(by, row.kind, row.body_id))
    stop(answer_problem(answer))
    return row, locked_kept(row.party_id, at)


def _answered(row: Request, state: State, answer: str, by: Actor, at: datetime) -> None:
    row.state, row.decided_by, row.decided_at = state, by.ref, at
    row.answer = seal(sealing_key(row.party_id), answer.strip().encode())
    told = DataRequestDecided(outcome=state, late=at > row.answer_by, rest_until=row.rest_until)
    go_on(row, told, by=by, at=at, fields=ANSWERED)


def _reckon(row: Request, kept: tuple[Kept, ...], at: datetime) -> None:
    """Writes into the row what stands against erasing, until when, and when to look again."""
    today = timezone.localdate(at)
    years = years_on(today)
    row.kept, row.rest_until = [one.plain() for one in kept], rest_until(kept)
    row.look_on, row.terms = look_on(kept, years, today), terms(years)


def finish_erasures(*, at: datetime, most: int = 200) -> int:
    """At night: erases the rest of whoever asked for it, once nothing stands against it; answers how many persons.

    Only those are read whose day has come, or that were reckoned with other years than the rulebook's of today.
    """
    done = 0
    for request_id in to_look_at(timezone.localdate(at)):
        done += _finished(request_id, at)
        if done >= most:
            break
    return done


def to_look_at(today: date) -> list[UUID]:
    """Kept requests whose day has come, and those whose day was found with other years than today's."""
    now = terms(years_on(today))
    due = Q(look_on__lte=today) | Q(terms__lt=now) | Q(terms__gt=now)  # not "other than": that reads no index
    return list(Request.objects.filter(due, state=State.KEPT).order_by("asked_at").values_list("id", flat=True))


@transaction.atomic
def _finished(request_id: UUID, at: datetime) -> bool:
    row = Request.objects.select_for_update().get(pk=request_id)
    if row.state != State.KEPT:
        return False
    kept = locked_kept(row.party_id, at)
    _reckon(row, kept, at)
    if row.look_on is not None:
        told = DataRequestReckoned(
            kept=tuple(one.kind for one in kept), rest_until=row.rest_until, look_on=row.look_on
        )  # fmt: skip
        go_on(row, told, by=SYSTEM, at=at, fields=RECKONED)
        return False
    row.state, row.ended_at = State.DONE, at
    go_on(row, DataRequestFinished(), by=SYSTEM, at=at, fields=("state", "ended_at", *RECKONED))
    others = Request.objects.filter(party_id=row.party_id, kind=What.ERASE, state=State.DONE).exclude(pk=row.pk)
    if not others.filter(ended_at__gte=row.decided_at).exists():
        erase_whole(row.party_id, "keeping_time_over", SYSTEM, at)
    return True
