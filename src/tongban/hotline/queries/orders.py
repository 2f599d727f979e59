"""Lists of orders by key, their counts by the same filter, and who had a part in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Exists, F, Func, Min, OuterRef, Q, QuerySet, Subquery, TextField, UUIDField, Value
from django.db.models.functions import Cast

from tongban.hotline.models import Order, OrderNode
from tongban.hotline.models.orders import IS_ENDED
from tongban.hotline.permissions import DISCIPLINE, sees_all
from tongban.hotline.queries.clocks import today
from tongban.hotline.queries.desk import government
from tongban.hotline.rules.figures import SATISFIED_FROM
from tongban.hotline.rules.states import ANSWERED, IN_HANDS, State
from tongban.kernel.actor import Actor

# What a list shows: name, the orders in it, and whether the most urgent or the newest come first.
URGENT_FIRST: Final = frozenset({"desk", "returned", "callback", "open", "overdue", "alarm", "hands", "answered"})
# The orders behind each figure of the line, newest first.
OF_FIGURES: Final = (
    "taken", "closed", "dispatched", "responded", "judged", "solved", "rated", "content", "excluded", "late",
    "handed_on",
)  # fmt: skip
VIEWS: Final = (*sorted(URGENT_FIRST), "today", "all", *OF_FIGURES)
HANDED_ON: Final = Q(state__in=[State.MERGED.value, State.NOT_TAKEN.value, State.TRANSFERRED.value])


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list shows. `bodies` None: all; else only what these have or had a part in."""

    view: str = "open"
    bodies: tuple[UUID, ...] | None = None
    body: UUID | None = None
    place: UUID | None = None
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class OrderPage:
    """One page: the rows and the key after which the next begins (None: the end)."""

    rows: tuple[Order, ...]
    after: tuple[str, str] | None


def seen_bodies(by: Actor, at: datetime) -> tuple[UUID, ...] | None:
    """Of which bodies an actor sees the orders; None: of all."""
    if sees_all(by, government=government(at)):
        return None
    return (by.body_id,) if by.body_id is not None else ()


def _of_view(view: str, now: datetime) -> Q:
    begins, ends = today(now)
    table = {
        "desk": Q(state=State.TAKEN),
        "returned": Q(state=State.RETURNED),
        "callback": Q(state=State.CALLBACK),
        "hands": Q(state__in=sorted(IN_HANDS)),
        "answered": Q(state__in=sorted(ANSWERED)),
        "open": ~IS_ENDED,
        "overdue": ~IS_ENDED & Q(due_at__lt=now) & ~Q(state__in=sorted(ANSWERED)),
        "alarm": ~IS_ENDED & Q(step_due__lt=now),
        "today": Q(taken_at__gte=begins, taken_at__lt=ends),
    }
    return table[view] if view in table else of_figure(view, now) if view in OF_FIGURES else Q()


def of_figure(name: str, now: datetime) -> Q:
    """The orders that a figure counts: the figure and the list behind it both come from here.

    Handed on and joined orders are in no base; those left out by audit are not asked whether solved or satisfied.
    """
    in_time = OrderNode.objects.filter(
        order=OuterRef("pk"), role="lead", contacted_at__isnull=False, contacted_at__lte=F("contact_by")
    )
    ours, sent = ~HANDED_ON, ~HANDED_ON & Q(dispatched_at__isnull=False)
    judged, rated = (ours & Q(excluded=False, **{f"{said}__isnull": False}) for said in ("solved", "satisfied"))
    table: dict[str, Q] = {
        "taken": ours, "closed": Q(state=State.CLOSED), "dispatched": sent, "responded": sent & Q(Exists(in_time)),
        "judged": judged, "solved": judged & Q(solved=True),
        "rated": rated, "content": rated & Q(satisfied__gte=SATISFIED_FROM),
        "excluded": ours & Q(excluded=True), "handed_on": HANDED_ON,
        "late": ours & (Q(replied_at__gt=F("due_at")) | Q(replied_at=None, due_at__lt=now)),
    }  # fmt: skip
    return table[name]


def orders_asked(asked: Asked, now: datetime, *, whole: bool = False) -> QuerySet[Order]:
    """The orders that a list shows and a figure counts: both come from here. Misconduct is in no list of these.

    `whole`: all of them are read, and not the first of them; the same orders, asked for in another way.
    """
    rows = Order.objects.filter(_of_view(asked.view, now)).exclude(kind="misconduct")
    holder = "body_id" if asked.view in URGENT_FIRST else "lead_id"
    named = {
        "place_id": _said(asked.place), "kind": asked.kind, "taken_at__gte": asked.since, "taken_at__lt": asked.until,
        "state": asked.state, holder: _said(asked.body),
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in named.items() if value})
    if asked.bodies is not None:
        ours = [Q(body_id=_said(body)) for body in asked.bodies]
        had = OrderNode.objects.filter(reduce(or_, ours)) if ours else OrderNode.objects.none()
        if whole and asked.view in URGENT_FIRST:
            had = had.filter(order_id__gte=Subquery(_OLDEST_OPEN))
        rows = rows.filter(pk__in=had.values("order_id"))
    return rows


