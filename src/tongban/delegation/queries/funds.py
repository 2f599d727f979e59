"""Money that was recorded as delivered with powers, for its reconciliation with the treasury."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Sum

from tongban.delegation.models import Delivery

FEN = 100


def money_delivered() -> dict[tuple[str, UUID], int]:
    """What was recorded as delivered in money, in fen, by the document it came by and the body that received it."""
    rows = Delivery.objects.filter(kind="money").values_list("document", "body_id").annotate(sum=Sum("quantity"))
    return {(document, body): yuan * FEN for document, body, yuan in rows}
