"""Counting the figures of the line in one statement; each figure's records come from the same words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q

from tongban.hotline.models import Order, OrderNode
from tongban.hotline.queries.orders import Asked, orders_asked
from tongban.hotline.rules.figures import SATISFIED_FROM, Figures
from tongban.hotline.rules.states import State

HANDED_ON = Q(state__in=[State.MERGED.value, State.NOT_TAKEN.value, State.TRANSFERRED.value])
IN_TIME = OrderNode.objects.filter(
    order=OuterRef("pk"), role="lead", contacted_at__isnull=False, contacted_at__lte=F("contact_by")
)


def late(now: datetime) -> Q:
    """Answered after its day, or not answered though its day is past."""
    return Q(replied_at__gt=F("due_at")) | Q(replied_at=None, due_at__lt=now)


def figures(*, since: datetime, until: datetime, now: datetime, asked: Asked | None = None) -> Figures:
    """The figures of the orders taken in a span (`until` not in it), by the filter of a list."""
    wanted = replace(asked or Asked(), view="all", since=since, until=until)
    rows = orders_asked(wanted, now).annotate(in_time=Exists(IN_TIME))
    ours, said = ~HANDED_ON, ~HANDED_ON & Q(excluded=False)
    found = rows.aggregate(
        taken=Count("pk", filter=ours),
        closed=Count("pk", filter=Q(state=State.CLOSED)),
        dispatched=Count("pk", filter=ours & Q(dispatched_at__isnull=False)),
        responded=Count("pk", filter=ours & Q(dispatched_at__isnull=False, in_time=True)),
        judged=Count("pk", filter=said & Q(solved__isnull=False)),
        solved=Count("pk", filter=said & Q(solved=True)),
        rated=Count("pk", filter=said & Q(satisfied__isnull=False)),
        content=Count("pk", filter=said & Q(satisfied__gte=SATISFIED_FROM)),
        excluded=Count("pk", filter=ours & Q(excluded=True)),
        late=Count("pk", filter=ours & late(now)),
        handed_on=Count("pk", filter=HANDED_ON),
    )
    return Figures(**found)


def open_of(
    *, since: datetime, until: datetime, now: datetime, bodies: tuple[UUID, ...] | None = None
) -> list[tuple[str, UUID]]:
    """The orders taken in a span that are not closed, each with the body that has it in hand (C-05).

    By the filter of the list and of the figures, so that these are what was taken less what was closed.
    """
    rows = orders_asked(Asked(view="open", since=since, until=until), now)
    if bodies is not None:
        rows = rows.filter(body_id__in=bodies)
    return list(rows.order_by("taken_at", "pk").values_list("number", "body_id"))


def by_body(*, since: datetime, until: datetime, now: datetime) -> list[dict[str, Any]]:
    """For each lead: taken, closed, late, solved of those who said so; the body with most first."""
    rows = Order.objects.filter(taken_at__gte=since, taken_at__lt=until, lead__isnull=False)
    rows = rows.exclude(HANDED_ON | Q(kind="misconduct"))
    said = Q(excluded=False, solved__isnull=False)
    found: Any = (
        rows.values("lead_id").annotate(
            taken=Count("pk"), closed=Count("pk", filter=Q(state=State.CLOSED)),
            late=Count("pk", filter=late(now)), judged=Count("pk", filter=said),
            solved=Count("pk", filter=said & Q(solved=True)),
        ).order_by("-taken", "lead_id")
    )  # fmt: skip
    return list(found)
