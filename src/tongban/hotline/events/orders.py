"""Orders in the ledger: codes, bodies, moments and references; no word of what anybody said, no person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTaken(Event):
    """诉求受理: a request became an order with its number and the limit of its reply; `request` makes it one.

    `state` other than taken: handed to an emergency line, told where else to go (`ending`), or sent to discipline
    inspection at once (`body`).
    """

    type: ClassVar[str] = "order.taken"
    kind: ClassVar[str] = "order"

    number: str
    order_kind: str
    topic: str
    urgency: str
    channel: str
    origin: str
    place: UUID
    item: UUID | None
    complained: UUID | None
    request: UUID
    named: bool
    state: str
    ending: str
    body: UUID
    due_at: datetime
    limit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderContactAdded(Event):
    """再次反映: one more contact of the same matter (same matter, reminder, addition); no clock begins anew."""

    type: ClassVar[str] = "order.contact_added"
    kind: ClassVar[str] = "order"

    contact_kind: str
    channel: str
    request: UUID
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderMerged(Event):
    """并单: an order was found to be the same matter as another, which bears all its contacts from now on."""

    type: ClassVar[str] = "order.merged"
    kind: ClassVar[str] = "order"

    into: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderContactsTaken(Event):
    """并单: an order took over the contacts of another that is the same matter."""

    type: ClassVar[str] = "order.contacts_taken"
    kind: ClassVar[str] = "order"

    of_order: UUID
    contacts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTurnedAway(Event):
    """不予受理: the matter belongs elsewhere by a rule (`ground`); the right channel was told."""

    type: ClassVar[str] = "order.turned_away"
    kind: ClassVar[str] = "order"

    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDispatched(Event):
    """派单: a body got the order, leading or supporting. `basis`: directory, power, dispatcher, discipline, redo.

    `line` and `holding` say by which line of the directory and which hold on a power; `late` after the limit.
    """

    type: ClassVar[str] = "order.dispatched"
    kind: ClassVar[str] = "order"

    node: UUID
    no: int
    body: UUID
    role: str
    above: UUID | None
    round: int
    basis: str
    line: UUID | None
    holding: UUID | None
    supports: tuple[UUID, ...]
    sign_by: datetime
    answer_by: datetime
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSigned(Event):
    """签收: a body signed for its part; `late` after the limit."""

    type: ClassVar[str] = "order.signed"
    kind: ClassVar[str] = "order"

    node: UUID
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderContacted(Event):
    """联系诉求人: the body spoke with the person for the first time in this round; `late` after the limit."""

    type: ClassVar[str] = "order.contacted"
    kind: ClassVar[str] = "order"

    node: UUID
    how: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSentBack(Event):
    """退单: a body gave the order back within its time, with a ground of the rules; the words are sealed."""

    type: ClassVar[str] = "order.sent_back"
    kind: ClassVar[str] = "order"

    node: UUID
    ground: str
    words_digest: str
    decide_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderArbitrated(Event):
    """退单裁定: the return was upheld or not, and which body has the order now; there is no further return."""

    type: ClassVar[str] = "order.arbitrated"
    kind: ClassVar[str] = "order"

    node: UUID
    upheld: bool
    body: UUID
    words_digest: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderNodeReplied(Event):
    """协办答复: a supporting or lower body answered to the lead."""

    type: ClassVar[str] = "order.node_replied"
    kind: ClassVar[str] = "order"

    node: UUID
    result: str
    words_digest: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReplied(Event):
    """答复: the lead answered after it had spoken with the person. `drawn`: it will be called back.

    `silent`: supporting bodies that had answered nothing by their limit.
    """

    type: ClassVar[str] = "order.replied"
    kind: ClassVar[str] = "order"

    node: UUID
    round: int
    result: str
    words_digest: str
    late: bool
    drawn: bool
    silent: tuple[UUID, ...]
    next_by: datetime
