"""Efficiency complaints in a register: how each stands, how they are classed on both axes, what waits for a result."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db.models import Count, Q, QuerySet

from tongban.hotline.models import OrderFinding
from tongban.hotline.rules.turns import ASPECTS, FAULTS, GOES_ON
from tongban.kernel.actor import Actor
from tongban.ledger.queries import head_seq

WAITING = Q(found_at__isnull=False, substantiated=True) & ~Q(leads_to="reply") & (
    Q(outcome="") | Q(outcome__in=sorted(GOES_ON))
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the register shows: a class of either axis, or what still waits for its result."""

    fault: str = ""
    aspect: str = ""
    waiting: bool = False


def findings(wanted: Wanted, by: Actor) -> QuerySet[OrderFinding]:
    """Complaints that were given out, none about the reader's own body; among what waits also leads from reports."""
    rows = OrderFinding.objects.select_related("order").defer("order__text", "order__lookup_hash")
    rows = rows.exclude(order__complained_id=by.body_id)
    if wanted.waiting:
        return rows.filter(WAITING)
    given = {"fault": wanted.fault, "aspect": wanted.aspect}
    return rows.filter(order__kind="efficiency", **{name: value for name, value in given.items() if value})


def classed(by: Actor) -> dict[tuple[str, str], int]:
    """How many substantiated complaints stand in each of the nine classes."""
    rows = findings(Wanted(), by).filter(substantiated=True).values_list("fault", "aspect").annotate(n=Count("pk"))
    counts = {(fault, aspect): 0 for fault in FAULTS for aspect in ASPECTS}
    return counts | {(fault, aspect): many for fault, aspect, many in rows if (fault, aspect) in counts}


def register_page(
    wanted: Wanted, by: Actor, *, size: int, after: UUID | None = None
) -> tuple[list[OrderFinding], UUID | None]:
    """One page, the newest first, and the key after which the next begins."""
    rows = findings(wanted, by)
    found = list((rows.filter(pk__lt=after) if after else rows).order_by("-pk")[: size + 1])
    return found[:size], found[size - 1].pk if len(found) > size else None


def recommendation_of(order_id: UUID) -> UUID | None:
    """The recommendation that efficiency supervision made of a finding; None as long as the ledger knows of none."""
    key = uuid5(order_id, "recommendation")
    return key if head_seq("recommendation", key) else None


def waits_for_recommendation(row: OrderFinding | None, by: Actor) -> bool:
    """Whether this reader found it and is to make the recommendation."""
    leads = row is not None and row.found_at is not None and row.leads_to == "recommendation" and not row.outcome
    return row is not None and leads and row.investigates == by.ref and recommendation_of(row.order_id) is None
