"""调解: opened by a body that may mediate, agreed to by both, held in sessions, ended by agreement or without one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from tongban.agencies.actions.parties import register_party
from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import body_named, official_names, people_of, seal, sealing_key
from tongban.documents.actions.issue import issue_document
from tongban.hotline.actions.parts import digest
from tongban.hotline.events.mediation import (
    MediationAgreed,
    MediationConsented,
    MediationEnded,
    MediationHeld,
    MediationOpened,
)
from tongban.hotline.models import Mediation, MediationSession, MediationSide, Order
from tongban.hotline.queries.clocks import ZONE, due
from tongban.hotline.queries.mediation import brought_by_name, mediable_order
from tongban.hotline.rules.mediation import (
    CONFIRM,
    CONSENTS,
    DISPUTES,
    GOING,
    LIMIT,
    NOT_FOUND,
    SIDES,
    WAYS,
    applicant_problem,
    may_keep,
    may_mediate,
    mediators_problem,
    opening_problem,
    session_problem,
    state_problem,
    ways_of,
    words_problem,
)
from tongban.hotline.rules.redact import clean_words
from tongban.hotline.rules.turns import code_problem
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused, refuse

AGREEMENT: Final = "mediation_agreement"
ENDED: Final = "mediation_ended"
LONGEST: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A party as it is named when a mediation is opened. Without a name: who brought the order and gave theirs."""

    name: str = ""
    phone: str = ""


@transaction.atomic
def open_mediation(
    *,
    dispute: str,
    sides: tuple[Side, Side],
    words: str,
    mediators: Sequence[UUID],
    by: Actor,
    at: datetime,
    order_id: UUID | None = None,
) -> UUID:
    """调解受理: a dispute brought to the body, or the matter of an order that it leads. Its limit runs from now.

    Of an order given anonymously both sides are named here, and the order stays anonymous. Refused for a body that
    does not mediate, without two parties, for an order that somebody else leads, that ended, that is about officials,
    or that is being mediated already.
    """
    if by.body_id is None:
        raise Refused(NOT_FOUND)
    day = at.astimezone(ZONE).date()
    home = body_named(by.body_id, day)
    stop(may_mediate(by, body_kind=home.kind, body_key=home.key, on=day))
    order = mediable_order(order_id, home.id) if order_id is not None else None
    stop(applicant_problem(sides[0].name, order is not None and not brought_by_name(order)))
    stop(opening_problem(dispute, [one.name or (order.number if order else "") for one in sides], words))
    chosen = tuple(dict.fromkeys(mediators))
    stop(mediators_problem(chosen, [one.official_id for one in people_of(home.id)]))
    parties = [_party(one, order, by, at) for one in sides]
    place = order.place_id if order is not None else home.place_id
    row = Mediation(body_id=home.id, place_id=place, order=order, dispute=dispute, mediators=list(chosen), at=at)
    row.state, row.end_by = "asked", due(LIMIT, place, at).at
    row.sealed = seal(sealing_key(parties[0]), clean_words(words, LONGEST).encode())
    event = MediationOpened(
        body=home.id, order=order_id, dispute=dispute, parties=tuple(parties), mediators=chosen, end_by=row.end_by
    )
    begin(row, event, by=by, at=at, place_id=place)
    for side, party in zip(SIDES, parties, strict=True):
        MediationSide(mediation=row, side=side, party_id=party, seq=row.seq).save(force_insert=True)
    return row.pk


def _party(side: Side, order: Order | None, by: Actor, at: datetime) -> UUID:
    """Who is named, or of an order's mediation the one who brought it."""
    if not side.name.strip() and order is not None:
        return order.party_id
    return register_party(kind="person", name=side.name, phone=side.phone, by=by, at=at)


def _locked(mediation_id: UUID, by: Actor, *states: str) -> Mediation:
    row = Mediation.objects.select_for_update().filter(pk=mediation_id).first()
    if row is None:
        raise Refused(NOT_FOUND)
    stop(may_keep(by, row.body_id) or state_problem(row.state, states))
    return row


def _move(row: Mediation, event: Any, by: Actor, at: datetime, **changes: Any) -> int:
    for name, value in changes.items():
        setattr(row, name, value)
    return go_on(row, event, by=by, at=at, place_id=row.place_id, fields=tuple(changes))