def _said(key: UUID | None) -> Func | None:
    """A key that stands in the statement itself.

    Some bodies lead half of all orders and some one in a thousand: a plan made once for all of them suits neither.
    """
    return Func(template=f"'{key}'::uuid", output_field=UUIDField()) if key is not None else None


# Keys rise with time, so no part of an open order has a smaller one than the oldest open order; as text, so that it is
# found among the open ones and not by walking all orders from the first.
_OLDEST_OPEN: Final = (
    Order.objects.filter(~IS_ENDED).order_by().values(one=Value(1))
    .annotate(first=Cast(Min(Cast("pk", TextField())), UUIDField())).values("first")
)  # fmt: skip


def order_page(asked: Asked, *, now: datetime, size: int, after: tuple[str, str] | None = None) -> OrderPage:
    """A page of orders by key: the most urgent step first, or the newest first."""
    rows, column = orders_asked(asked, now), "step_due" if asked.view in URGENT_FIRST else "taken_at"
    urgent = column == "step_due"
    if after is not None:
        moment, key = after
        sign = "gt" if urgent else "lt"
        # Said twice so that the index is entered at the moment, and not read from its beginning.
        rows = rows.filter(Q(**{f"{column}__{sign}e": moment}))
        rows = rows.filter(Q(**{f"{column}__{sign}": moment}) | Q(**{column: moment, f"pk__{sign}": key}))
    order = (column, "pk") if urgent else (f"-{column}", "-pk")
    found = list(rows.defer("text", "lookup_hash").order_by(*order)[: size + 1])
    last: Any = found[size - 1] if len(found) > size else None
    return OrderPage(tuple(found[:size]), (getattr(last, column).isoformat(), str(last.pk)) if last else None)


def counted(asked: Asked, now: datetime) -> int:
    """How many a list holds."""
    return orders_asked(asked, now).count()


def counted_views(views: Sequence[str], asked: Asked, now: datetime) -> dict[str, int]:
    """How many each of several lists holds: those of open orders in one reading of what is open, each exact."""
    of_open = [view for view in views if view in URGENT_FIRST]
    counts = {view: Count("pk", filter=_of_view(view, now)) for view in of_open}
    found: dict[str, int] = {}
    if counts:
        found = orders_asked(replace(asked, view="open"), now, whole=True).aggregate(**counts)
    return {view: found[view] if view in found else counted(replace(asked, view=view), now) for view in views}


def parts_in_hand(by: Actor, *, size: int, after: tuple[str, str] | None = None) -> list[OrderNode]:
    """The open parts of the actor's body, the most urgent first; misconduct only before discipline inspection."""
    if by.body_id is None:
        return []
    rows = OrderNode.objects.filter(body_id=by.body_id, closed_at=None).select_related("order")
    if not by.has(DISCIPLINE):
        rows = rows.exclude(order__kind="misconduct")
    if after is not None:
        rows = rows.filter(Q(answer_by__gt=after[0]) | Q(answer_by=after[0], pk__gt=after[1]))
    return list(rows.order_by("answer_by", "pk")[: size + 1])


def joined_to(order_id: UUID) -> set[UUID]:
    """An order and all that were joined to it, also through others; one statement for each step of joining."""
    found, fresh = {order_id}, {order_id}
    while fresh:
        fresh = set(Order.objects.filter(merged_into__in=fresh).values_list("pk", flat=True)) - found
        found |= fresh
    return found


def open_with_body(body_id: UUID) -> int:
    """How many orders of the line a body has a part of in hand."""
    return OrderNode.objects.filter(body_id=body_id, closed_at=None).values("order_id").distinct().count()


def open_in_place(place_id: UUID) -> int:
    """How many open orders of the line are about a place."""
    return Order.objects.filter(place_id=place_id, closed_at=None).count()


def open_part(order_id: UUID, body_id: UUID | None) -> UUID | None:
    """The part that a body has in hand in an order now."""
    if body_id is None:
        return None
    parts = OrderNode.objects.filter(order_id=order_id, body_id=body_id, closed_at=None)
    return parts.values_list("pk", flat=True).first()


def handlers_of(order: Order) -> set[UUID]:
    """The officials who signed for the order or answered it, in any round."""
    signed = order.nodes.values_list("signed_by", flat=True)
    answered = order.replies.values_list("by_ref", flat=True)
    return {who for who in (*signed, *answered) if who is not None}
