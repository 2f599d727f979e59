"""How orders, their parts, contacts and results look as JSON. Only shapes: who may see what is decided before."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from tongban.agencies.queries import PartyCard
from tongban.hotline.models import Order, OrderContact, OrderNode
from tongban.hotline.queries.view import OrderView, ReplyView
from tongban.hotline.rules.states import STATE_WORDS, State


class StateWords(Schema):
    """A state in both languages."""

    zh: str
    en: str


class OrderLine(Schema):
    """An order in a list. `body_id` has it in hand, `lead_id` leads the handling; `step_due` is the next step's."""

    order_id: UUID
    number: str
    origin: str
    outside_no: str
    kind: str
    topic: str
    urgency: str
    channel: str
    place_id: UUID
    title: str
    state: str
    state_words: StateWords
    body_id: UUID
    lead_id: UUID | None
    round: int
    taken_at: datetime
    due_at: datetime
    step_due: datetime | None
    replied_at: datetime | None
    closed_at: datetime | None
    ending: str
    solved: bool | None
    satisfied: int | None


class OrdersOut(Schema):
    """One page of orders."""

    rows: list[OrderLine]
    after: str | None


class OrderPerson(Schema):
    """Who spoke of it, as the caller may see them: masked by role; empty where erased."""

    party_id: UUID
    name: str
    phone: str
    erased: bool


class OrderContactOut(Schema):
    """One time somebody spoke of the matter, with the words without numbers that name a person."""

    id: UUID
    kind: str
    channel: str
    named: bool
    at: datetime
    text: str
    person: OrderPerson | None


class OrderPartOut(Schema):
    """One body's part: leading, supporting, or a level below."""

    part_id: UUID
    no: int
    round: int
    body_id: UUID
    role: str
    opened_at: datetime
    sign_by: datetime
    return_by: datetime
    signed_at: datetime | None
    contact_by: datetime | None
    contacted_at: datetime | None
    contacted_how: str
    answer_by: datetime
    closed_at: datetime | None
    outcome: str


class OrderReplyOut(Schema):
    """An answer with its words; empty where the person's data was erased."""

    part_id: UUID
    round: int
    result: str
    words: str
    at: datetime
    late: bool


class OrderCallOut(Schema):
    """One try to call back, without what was said."""

    round: int
    no: int
    how: str
    reached: bool
    solved: bool | None
    satisfied: int | None
    at: datetime


class OrderOut(OrderLine):
    """One order whole, as the caller may see it."""

    text: str
    item_id: UUID | None
    arbitrated: bool
    supervised: bool
    merged_into: UUID | None
    contacts: list[OrderContactOut]
    parts: list[OrderPartOut]
    replies: list[OrderReplyOut]
    callbacks: list[OrderCallOut]
    return_ground: str
    return_words: str


class OrderTakenOut(Schema):
    """The order that was made or joined; the lookup code is told once, for a new order only."""

    order_id: UUID
    number: str
    lookup_code: str
    joined: bool


class OrderStands(Schema):
    """Where an order stands after an act."""

    order_id: UUID
    number: str
    state: str
    body_id: UUID
    lead_id: UUID | None
    step_due: datetime | None


class NewsLine(Schema):
    """What happened to an order of the platform, and where it stands now; `words` is the lead's last answer."""

    what: str
    at: datetime
    outside_no: str
    number: str
    order_id: UUID
    state: str
    state_words: StateWords
    body_id: UUID
    result: str
    words: str
    replied_at: datetime | None
    ending: str
    solved: bool | None
    satisfied: int | None
    closed_at: datetime | None


class NewsOut(Schema):
    """Results from a mark on; `next` is the mark to go on from, the same one while there is nothing new."""

    rows: list[NewsLine]
    next: str


def words_of_state(state: str) -> dict[str, str]:
    """A state in words."""
    zh, en = STATE_WORDS[State(state)]
    return {"zh": zh, "en": en}


def line(row: Order) -> dict[str, Any]:
    """An order for a list."""
    named = (
        "number", "origin", "outside_no", "kind", "topic", "urgency", "channel", "place_id", "title", "state",
        "body_id", "lead_id", "round", "taken_at", "due_at", "step_due", "replied_at", "closed_at", "ending",
        "solved", "satisfied",
    )  # fmt: skip
    return {name: getattr(row, name) for name in named} | {
        "order_id": row.pk,
        "state_words": words_of_state(row.state),
    }


def stands(row: Order) -> dict[str, Any]:
    """Where an order stands."""
    named = ("number", "state", "body_id", "lead_id", "step_due")
    return {name: getattr(row, name) for name in named} | {"order_id": row.pk}


def whole(view: OrderView) -> dict[str, Any]:
    """An order with everything that hangs on it."""
    row = view.order
    return line(row) | {
        "text": view.text, "item_id": row.item_id, "arbitrated": row.arbitrated, "supervised": row.supervised,
        "merged_into": row.merged_into_id, "contacts": [_contact(one, view.cards) for one in view.contacts],
        "parts": [_part(one) for one in view.nodes], "replies": [_reply(one) for one in view.replies],
        "callbacks": [
            {name: getattr(one, name) for name in ("round", "no", "how", "reached", "solved", "satisfied", "at")}
            for one in view.callbacks
        ],
        "return_ground": view.returned.ground if view.returned else "", "return_words": view.return_words[0],
    }  # fmt: skip


def _contact(one: OrderContact, cards: dict[UUID, PartyCard]) -> dict[str, Any]:
    card = cards.get(one.party_id)
    seen = {"party_id": card.party_id, "name": card.name, "phone": card.phone, "erased": card.erased} if card else None
    return {
        "id": one.pk, "kind": one.kind, "channel": one.channel, "named": one.named, "at": one.at, "text": one.text,
        "person": seen,
    }  # fmt: skip


def _part(node: OrderNode) -> dict[str, Any]:
    named = (
        "no", "round", "body_id", "role", "opened_at", "sign_by", "return_by", "signed_at", "contact_by",
        "contacted_at", "contacted_how", "answer_by", "closed_at", "outcome",
    )  # fmt: skip
    return {name: getattr(node, name) for name in named} | {"part_id": node.pk}


def _reply(one: ReplyView) -> dict[str, Any]:
    row = one.row
    return {
        "part_id": row.node_id, "round": row.round, "result": row.result, "words": one.words, "at": row.at,
        "late": row.late,
    }  # fmt: skip
