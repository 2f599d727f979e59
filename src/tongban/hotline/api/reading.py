"""Orders as lists by key, one order whole, and what came of a platform's orders since a mark."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from tongban.agencies.forms.programs import After, Rows, log_reading, place_after, told_after
from tongban.hotline.api.asking import Moment, in_duty, mark_of, seen_order
from tongban.hotline.api.shapes import NewsOut, OrderOut, OrdersOut, line, whole, words_of_state
from tongban.hotline.api.taking import router as orders  # one address: listed by GET, taken in by POST
from tongban.hotline.permissions import WORKS, may_dispatch, sees_orders
from tongban.hotline.queries.news import News, news_since
from tongban.hotline.queries.orders import VIEWS, Asked, order_page, seen_bodies
from tongban.hotline.rules.kinds import Kind
from tongban.hotline.rules.states import State
from tongban.kernel.refusals import Refused, refuse

router = Router()
View = Annotated[str, Field(max_length=10)]
Origin = Annotated[str, Field(min_length=1, max_length=40, pattern="^[a-z0-9_]+$")]


@orders.get("", response=OrdersOut, summary="工单列表 · Orders")
def list_orders(
    request: HttpRequest, view: View = "open", state: View = "", body: UUID | None = None, place: UUID | None = None,
    kind: View = "", since: Moment | None = None, until: Moment | None = None, after: After = "", limit: Rows = 50,
) -> Any:  # fmt: skip
    """By what waits (`view`), by state, body, place, kind and when it was taken; bodies see what they had a part in.

    Open lists begin with the most urgent step, the others with the newest. Reports of misconduct are in no list.
    """
    by, now = in_duty(request, *WORKS), timezone.now()
    problem = sees_orders(by)
    if problem is not None:
        raise Refused(problem)
    for given, known in ((view, VIEWS), (state or "taken", tuple(map(str, State))), (kind or "help", tuple(Kind))):
        if given not in set(map(str, known)):
            raise refuse("no_such_view", zh="没有这个列表。", en="There is no such list.")
    asked = Asked(
        view=view, bodies=seen_bodies(by, now), body=body, place=place, kind=kind, since=since, until=until, state=state
    )
    page = order_page(asked, now=now, size=limit, after=place_after(after))
    return {"rows": [line(row) for row in page.rows], "after": told_after(page.after)}


@router.get("/results", response=NewsOut, summary="办理结果 · Results since a mark")
def results(
    request: HttpRequest, origin: Origin, since: Annotated[str, Field(max_length=20)] = "", limit: Rows = 50
) -> Any:
    """What happened to the orders of a platform after a mark, under its own numbers, in the order of the ledger.

    The mark is kept by the caller and may be asked for again; nothing before it is told twice, nothing is left out.
    """
    by, now = in_duty(request, "dispatch", "operate"), timezone.now()
    problem = may_dispatch(by)
    if problem is not None:
        raise Refused(problem)
    mark = mark_of(since)
    told = news_since(origin, mark, limit)
    log_reading(request, [one.order.party_id for one in told], fields=["words"], at=now)
    return {"rows": [_news(one) for one in told], "next": str(told[-1].row.no if told else mark)}


def _news(one: News) -> dict[str, Any]:
    order = one.order
    return {
        "what": one.row.what, "at": one.row.at, "outside_no": one.outside_no, "number": order.number,
        "order_id": order.pk, "state": order.state, "state_words": words_of_state(order.state),
        "body_id": order.body_id, "result": one.reply.result if one.reply else "", "words": one.words,
        "replied_at": order.replied_at, "ending": order.ending, "solved": order.solved,
        "satisfied": order.satisfied, "closed_at": order.closed_at,
    }  # fmt: skip


@router.get("/{order_id}", response=OrderOut, summary="一件工单 · One order")
def read_order(request: HttpRequest, order_id: UUID) -> Any:
    """What is asked, whose turn it is and until when, everything that was done; people masked by role."""
    view, _by = seen_order(request, order_id, timezone.now())
    return whole(view)
