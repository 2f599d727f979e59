"""Reading places and bodies with their codes and names of a day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from tongban.agencies.models import Body
from tongban.agencies.models.refs import BodyRef, DivisionRef
from tongban.agencies.rules.order import body_order
from tongban.kernel.refusals import refuse

T = TypeVar("T")
# The columns of `DivisionRef` by name; read on nearly every request.
_DIVISIONS: Final = """
SELECT d.id, d.kind, d.parent_id, n.code, n.name_zh, n.name_en, d.ended_on
FROM agencies_division d JOIN agencies_divisionname n ON n.division_id = d.id WHERE n.valid @> %s::date ORDER BY n.code
"""
# What one page has read of places and bodies; None outside the reading of a page.
_read: ContextVar[dict[tuple[str, date], Any] | None] = ContextVar("places_and_bodies_of_a_page", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """While a page is read, places and bodies are asked for once, however many parts of it name them."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def _once(what: str, on: date | None, read: Callable[[], list[T]]) -> list[T]:
    known, key = _read.get(), (what, on or timezone.localdate())
    if known is None:
        return read()
    if key not in known:
        known[key] = read()
    return list(known[key])


def divisions(on: date | None = None) -> list[DivisionRef]:
    """All places with the code and name of a day (None: today's), by code: a county before its townships.

    Those that ended too, for what names them.
    """
    return _once("places", on, lambda: _divisions(on))


def standing_divisions(on: date | None = None) -> list[DivisionRef]:
    """The places that stand on a day (None: today), by code: those in which something new can be."""
    day = on or timezone.localdate()
    return [found for found in divisions(day) if found.stands(day)]


def _divisions(on: date | None) -> list[DivisionRef]:
    with connection.cursor() as cursor:
        cursor.execute(_DIVISIONS, [on or timezone.localdate()])
        return [
            DivisionRef(id=pk, kind=kind, parent_id=parent, code=code, name_zh=zh, name_en=en, ended_on=ended)
            for pk, kind, parent, code, zh, en, ended in cursor.fetchall()
        ]


def division(code: str, on: date | None = None) -> DivisionRef:
    """The place that bears a code on a day; refused when there is none."""
    for found in divisions(on):
        if found.code == code:
            return found
    raise refuse("no_division", zh="没有这个行政区划代码。", en="There is no division with this code.")


def bodies(on: date | None = None) -> list[BodyRef]:
    """All bodies with the name of a day (None: today's), by key; those that ended too, for what names them."""
    return _once("bodies", on, lambda: _bodies(Body.objects.all(), on))


def bodies_in_order(on: date | None = None) -> list[BodyRef]:
    """The same in the order in which people look for them: by kind, then by the name that is shown."""
    return sorted(bodies(on), key=lambda body: body_order(body.kind, body.name))


def standing_bodies(on: date | None = None) -> list[BodyRef]:
    """The bodies that stand on a day (None: today), in that order: those to which something new can be given."""
    day = on or timezone.localdate()
    return [found for found in bodies_in_order(day) if found.stands(day)]


def body_by_key(key: str, on: date | None = None) -> BodyRef:
    """One body by its key, like `market`; refused when unknown."""
    found = _bodies(Body.objects.filter(key=key), on)
    if not found:
        raise refuse("no_body", zh="没有这个单位。", en="There is no such body.")
    return found[0]


def bodies_by_id(ids: Collection[UUID], on: date | None = None) -> dict[UUID, BodyRef]:
    """Some bodies by id, for lists; unknown ids are left out."""
    if _read.get() is not None:
        wanted = set(ids)
        return {found.id: found for found in bodies(on) if found.id in wanted}
    return {found.id: found for found in _bodies(Body.objects.filter(pk__in=ids), on)}


def _bodies(rows: QuerySet[Body], on: date | None) -> list[BodyRef]:
    columns = ("id", "key", "uscc", "kind", "place_id", "ended_on", "names__name_zh", "names__name_en")
    dated = rows.filter(names__valid__contains=on or timezone.localdate()).order_by("key")
    return [
        BodyRef(id=pk, key=key, uscc=uscc, kind=kind, place_id=place, ended_on=ended, name_zh=zh, name_en=en)
        for pk, key, uscc, kind, place, ended, zh, en in dated.values_list(*columns)
    ]
