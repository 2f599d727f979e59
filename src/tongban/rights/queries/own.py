"""A person's own values and requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from tongban.agencies.queries import PartyCard, party_cards, sealing_key, unseal
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refused
from tongban.rights.models import Request
from tongban.rights.permissions import may_ask, may_list
from tongban.rights.rules.requests import DUTY, State

MOST = 200


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request as its page shows it; `wish` and `answer` are opened for the person alone."""

    id: UUID
    party_id: UUID
    kind: str
    state: str
    body_id: UUID
    asked_at: datetime
    answer_by: datetime
    drafts: int
    reminders: int
    contact: bool
    kept: list[dict[str, Any]]
    rest_until: date | None
    decided_at: datetime | None
    ended_at: datetime | None
    wish: str = ""
    answer: str = ""


def own_card(viewer: Actor) -> PartyCard | None:
    """The person's own values; None for whoever is not a person."""
    if viewer.kind is not ActorKind.CITIZEN or viewer.ref is None:
        return None
    return party_cards([viewer.ref], viewer=viewer).get(viewer.ref)


def own_name(party_id: UUID) -> str:
    """The name as it is registered, for comparing with the one asked for; shown to nobody by this."""
    card = party_cards([party_id], viewer=Actor(ActorKind.CITIZEN, ref=party_id)).get(party_id)
    return (card.name or "") if card is not None else ""


def own_requests(party_id: UUID, *, viewer: Actor) -> list[RequestView]:
    """A person's own requests with their words, the newest first."""
    problem = may_ask(viewer, party_id)
    if problem is not None:
        raise Refused(problem)
    rows = list(Request.objects.filter(party_id=party_id).order_by("-asked_at")[:MOST])
    if not rows:
        return []
    try:
        key = sealing_key(party_id)
    except Refused:
        return [_view(row) for row in rows]

    def opened(sealed: bytes | memoryview | None) -> str:
        return unseal(key, bytes(sealed)).decode() if sealed is not None else ""

    def wished(row: Request) -> str:
        return str(orjson.loads(opened(row.wish))["name"]) if row.wish is not None else ""

    return [_view(row, wished(row), opened(row.answer)) for row in rows]


def requests_for(viewer: Actor, *, waiting: bool) -> list[RequestView]:
    """The requests that this post answers: those that wait, most urgent first, or the answered ones, newest first."""
    problem = may_list(viewer)
    if problem is not None:
        raise Refused(problem)
    kinds = [str(what) for what, duty in DUTY.items() if viewer.has(duty)]
    rows = Request.objects.filter(kind__in=kinds, body=viewer.body_id)
    if waiting:
        return [_view(row) for row in rows.filter(state=State.ASKED).order_by("answer_by", "id")[:MOST]]
    return [_view(row) for row in rows.exclude(state=State.ASKED).order_by("-asked_at", "-id")[:MOST]]


def request_for(request_id: UUID, viewer: Actor) -> RequestView | None:
    """One request that this post answers; None for all others, whether it exists or not."""
    row = Request.objects.filter(pk=request_id, body=viewer.body_id).first()
    if row is None or not any(row.kind == what and viewer.has(duty) for what, duty in DUTY.items()):
        return None
    return _view(row)


def _view(row: Request, wish: str = "", answer: str = "") -> RequestView:
    return RequestView(
        row.pk, row.party_id, row.kind, row.state, row.body_id, row.asked_at, row.answer_by, row.drafts, row.reminders,
        row.contact, row.kept, row.rest_until, row.decided_at, row.ended_at, wish, answer,
    )  # fmt: skip
