"""What pages of the line share: who asks, choices in the reader's language, how a row of a list is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongban.agencies.queries import bodies_by_id, bodies_in_order, calendar, divisions
from tongban.hotline.models import Order
from tongban.hotline.permissions import NOT_THE_LINE, sees_orders
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.rules.kinds import KIND_WORDS, URGENCY_WORDS
from tongban.hotline.rules.kinds import words as kind_words
from tongban.hotline.rules.states import ANSWERED, ENDED, State, state_word
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind

FIRST_YEAR, LAST_YEAR = 2000, 2200
Choice = tuple[str, str]


def lang() -> str:
    """zh or en, as the page is shown."""
    return "en" if (get_language() or "zh").startswith("en") else "zh"


def official(request: HttpRequest, duties: Iterable[str] = ()) -> Actor:
    """The official who may open this page; 403 for everybody else."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    held = set(duties)
    if actor.kind is ActorKind.OFFICIAL and (actor.duties & held if held else sees_orders(actor) is None):
        return actor
    raise PermissionDenied(NOT_THE_LINE)


def said(table: Mapping[Any, tuple[str, str]]) -> list[Choice]:
    """A table of words as choices."""
    place = 1 if lang() == "en" else 0
    return [(str(key), pair[place]) for key, pair in table.items()]


def body_choices(at: datetime) -> list[Choice]:
    """The bodies an order can go to: departments, townships, the centre; never a village."""
    day = at.astimezone(ZONE).date()
    kinds = {place.id: place.kind for place in divisions(day)}
    found = [body for body in bodies_in_order(day) if kinds.get(body.place_id) != "village"]
    return [(str(body.id), body.name) for body in found]


def place_choices(at: datetime) -> list[Choice]:
    """Where something can be: the county, its townships and villages."""
    return [(str(place.id), place.name) for place in divisions(at.astimezone(ZONE).date())]


def read_uuid(text: str | None) -> UUID | None:
    """An id as a form sends it; None for anything else."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def left_words(due: datetime | None, now: datetime) -> tuple[str, str]:
    """(mark, words) of a limit: what is left, in hours below two days, else in working days; what is over, in days."""
    if due is None:
        return "done", _("ended")
    over = now > due
    hours = int(abs((due - now).total_seconds()) // 3600)
    today, last = now.astimezone(ZONE).date(), due.astimezone(ZONE).date()
    if over:
        days = (today - last).days
        return "red", _("%(n)s hours over") % {"n": hours} if hours < 48 else _("%(n)s days over") % {"n": days}
    if hours < 48:
        return ("yellow" if hours < 24 else "on"), _("%(n)s hours left") % {"n": hours}
    return "on", _("%(n)s working days left") % {"n": calendar().working_days_between(today, last)}


def order_rows(rows: Iterable[Order], now: datetime) -> list[dict[str, Any]]:
    """Orders as a list shows them."""
    found = list(rows)
    names = bodies_by_id({row.body_id for row in found} | {row.lead_id for row in found if row.lead_id})
    return [order_row(row, names, now) for row in found]


@cache
def _order_pages() -> str:
    """Where the pages of orders are; asked once, not for each of a hundred rows."""
    some = UUID(int=0)
    return reverse("hotline:order", args=[some]).removesuffix(f"{some}/")


def order_row(row: Order, names: Mapping[UUID, Any], now: datetime) -> dict[str, Any]:
    """One order in a list: what, where it stands, whose turn, until when."""
    state = State(row.state)
    mark, left = left_words(None if state in ENDED else row.step_due, now)
    late = state not in ENDED and state not in ANSWERED and now > row.due_at
    return {
        "order": row, "href": f"{_order_pages()}{row.pk}/",
        "mark": "done" if state in ENDED else "red" if late else mark,
        "state": state_word(row.state, lang()), "left": "" if state in ENDED else left, "late": late,
        "kind": kind_words(KIND_WORDS, row.kind, lang()), "urgency": kind_words(URGENCY_WORDS, row.urgency, lang()),
        "urgent": row.urgency != "general", "hands": names[row.body_id].name if row.body_id in names else "",
        "lead": names[row.lead_id].name if row.lead_id is not None and row.lead_id in names else "",
    }  # fmt: skip


def read_day(text: str | None) -> date | None:
    """A day as 2026-11-02 between 2000 and 2200, or None."""
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year < LAST_YEAR else None
