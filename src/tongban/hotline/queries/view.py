"""One order whole, as its reader may see it: contacts masked, words unsealed, parts, replies, callbacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef

from tongban.agencies.queries import PartyCard, party_cards, sealing_key, unseal
from tongban.cases.queries.lookup import clean_code, clean_number, lookup_hash
from tongban.documents.queries.files import FileRef, files_of
from tongban.hotline.models import (
    Mediation,
    Order,
    OrderCallback,
    OrderContact,
    OrderExclusion,
    OrderExtension,
    OrderFinding,
    OrderNode,
    OrderReply,
    OrderReturn,
    OrderSupervision,
    PoliceMatter,
)
from tongban.hotline.permissions import NOT_FOUND, may_see
from tongban.hotline.queries.desk import government
from tongban.hotline.queries.mediation import mediation_of
from tongban.hotline.queries.police import matters_of
from tongban.hotline.rules.redact import redacted
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refused

# What few orders have is asked for only where the order itself says that it is there.
SELDOM: Final[dict[str, Exists]] = {
    "extended": Exists(OrderExtension.objects.filter(order=OuterRef("pk"))),
    "watched": Exists(OrderSupervision.objects.filter(order=OuterRef("pk"))),
    "out": Exists(OrderExclusion.objects.filter(order=OuterRef("pk"))),
    "linked": Exists(PoliceMatter.objects.filter(order=OuterRef("pk"))),
    "mediated": Exists(Mediation.objects.filter(order=OuterRef("pk"))),
    "judged": Exists(OrderFinding.objects.filter(order=OuterRef("pk"))),
}


@dataclass(frozen=True, slots=True)
class ReplyView:
    """An answer with its words."""

    row: OrderReply
    words: str


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order with everything that hangs on it."""

    order: Order
    text: str
    contacts: tuple[OrderContact, ...]
    cards: dict[UUID, PartyCard]
    nodes: tuple[OrderNode, ...]
    replies: tuple[ReplyView, ...]
    callbacks: tuple[OrderCallback, ...]
    returned: OrderReturn | None
    return_words: tuple[str, str]
    extension: OrderExtension | None
    supervision: OrderSupervision | None
    exclusion: OrderExclusion | None
    finding: OrderFinding | None
    papers: tuple[FileRef, ...]
    police: tuple[PoliceMatter, ...] = ()
    mediation: Mediation | None = None


def order_for(order_id: UUID, by: Actor, at: datetime) -> OrderView:
    """One order for who may see it; a stranger, and the one reported, learn nothing of it."""
    order = Order.objects.filter(pk=order_id).annotate(**SELDOM).first()
    if order is None:
        raise Refused(NOT_FOUND)
    contacts, nodes = tuple(order.contacts.order_by("at")), tuple(order.nodes.order_by("no"))
    finding = OrderFinding.objects.filter(order=order).first() if vars(order)["judged"] else None
    bodies = {node.body_id for node in nodes} | ({finding.target} if finding is not None and finding.target else set())
    parties = {contact.party_id for contact in contacts}
    problem = may_see(by, kind=order.kind, bodies=bodies, parties=parties, government=government(at))
    reported = by.kind is ActorKind.OFFICIAL and order.complained_id is not None and by.body_id == order.complained_id
    if problem is not None or reported:
        raise Refused(NOT_FOUND)
    returned, there = order.returns.order_by("-at").first(), vars(order)
    return OrderView(
        order=order,
        text=_secret_text(order, contacts),
        contacts=contacts,
        cards=party_cards(parties, viewer=by),
        nodes=nodes,
        replies=tuple(ReplyView(row, words_of(order, row.sealed)) for row in order.replies.order_by("at")),
        callbacks=tuple(order.callbacks.order_by("at")),
        returned=returned,
        return_words=(words_of(order, returned.sealed), words_of(order, returned.answer)) if returned else ("", ""),
        extension=OrderExtension.objects.filter(order=order).first() if there["extended"] else None,
        supervision=order.supervisions.order_by("-at").first() if there["watched"] else None,
        exclusion=OrderExclusion.objects.filter(order=order).first() if there["out"] else None,
        finding=finding,
        papers=tuple(files_of(order.pk)),
        police=tuple(matters_of(order.pk)) if there["linked"] else (),
        mediation=mediation_of(order.pk) if there["mediated"] else None,
    )


def _secret_text(order: Order, contacts: tuple[OrderContact, ...]) -> str:
    """The redacted words; of a report of misconduct, which stands sealed only, the same taken from what is sealed."""
    if order.kind != "misconduct" or not contacts:
        return order.text
    return redacted(words_of(order, contacts[0].sealed))


def words_of(order: Order, sealed: bytes | memoryview | None) -> str:
    """Sealed words of an order; empty where the person's data was erased."""
    if not sealed:
        return ""
    try:
        return unseal(sealing_key(order.party_id), bytes(sealed)).decode()
    except Refused:
        return ""


def orders_of(party_id: UUID, most: int) -> list[Order]:
    """The orders of which a person spoke, the newest first; joined ones as the one they went into."""
    spoken = OrderContact.objects.filter(party_id=party_id).values("order_id")
    return list(Order.objects.filter(pk__in=spoken, merged_into=None).order_by("-taken_at", "-pk")[:most])


def looked_up(number: str, code: str) -> Order | None:
    """The order of a number and its code, for who asked without signing in; None when they do not belong together."""
    found = Order.objects.filter(number=clean_number(number)).first()
    if found is None or bytes(found.lookup_hash) != lookup_hash(found.number, clean_code(code)):
        return None
    return found


def order_numbered(number: str) -> UUID | None:
    """The order with a number as people type it; None when there is none."""
    return Order.objects.filter(number=clean_number(number)).values_list("pk", flat=True).first()


def number_of_request(request: UUID) -> str:
    """The number of the order that a request became or joined; empty when there is none."""
    found = OrderContact.objects.filter(request=request).values_list("order__number", flat=True).first()
    return found or ""


def waits_for_callback(order_id: UUID) -> bool:
    """Whether the order was drawn and is to be called back now."""
    return Order.objects.filter(pk=order_id, state="callback").exists()
