"""What a window post received lately and how far it is: for telling the people who come back and ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from tongban.agencies.queries import PartyCard, bodies_by_id, party_cards
from tongban.cases.rules import State
from tongban.kernel.actor import Actor

MOST: Final = 60
_RECEIVED: Final = """
SELECT c.id, c.number, c.item_name, c.applicant_id, c.body_id, c.state, c.decision, c.received_at, c.promised_due_at,
       c.due_at, coalesce(jsonb_array_length(n.points), 0)
  FROM cases_case c
  LEFT JOIN LATERAL (SELECT points FROM cases_notice WHERE case_id = c.id ORDER BY no DESC LIMIT 1) n
       ON c.state = 'noticed'
 WHERE c.window_post_id = %(post)s ORDER BY c.received_at DESC LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """One case that the post received: `tell` is what its applicant must hear now, as a code, or nothing."""

    case_id: UUID
    number: str
    item_name: str
    applicant: PartyCard | None
    body: str
    state: str
    tell: str
    points: int
    received_at: datetime
    due_at: datetime | None


def received_by(actor: Actor) -> list[ReceivedLine]:
    """The cases that the actor's post received, the newest first, at most `MOST`; three statements."""
    with connection.cursor() as cursor:
        cursor.execute(_RECEIVED, {"post": actor.post_id, "most": MOST})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    cards = party_cards({row[3] for row in rows}, viewer=actor)
    named = bodies_by_id({row[4] for row in rows})
    return [
        ReceivedLine(
            case_id, number, item, cards.get(party), named[body].name if body in named else "", state,
            tell_of(state, decision), points, at, promised or due,
        )
        for case_id, number, item, party, body, state, decision, at, promised, due, points in rows
    ]  # fmt: skip


def tell_of(state: str, decision: str) -> str:
    """What the applicant must hear: papers to bring, a result to collect, a refusal or non-acceptance to be told."""
    if state == State.NOTICED:
        return "papers"
    if state == State.DECIDED:
        return "collect" if decision == "grant" else "refused"
    return "not_accepted" if state == "not_accepted" else ""
