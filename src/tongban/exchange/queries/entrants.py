"""Reading new firms: what a body was told of, what a registrar still has to read, which licences a firm was told of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from tongban.agencies.queries import BodyRef, PartyCard, bodies_by_id, divisions, party_cards
from tongban.exchange.models import Entrant, LicencePush
from tongban.exchange.rules.entrants import RETURNED
from tongban.kernel.actor import Actor
from tongban.powerlist.queries.names import names_by_code

MOST = 200


@dataclass(frozen=True, slots=True)
class PushLine:
    """A firm that a body was told of, for one permit; the firm as the viewer may see it."""

    id: UUID
    entrant: UUID
    firm: PartyCard | None
    item: str
    item_name: str
    place: str
    scope: str
    number: str
    body: BodyRef | None
    state: str
    pushed_at: datetime
    claim_by: datetime
    answered_at: datetime | None
    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class EntrantLine:
    """A firm whose licences nobody has read yet."""

    id: UUID
    firm: PartyCard | None
    number: str
    place: str
    scope: str
    seen_at: datetime


def pushes_of(actor: Actor, *, state: str, size: int, after: tuple[datetime, UUID] | None = None) -> list[PushLine]:
    """What the actor's body was told of, in one state, the newest first; one more than a page, to know of the next."""
    rows = LicencePush.objects.filter(body_id=_body(actor), state=state)
    if after is not None:
        rows = rows.filter(pushed_at__lte=after[0]).exclude(pushed_at=after[0], id__gte=after[1])
    return _lines(list(rows.select_related("entrant__case").order_by("-pushed_at", "-id")[: size + 1]), actor)


def push_counts(actor: Actor) -> dict[str, int]:
    """How many firms the actor's body was told of, by state."""
    counted = LicencePush.objects.filter(body_id=_body(actor)).values_list("state").annotate(Count("id"))
    return dict(counted)


def push_line(push_id: UUID, actor: Actor) -> PushLine | None:
    """One push to the actor's body; None for another's, as for one that does not exist."""
    row = LicencePush.objects.select_related("entrant__case").filter(pk=push_id, body_id=_body(actor)).first()
    return _lines([row], actor)[0] if row is not None else None


def licences_told(case_id: UUID, actor: Actor) -> list[PushLine]:
    """What a registered firm needs, for its founder: each licence with the body that has it; none sent back."""
    rows = LicencePush.objects.select_related("entrant__case").filter(entrant__case_id=case_id).exclude(state=RETURNED)
    return _lines(list(rows.order_by("pushed_at", "id")), actor)


def unread_entrants(actor: Actor) -> list[EntrantLine]:
    """The firms that the actor's body registered and whose licences nobody knows yet, the oldest first."""
    return _unread(
        Entrant.objects.filter(registrar_id=_body(actor), read_at=None).order_by("seen_at", "id")[:MOST], actor
    )


def unread_entrant(entrant_id: UUID, actor: Actor) -> EntrantLine | None:
    """One of these; None for another body's and for one that was read."""
    rows = Entrant.objects.filter(pk=entrant_id, registrar_id=_body(actor), read_at=None)
    return next(iter(_unread(rows, actor)), None)


def _unread(rows: QuerySet[Entrant], actor: Actor) -> list[EntrantLine]:
    found = list(rows.select_related("case"))
    cards, places = party_cards({row.party_id for row in found}, viewer=actor), _places()
    return [
        EntrantLine(
            row.pk, cards.get(row.party_id), row.case.number, places.get(row.place_id, ""), row.scope, row.seen_at
        )
        for row in found
    ]


def _body(actor: Actor) -> UUID:
    """Nobody's body has no records."""
    return actor.body_id or UUID(int=0)


def _places() -> dict[UUID, str]:
    return {place.id: place.name for place in divisions()}


def _lines(rows: Collection[LicencePush], actor: Actor) -> list[PushLine]:
    cards = party_cards({row.entrant.party_id for row in rows}, viewer=actor)
    known, places = bodies_by_id({row.body_id for row in rows}), _places()
    named = names_by_code({row.item for row in rows})
    return [
        PushLine(
            row.pk, row.entrant_id, cards.get(row.entrant.party_id), row.item, named.get(row.item, row.item),
            places.get(row.entrant.place_id, ""), row.entrant.scope, row.entrant.case.number, known.get(row.body_id),
            row.state, row.pushed_at, row.claim_by, row.answered_at, row.reason, row.words,
        )
        for row in rows
    ]  # fmt: skip
