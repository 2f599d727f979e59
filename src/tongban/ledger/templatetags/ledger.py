"""One line for the pages of others: where the newest event of a subject can be checked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import template

from tongban.ledger.queries.receipts import newest_event
from tongban.ledger.rules.addresses import short

register = template.Library()


@register.inclusion_tag("ledger/line.html")
def recorded(kind: str, subject: UUID) -> dict[str, Any]:
    """`{% recorded "case" matter.id %}`: a link to the check of the newest event, and a word until it is sealed."""
    found = newest_event(kind, subject)
    return {"event_id": found.id, "digest": short(found.hash), "sealed": found.sealed} if found else {}
