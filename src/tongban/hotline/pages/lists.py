"""Lists of orders: the dispatcher's desk, callbacks, alarms, one's own; each count is the length of its list."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any, Final
from uuid import UUID

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.queries import bodies_by_id
from tongban.hotline.pages.asking import left_words, official, order_row, order_rows, read_day, read_uuid
from tongban.hotline.permissions import DISCIPLINE, DISPATCH, HANDLE, OPERATE
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.queries.orders import VIEWS, Asked, counted_views, order_page, parts_in_hand, seen_bodies
from tongban.hotline.queries.police import unheard
from tongban.rulebook.lookup import number

SAFE: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
EXPORTED: Final = 2_000


def view_words() -> dict[str, str]:
    """What a list shows, in words."""
    return {
        "desk": _("To be dispatched"), "returned": _("Returned, to be arbitrated"), "callback": _("To be called back"),
        "hands": _("With their bodies"), "answered": _("Answered"), "alarm": _("Step over its time"),
        "overdue": _("Over the limit of the reply"), "open": _("All open"), "today": _("Taken today"),
        "all": _("All orders"), "taken": _("Taken, what was handed on aside"), "closed": _("Closed"),
        "dispatched": _("Dispatched"), "responded": _("Person spoken with in time"),
        "judged": _("Said whether it is solved"), "solved": _("Solved"), "rated": _("Gave a level"),
        "content": _("Gave one of the upper three levels"),
        "excluded": _("Left out by audit (solved and satisfied only)"),
        "late": _("Answered late, or overdue and not answered"), "handed_on": _("Handed on or joined, in no base"),
    }  # fmt: skip


def _asked(request: HttpRequest, bodies: tuple[UUID, ...] | None, now: datetime) -> Asked:
    given = request.GET
    view = given.get("view", "open")
    return Asked(
        view=view if view in VIEWS else "open", bodies=bodies, body=read_uuid(given.get("body")),
        place=read_uuid(given.get("place")), kind=given.get("kind", "")[:12].replace("\0", ""),
        since=_morning(given.get("since")), until=_morning(given.get("until")),
    )  # fmt: skip


def _morning(text: str | None) -> datetime | None:
    day = read_day(text)
    return datetime.combine(day, time(), ZONE) if day else None


def _after(request: HttpRequest) -> tuple[str, str] | None:
    moment, _tilde, key = request.GET.get("after", "").partition("~")
    found = read_uuid(key)
    try:
        read = datetime.fromisoformat(moment)
        return (read.isoformat(), str(found)) if found and read.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


@require_safe
@never_cache
def orders(request: HttpRequest) -> HttpResponse:
    """Which orders are these, whose turn is it, and what is over its time?"""
    actor, now = official(request), timezone.now()
    asked = _asked(request, seen_bodies(actor, now), now)
    page = order_page(asked, now=now, size=number("list.page_size", timezone.localdate()), after=_after(request))
    words, kept = view_words(), request.GET.copy()
    kept.pop("after", None)
    export = "?" + kept.urlencode()
    if page.after:
        kept["after"] = "~".join(page.after)
    counts = [(view, words[view], many) for view, many in counted_views(_tabs(asked), asked, now).items()]
    context: dict[str, Any] = {
        "heading": words[asked.view], "rows": order_rows(page.rows, now), "next": "?" + kept.urlencode(),
        "more": page.after is not None, "paged": "after" in request.GET, "counts": counts, "view": asked.view,
        "export": export, "unheard": unheard() if actor.duties & {OPERATE, DISPATCH} else [],
    }  # fmt: skip
    return render(request, "hotline/orders.html", context)


def _tabs(asked: Asked) -> tuple[str, ...]:
    desk = ("desk", "returned", "callback") if asked.bodies is None else ()
    return ("alarm", *desk, "hands", "overdue", "open", "today")


@require_safe
@never_cache
def orders_file(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook; every cell a text."""
    actor, now = official(request), timezone.now()
    asked = _asked(request, seen_bodies(actor, now), now)
    rows = order_rows(order_page(asked, now=now, size=EXPORTED).rows, now)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        sheet = book.add_worksheet()
        heads = [
            _("Order number"), _("Kind of request"), _("Title"), _("State"), _("In whose hands"),
            _("Lead body"), _("Taken"), _("Reply until"),
        ]  # fmt: skip
        for line, texts in enumerate([heads, *map(_cells, rows)]):
            for place, text in enumerate(texts):
                sheet.write_string(line, place, text)
    answer = HttpResponse(
        out.getvalue(), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    answer["Content-Disposition"] = f'attachment; filename="orders-{timezone.localdate().isoformat()}.xlsx"'
    return answer


def _cells(row: dict[str, Any]) -> list[str]:
    order = row["order"]
    told = [timezone.localtime(at).strftime("%Y-%m-%d %H:%M") for at in (order.taken_at, order.due_at)]
    return [order.number, row["kind"], order.title, row["state"], row["hands"], row["lead"], *told]


@require_safe
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """What does my body have in hand, and what first?"""
    actor, now = official(request, (HANDLE, DISCIPLINE, "lead")), timezone.now()
    size = number("list.page_size", timezone.localdate())
    parts = parts_in_hand(actor, size=size, after=_after(request))
    more, parts = len(parts) > size, parts[:size]
    held = [part.order for part in parts]
    names = bodies_by_id({one.body_id for one in held} | {one.lead_id for one in held if one.lead_id})
    rows = []
    for part in parts:
        due = part.sign_by if part.signed_at is None else part.contact_by if not part.contacted_at else part.answer_by
        mark, left = left_words(due, now)
        rows.append(order_row(part.order, names, now) | {"mark": mark, "left": left, "part": part})
    context = {
        "rows": rows, "more": more, "unsigned": sum(part.signed_at is None for part in parts),
        "next": f"?after={parts[-1].answer_by.isoformat()}~{parts[-1].pk}".replace("+", "%2B") if parts else "",
    }  # fmt: skip
    return render(request, "hotline/mine.html", context)