@transaction.atomic
def record_consent(*, mediation_id: UUID, side: str, agrees: bool, how: str, by: Actor, at: datetime) -> None:
    """当事人意见: what one side says to being mediated. Both agree: it goes on; one declines: it ends (art. 17)."""
    row = _locked(mediation_id, by, "asked")
    stop(code_problem(SIDES, side) or (code_problem(CONSENTS, how) if agrees else None))
    mine = row.sides.get(side=side)
    if mine.agrees is not None:
        raise refuse("said_already", zh="这一方的意见已经记录。", en="What this side says was recorded.")
    other = row.sides.exclude(side=side).get()
    ways = () if agrees else ways_of(row.dispute)
    changes: dict[str, Any] = {}
    if not agrees:
        changes = {"state": "declined", "closed_at": at}
    elif other.agrees:
        changes = {"state": "open"}
    event = MediationConsented(side=side, agrees=agrees, how=how if agrees else "", ways=ways)
    mine.seq = _move(row, event, by, at, **changes)
    mine.agrees, mine.how, mine.said_at = agrees, how if agrees else "", at
    mine.save(update_fields=["agrees", "how", "said_at", "seq"])
    if not agrees:
        _issue(row, ENDED, {"outcome": "有一方当事人不同意调解"}, by, at)


@transaction.atomic
def hold_session(
    *, mediation_id: UUID, held_at: datetime, a_came: bool, b_came: bool, words: str, by: Actor, at: datetime
) -> None:
    """调解记录: one session with its record (art. 27); only once both have agreed to be mediated."""
    row = _locked(mediation_id, by, "open")
    stop(words_problem(words) or session_problem(held_at, row.at, at, (a_came, b_came)))
    no = row.sessions.count() + 1
    came = tuple(side for side, there in zip(SIDES, (a_came, b_came), strict=True) if there)
    seq = _move(row, MediationHeld(no=no, held_at=held_at, came=came, words_digest=digest(words)), by, at)
    MediationSession(
        mediation=row, no=no, held_at=held_at, a_came=a_came, b_came=b_came, sealed=_sealed(row, words),
        by_ref=by.ref, at=at, seq=seq,
    ).save(force_insert=True)  # fmt: skip


@transaction.atomic
def agree(*, mediation_id: UUID, terms: str, perform_by: date, written: bool, by: Actor, at: datetime) -> None:
    """达成协议: the terms, and until when they are performed; in writing it becomes a numbered paper of the body.

    Refused before a session to which both came, and for a day of performance that is past.
    """
    row = _locked(mediation_id, by, "open")
    stop(words_problem(terms))
    if not row.sessions.filter(a_came=True, b_came=True).exists():
        raise refuse(
            "no_session",
            zh="还没有双方到场的调解记录，请先记录调解，再登记协议。",
            en="No session with both is recorded yet. Record it before the agreement.",
        )
    if perform_by < at.astimezone(ZONE).date():
        raise refuse("perform_by", zh="履行期限不能早于今天。", en="The day of performance cannot be past.")
    confirm_by = due(CONFIRM, row.place_id, at).at
    event = MediationAgreed(
        written=written, terms_digest=digest(terms), perform_by=perform_by, confirm_by=confirm_by, late=at > row.end_by
    )
    _move(
        row, event, by, at, state="agreed", closed_at=at, written=written, terms=_sealed(row, terms),
        perform_by=perform_by, confirm_by=confirm_by,
    )  # fmt: skip
    if written:
        said = {
            "points": [one.strip() for one in clean_words(terms, LONGEST).splitlines() if one.strip()],
            "perform_by": perform_by.isoformat(), "confirm_by": confirm_by.astimezone(ZONE).date().isoformat(),
            "mediators": "、".join(sorted(official_names(row.mediators).values())),
        }  # fmt: skip
        _issue(row, AGREEMENT, said, by, at)


@transaction.atomic
def end_mediation(*, mediation_id: UUID, side: str, by: Actor, at: datetime) -> None:
    """终止调解: no agreement (`side` empty), or a side asked for it (art. 23); both learn the ways left."""
    row = _locked(mediation_id, by, *(GOING if side else {"open"}))
    if side:
        stop(code_problem(SIDES, side))
    outcome = "withdrawn" if side else "failed"
    event = MediationEnded(outcome=outcome, side=side, ways=ways_of(row.dispute), late=at > row.end_by)
    _move(row, event, by, at, state=outcome, closed_at=at)
    why = f"{SIDES[side][0]}要求终止调解" if side else "经调解没有达成协议"
    _issue(row, ENDED, {"outcome": why}, by, at)


def _issue(row: Mediation, kind: str, said: Mapping[str, object], by: Actor, at: datetime) -> None:
    key = sealing_key(row.sides.get(side="a").party_id)
    content = {
        "dispute": DISPUTES[row.dispute][0], "opened_on": row.at.astimezone(ZONE).date().isoformat(),
        "ways": [WAYS[way][0] for way in ways_of(row.dispute)], **said,
    }  # fmt: skip
    issue_document(
        kind=kind, body_id=row.body_id, subject_kind="mediation", subject_id=row.pk, seq=row.seq, data=content,
        sealed=None, by=by, at=at, seal=lambda words: seal(key, words),
    )  # fmt: skip


def _sealed(row: Mediation, words: str) -> bytes:
    """Words under the applicant's key; nothing is kept of words about an erased person."""
    try:
        return seal(sealing_key(row.sides.get(side="a").party_id), clean_words(words, LONGEST).encode())
    except Refused:
        return b""
