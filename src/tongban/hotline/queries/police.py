"""Where an order stands with 110, and which transfers 110 has not acknowledged."""

from __future__ import annotations

from uuid import UUID

from tongban.hotline.models import PoliceMatter

MOST = 20


def unheard() -> list[PoliceMatter]:
    """What was handed to 110 and not acknowledged by it, the oldest first: somebody calls there."""
    rows = PoliceMatter.objects.filter(way="out").exclude(answer="taken").select_related("order")
    return list(rows.order_by("at")[:MOST])


def matters_of(order_id: UUID) -> list[PoliceMatter]:
    """What passed between the line and 110 about an order."""
    return list(PoliceMatter.objects.filter(order_id=order_id).order_by("at"))
