"""双告知: a firm registered elsewhere is told to every department whose licence it needs, until each has answered.

Whom to tell follows from the power list at the firm's place on that day; nothing here decides on a licence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import bodies_by_id, body_by_key, division, divisions, working_days_on
from tongban.exchange.events import EntrantRead, EntrantSeen, PushClaimed, PushMade, PushReturned
from tongban.exchange.models import Entrant, ForeignCase, LicencePush
from tongban.exchange.permissions import may_answer_entrant
from tongban.exchange.queries.systems import ZONE
from tongban.exchange.rules.entrants import CLAIMED, RETURNED, Return, items_problem, push_problem, return_problem
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.refusals import Refused, refuse
from tongban.powerlist.queries import published_item
from tongban.powerlist.queries.holdings import holding_at
from tongban.powerlist.queries.scopes import scope_list
from tongban.powerlist.rules.scopes import read_scope

LIMIT = "entrant.claim_days"


@transaction.atomic
def see_entrant(*, case: ForeignCase, firm: UUID | None, scope: str, by: Actor, at: datetime) -> UUID | None:
    """A registration that was granted elsewhere makes its firm known here, once; None for any other case.

    What its scope of business needs is pushed at once. A scope that was not told or not understood waits for its
    founder's own answers or for the registrar.
    """
    if case.state != "closed" or case.decision == "refuse" or Entrant.objects.filter(case=case).exists():
        return None
    known = scope_list(at.astimezone(ZONE).date())
    if case.item_code not in known.registrations:
        return None
    licences, understood = read_scope(scope, known.lines)
    row = Entrant(
        case=case, party_id=firm or case.applicant_id, registrar_id=case.body_id or case.system.body_id,
        place_id=_place(case), scope=scope, seen_at=at, read_at=at if understood else None,
    )  # fmt: skip
    event = EntrantSeen(str(case.pk), str(row.party_id), str(row.registrar_id), licences, understood)
    begin(row, event, by=by, at=at, place_id=row.place_id)
    _push(row, licences, by, at)
    return row.pk


@transaction.atomic
def read_entrant(*, entrant_id: UUID, items: Collection[str], by: Actor, at: datetime) -> None:
    """核定经营范围: the registrar reads out of the scope which licences the firm needs, also that it needs none."""
    row = Entrant.objects.select_for_update().filter(pk=entrant_id).first()
    stop(may_answer_entrant(by, [row.registrar_id] if row is not None else []))
    assert row is not None  # nobody may answer what is not there
    if row.read_at is not None:
        raise refuse(
            "entrant_read", zh="这户要办的许可已经核定。", en="The licences of this firm have been settled already."
        )
    stop(items_problem(items, [line.item for line in scope_list(at.astimezone(ZONE).date()).lines]))
    _read(row, items, by, at)


@transaction.atomic
def tell_activities(
    *, applicant_id: UUID, codes: Collection[str], since: datetime, licences: Collection[str], at: datetime
) -> int:
    """What the founder answered in the one form is told of the firms registered for it; answers how many pushes."""
    made = 0
    rows = Entrant.objects.select_for_update().filter(
        case__applicant_id=applicant_id, case__item_code__in=codes, case__received_at__gte=since
    )
    for row in rows.order_by("seen_at", "id"):
        new = set(licences) - set(row.pushes.values_list("item", flat=True))
        if row.read_at is None or new:
            made += _read(row, [item for item in licences if item in new], SYSTEM, at)
    return made


def _read(row: Entrant, items: Iterable[str], by: Actor, at: datetime) -> int:
    licences = tuple(sorted(set(items)))
    row.read_at = row.read_at or at
    go_on(row, EntrantRead(licences), by=by, at=at, place_id=row.place_id, fields=("read_at",))
    return _push(row, licences, by, at)


@transaction.atomic
def claim_push(*, push_id: UUID, by: Actor, at: datetime) -> None:
    """认领: the department takes the firm as its own to guide and to supervise."""
    row = _answerable(push_id, by)
    row.state, row.answered_at = CLAIMED, at
    go_on(row, PushClaimed(at > row.claim_by), by=by, at=at, fields=("state", "answered_at"))


@transaction.atomic
def return_push(*, push_id: UUID, given: Return, by: Actor, at: datetime) -> None:
    """退回: with a reason and words; named as another body's, it is pushed on to that body with a time of its own."""
    row = _answerable(push_id, by)
    had = LicencePush.objects.filter(entrant_id=row.entrant_id, item=row.item).values_list("body_id", flat=True)
    stop(return_problem(given, list(had)))
    if given.to is not None and given.to not in bodies_by_id([given.to]):
        raise refuse("return_to", zh="请选择应认领的单位。", en="Choose the body whose it is.")
    words = given.words.strip()
    row.state, row.answered_at, row.reason, row.words = RETURNED, at, given.reason, words
    event = PushReturned(
        given.reason, hashlib.sha256(words.encode()).hexdigest(), str(given.to) if given.to else None,
        at > row.claim_by,
    )  # fmt: skip
    go_on(row, event, by=by, at=at, fields=("state", "answered_at", "reason", "words"))
    if given.to is not None:
        _tell(row.entrant, row.item, given.to, by, at)


def _answerable(push_id: UUID, by: Actor) -> LicencePush:
    row = LicencePush.objects.select_for_update(of=("self",)).select_related("entrant").filter(pk=push_id).first()
    stop(may_answer_entrant(by, [row.body_id] if row is not None else []))
    assert row is not None  # nobody may answer what is not there
    stop(push_problem(row.state))
    return row


def _push(row: Entrant, licences: Iterable[str], by: Actor, at: datetime) -> int:
    """Tells every body that has to do with these licences; answers how many were told."""
    pairs = [(item, body) for item in licences for body in _competent(row, item, at)]
    for item, body in pairs:
        _tell(row, item, body, by, at)
    return len(pairs)


def _tell(row: Entrant, item: str, body_id: UUID, by: Actor, at: datetime) -> None:
    until = working_days_on(at, LIMIT)
    push = LicencePush(entrant=row, item=item, body_id=body_id, pushed_at=at, claim_by=until)
    event = PushMade(str(row.pk), item, str(body_id), until.astimezone(UTC).isoformat())
    begin(push, event, by=by, at=at, place_id=row.place_id)


def _competent(row: Entrant, item: str, at: datetime) -> list[UUID]:
    """Who decides on the licence there and who supervises what was granted; the leading body where nobody decides.

    An item that is not on the list of that day is told to the registrar, who sends it on to whose it is: a form that
    names an old code must not keep a registration from being taken in.
    """
    try:
        found = published_item(item, at.astimezone(ZONE).date())
    except Refused:
        return [row.registrar_id]
    held = holding_at(found.id, row.place_id, "decide", at)
    if held is None:
        return [body_by_key(found.version.content.body).id if found.version is not None else row.registrar_id]
    return list(dict.fromkeys(body for body in (held.body_id, held.supervisor_id) if body is not None))


def _place(case: ForeignCase) -> UUID:
    """Where the firm is, as the other system says; the registrar's county where it does not say so."""
    try:
        return division(case.place_code).id
    except Refused:
        body = bodies_by_id([case.body_id or case.system.body_id])
        return next(iter(body.values())).place_id if body else divisions()[0].id
