"""What every request has: who answers it, until when, and how it is found again; corrections and taking back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import orjson
from django.db import IntegrityError, transaction
from django.utils import timezone

from tongban.agencies.actions import correct_party
from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import bodies_by_id, calendar, posts_with_duty, seal, sealing_key, unseal
from tongban.agencies.rules.identity import name_problem, normalise
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.rights.events import DataRequestDecided, DataRequestFiled, DataRequestTakenBack
from tongban.rights.models import Request
from tongban.rights.permissions import may_answer, may_ask
from tongban.rights.queries.own import own_name
from tongban.rights.rules.requests import (
    AS_ASKED,
    DONE,
    DUTY,
    NOBODY,
    OTHER_NAME,
    SAME_NAME,
    STANDS,
    UNKNOWN,
    State,
    What,
    answer_problem,
    same_name,
)
from tongban.rulebook.lookup import number, time_of_day

DECIDED = ("state", "decided_by", "decided_at", "answer", "ended_at")


def due(at: datetime) -> datetime:
    """When an answer is due: at the end of the office day of the last working day."""
    day = timezone.localdate(at)
    last = calendar().add_working_days(day, number("rights.answer_days", day))
    return timezone.make_aware(datetime.combine(last, time_of_day("office.day_end", last)))


def named_body(what: str) -> UUID:
    """The body that answers: where the duty is, the service centre first. Refused when no post has it."""
    able = posts_with_duty(DUTY[what])
    if not able:
        raise Refused(NOBODY)
    centres = {key for key, body in bodies_by_id({post.body_id for post in able}).items() if body.kind == "centre"}
    return next((post.body_id for post in able if post.body_id in centres), able[0].body_id)


def standing_request(request_id: UUID, what: What) -> Request:
    """A request that waits for its answer, locked. Refused for one that is unknown, of another kind or answered."""
    row = Request.objects.select_for_update().filter(pk=request_id, kind=what).first()
    if row is None:
        raise Refused(UNKNOWN)
    if row.state != State.ASKED:
        raise Refused(DONE)
    return row


def ask_correction(*, party_id: UUID, name: str, by: Actor, at: datetime) -> UUID:
    """Asks a window to correct the name that rests on papers; answers the request.

    Refused for anybody else, for a name that cannot be right or is the same, and while such a request waits.
    """
    stop(may_ask(by, party_id))
    wanted = normalise("label", name)
    stop(name_problem(wanted))
    stop(SAME_NAME if same_name(wanted, own_name(party_id)) else None)
    row = Request(
        party_id=party_id, kind=What.CORRECT, state=State.ASKED, body_id=named_body(What.CORRECT), asked_at=at,
        answer_by=due(at), wish=seal(sealing_key(party_id), orjson.dumps({"name": wanted})),
    )  # fmt: skip
    event = DataRequestFiled(what=row.kind, body=row.body_id, answer_by=row.answer_by)
    try:
        with transaction.atomic():
            begin(row, event, by=by, at=at)
    except IntegrityError as error:
        raise Refused(STANDS) from error
    return row.pk


@transaction.atomic
def correct_as_asked(*, request_id: UUID, name: str, by: Actor, at: datetime) -> None:
    """Corrects the name as it stands on the papers that were shown. Refused when that is not the name asked for."""
    row = standing_request(request_id, What.CORRECT)
    stop(may_answer(by, row.kind, row.body_id))
    wanted = orjson.loads(unseal(sealing_key(row.party_id), bytes(row.wish or b"")))["name"]
    stop(None if same_name(name, wanted) else OTHER_NAME)
    correct_party(party_id=row.party_id, name=wanted, by=by, at=at)
    _decided(row, State.DONE, AS_ASKED, by, at)


@transaction.atomic
def refuse_correction(*, request_id: UUID, answer: str, by: Actor, at: datetime) -> None:
    """Refuses a correction with the reason, which the person reads beside the remedies."""
    row = standing_request(request_id, What.CORRECT)
    stop(may_answer(by, row.kind, row.body_id))
    stop(answer_problem(answer))
    _decided(row, State.REFUSED, answer, by, at)


def _decided(row: Request, state: State, answer: str, by: Actor, at: datetime) -> None:
    row.state, row.decided_by, row.decided_at, row.ended_at = state, by.ref, at, at
    row.answer = seal(sealing_key(row.party_id), answer.strip().encode())
    told = DataRequestDecided(outcome=state, late=at > row.answer_by, rest_until=None)
    go_on(row, told, by=by, at=at, fields=DECIDED)


@transaction.atomic
def take_back(*, request_id: UUID, by: Actor, at: datetime) -> None:
    """The person takes a request back that is not done: nothing more is corrected or erased for it."""
    row = Request.objects.select_for_update().filter(pk=request_id, party=by.ref).first()
    if row is None:
        raise Refused(UNKNOWN)
    stop(may_ask(by, row.party_id))
    if row.state not in (State.ASKED, State.KEPT):
        raise Refused(DONE)
    row.state, row.ended_at = State.BACK, at
    go_on(row, DataRequestTakenBack(), by=by, at=at, fields=("state", "ended_at"))
