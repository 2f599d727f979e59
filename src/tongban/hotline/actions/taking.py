"""Taking a request in: one request is one order, the same matter told again is one more contact of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from tongban.agencies.actions.parties import register_party
from tongban.agencies.actions.recording import begin, stop
from tongban.agencies.queries import parties_phoned, seal, sealing_key
from tongban.agencies.rules.masking import NOBODY_NAMED
from tongban.cases.actions.receive import new_lookup_code
from tongban.cases.queries.lookup import lookup_hash
from tongban.hotline.actions.parts import end_nodes, living, locked, move
from tongban.hotline.actions.placing import first_node
from tongban.hotline.events.orders import OrderContactAdded, OrderTaken, OrderTurnedAway
from tongban.hotline.models import Order, OrderContact
from tongban.hotline.permissions import may_dispatch, may_take
from tongban.hotline.queries.clocks import ZONE, due
from tongban.hotline.queries.desk import desk_body, discipline_body
from tongban.hotline.queries.same import persons_like, same_matter
from tongban.hotline.rules.clocks import DISPATCH, reply_key, step_key
from tongban.hotline.rules.intake import Request, request_problem, title_of, words_problem
from tongban.hotline.rules.kinds import ELSEWHERE, EMERGENCY_LINES, ContactKind, Kind
from tongban.hotline.rules.redact import clean_words, redacted
from tongban.hotline.rules.states import ENDED, Act, State
from tongban.hotline.rules.turns import code_problem
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import refuse


@dataclass(frozen=True, slots=True)
class Taken:
    """The order that a request became or joined; `lookup_code` is given once, to a new order only."""

    order_id: UUID
    number: str
    lookup_code: str
    joined: bool


def take_order(*, asked: Request, by: Actor, at: datetime) -> Taken:
    """诉求受理: takes a request in; the same request sent twice, or told again by the same person, is one order.

    Refused for what is wrong with the request, and for who may not speak for that person.
    """
    stop(may_take(by, asked.party_id))
    stop(request_problem(asked))
    found = _known(asked)
    if found is not None:
        return found
    try:
        with transaction.atomic():
            same = _joins(asked, at)
            if same is not None:
                return _add(same, asked, ContactKind.JOINED if asked.join else ContactKind.REMINDER, by, at)
            return _take(asked, by, at)
    except IntegrityError:
        # The same request a moment ago on another connection: it is committed now.
        found = _known(asked)
        if found is None:
            raise
        return found


def _known(asked: Request) -> Taken | None:
    contact = OrderContact.objects.filter(request=asked.request).select_related("order").first()
    row = contact.order if contact else None
    if row is None and asked.outside_no:
        row = Order.objects.filter(origin=asked.origin, outside_no=asked.outside_no).first()
    return Taken(row.pk, row.number, "", True) if row else None


def _joins(asked: Request, at: datetime) -> Order | None:
    if asked.join is not None:
        return _joinable(asked, living(asked.join))
    if asked.goes_elsewhere or asked.outside_no:
        return None  # another platform's number is answered for by itself; the dispatcher joins orders by hand
    persons = persons_like(asked.party_id, asked.phone)
    same = same_matter(persons, redacted(clean_words(asked.text)), asked.kind, asked.place_id, at)
    return locked(same.pk) if same else None


def _joinable(asked: Request, row: Order) -> Order:
    """Refused where nobody would hear it any more, or where words that are not for everybody would stand open."""
    _stop_ended(row)
    if Kind.MISCONDUCT in (asked.kind, row.kind):
        raise refuse(
            "join_misconduct",
            zh="检举控告单独登记，不与其他诉求合并。",
            en="A report of misconduct is taken by itself and joined to nothing.",
        )
    return row


def _stop_ended(row: Order) -> None:
    if State(row.state) in ENDED:
        raise refuse(
            "order_ended",
            zh="这件诉求已经办结，不能再补充。可以在期限内要求再办，或者重新反映。",
            en="This order has ended. Ask to reopen it within its days, or send a new request.",
        )


def _party(asked: Request, by: Actor, at: datetime) -> UUID:
    if asked.party_id is not None:
        return asked.party_id
    name = clean_words(asked.name, 60) or NOBODY_NAMED
    known = parties_phoned(asked.phone, name) if asked.phone.strip() and by.kind is ActorKind.OFFICIAL else []
    return known[0] if known else register_party(kind="person", name=name, phone=asked.phone, by=by, at=at)


def _number(at: datetime) -> str:
    day = at.astimezone(ZONE).date()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO hotline_ordernumber AS n (day, last) VALUES (%s, 1) "
            "ON CONFLICT (day) DO UPDATE SET last = n.last + 1 RETURNING last",
            [day],
        )
        last = cursor.fetchone()[0]
    return f"{settings.COUNTY['prefix']}R{day:%Y%m%d}{last:05d}"


def _take(asked: Request, by: Actor, at: datetime) -> Taken:
    party, code, secret = _party(asked, by, at), new_lookup_code(), asked.kind == Kind.MISCONDUCT
    text = "" if secret else redacted(clean_words(asked.text))
    key = reply_key(asked.kind, asked.urgency)
    limit = due(key, asked.place_id, at)
    row = Order(
        number=_number(at), kind=asked.kind, topic=asked.topic, urgency=asked.urgency, channel=asked.channel,
        origin=asked.origin, outside_no=asked.outside_no, outside_due=asked.outside_due, place_id=asked.place_id,
        party_id=party, reachable=asked.reachable, text=text, title="" if secret else title_of(asked.title, text),
        item_id=asked.item_id, complained_id=asked.complained_id, body_id=discipline_body() if secret else desk_body(),
        taken_by=by.ref if by.kind is ActorKind.OFFICIAL else None, taken_at=at, due_at=limit.at, due_key=key,
        provisional=limit.provisional, state=State.TAKEN,
    )  # fmt: skip
    row.lookup_hash = lookup_hash(row.number, code)
    _settle(row, asked, at)
    event = OrderTaken(
        number=row.number, order_kind=row.kind, topic=row.topic, urgency=row.urgency, channel=row.channel,
        origin=row.origin, place=row.place_id, item=row.item_id, complained=row.complained_id, request=asked.request,
        named=asked.is_named, state=row.state, ending=row.ending, body=row.body_id, due_at=row.due_at, limit=key,
    )  # fmt: skip
    begin(row, event, by=by, at=at, place_id=row.place_id)
    _contact(row, asked, ContactKind.FIRST, party, by, at)
    if secret and not asked.goes_elsewhere:
        first_node(row, basis="discipline", body_id=row.body_id, by=by, at=at)
    return Taken(row.pk, row.number, code, False)


def _settle(row: Order, asked: Request, at: datetime) -> None:
    """What goes elsewhere has ended with being told so; all else is to be dispatched within its hours."""
    if asked.emergency:
        row.state, row.ending, row.closed_at = State.TRANSFERRED, asked.emergency, at
    elif asked.elsewhere:
        row.state, row.ending, row.closed_at = State.NOT_TAKEN, asked.elsewhere, at
    else:
        key = "hotline.efficiency_take" if asked.kind == Kind.EFFICIENCY else step_key(DISPATCH, asked.urgency)
        row.step_due = due(key, asked.place_id, at).at


def _contact(row: Order, asked: Request, kind: ContactKind, party: UUID, by: Actor, at: datetime) -> None:
    words = clean_words(asked.text)
    OrderContact(
        order=row, party_id=party, request=asked.request, kind=kind, channel=asked.channel, named=asked.is_named,
        text="" if row.kind == Kind.MISCONDUCT else redacted(words), sealed=seal(sealing_key(party), words.encode()),
        by_ref=by.ref if by.kind is ActorKind.OFFICIAL else None, at=at, seq=row.seq,
    ).save(force_insert=True)  # fmt: skip


def _add(row: Order, asked: Request, kind: ContactKind, by: Actor, at: datetime) -> Taken:
    party = _party(asked, by, at)
    event = OrderContactAdded(
        contact_kind=kind.value, channel=asked.channel, request=asked.request, named=asked.is_named
    )
    move(row, event, by=by, at=at, reachable=row.reachable or asked.reachable)
    _contact(row, asked, kind, party, by, at)
    return Taken(row.pk, row.number, "", True)


@transaction.atomic
def add_to_order(*, order_id: UUID, asked: Request, kind: ContactKind, by: Actor, at: datetime) -> Taken:
    """催办、补充: one more contact of an open order, or of the one it was joined to; no clock begins anew.

    The same request twice is one contact.
    """
    stop(may_take(by, asked.party_id))
    found = _known(asked)
    if found is not None:
        return found
    if by.kind is not ActorKind.SYSTEM:
        stop(words_problem(asked.text, needed=kind is ContactKind.ADDITION))
    row = living(order_id)
    _stop_ended(row)
    return _add(row, asked, kind, by, at)


@transaction.atomic
def turn_away(*, order_id: UUID, ground: str, by: Actor, at: datetime) -> None:
    """不予受理: an order that was taken belongs elsewhere, or to an emergency line; only on a ground of the rules."""
    stop(may_dispatch(by))
    row = locked(order_id, Act.ELSEWHERE)
    table = {**{code: (one.zh, one.en) for code, one in ELSEWHERE.items()}, **EMERGENCY_LINES}
    stop(code_problem(table, ground))
    state = State.TRANSFERRED if ground in EMERGENCY_LINES else State.NOT_TAKEN
    event = OrderTurnedAway(ground=ground)
    seq = move(row, event, by=by, at=at, state=state, ending=ground, closed_at=at, step_due=None)
    end_nodes(row.nodes.filter(closed_at=None), seq, "elsewhere", at)
