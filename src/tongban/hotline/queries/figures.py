"""Counting the figures of the line in one statement; each figure's records come from the same words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from tongban.hotline.queries.orders import OF_FIGURES, Asked, counted, of_figure, orders_asked
from tongban.hotline.rules.figures import Figures


def figures(*, since: datetime, until: datetime, now: datetime, asked: Asked | None = None) -> Figures:
    """The figures of the orders taken in a span (`until` not in it), by the filter of a list."""
    wanted = replace(asked or Asked(), view="all", since=since, until=until)
    counts = {name: Count("pk", filter=of_figure(name, now)) for name in OF_FIGURES}
    found = orders_asked(wanted, now).aggregate(**counts)
    return Figures(**found)


def open_number(*, since: datetime, until: datetime, now: datetime) -> int:
    """How many of the orders taken in a span are not closed: the length of the list that it opens."""
    return counted(Asked(view="open", since=since, until=until), now)


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
    rows = orders_asked(Asked(view="taken", since=since, until=until), now).filter(lead__isnull=False)
    names = ("taken", "closed", "late", "judged", "solved")
    counts = {name: Count("pk", filter=of_figure(name, now)) for name in names}
    found: Any = rows.values("lead_id").annotate(**counts)
    return sorted(found, key=lambda row: (-row["taken"], row["lead_id"]))
