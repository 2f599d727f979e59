"""Who holds which function of an item's power, where and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from tongban.powerlist.models import PowerHolding


@dataclass(frozen=True, slots=True)
class HoldingRef:
    """Who holds a function of a power at a place; `place_id` is the place of the row, which may be the county's.

    `seq` is the row's last event: an act that leans on the row locks it with this number, and reads again if it moved.
    """

    id: UUID
    item_id: UUID
    place_id: UUID
    function: str
    body_id: UUID
    legal_form: str
    basis_doc: str
    supervisor_id: UUID | None
    seq: int = 0


_AT = """
SELECT h.id, h.item_id, h.place_id, h.function, h.body_id, h.legal_form, h.basis_doc, h.supervisor_id, h.seq
  FROM powerlist_powerholding h
  JOIN agencies_division d ON d.id = h.place_id
  JOIN agencies_division here ON here.id = %s
  LEFT JOIN agencies_division above ON above.id = here.parent_id
 WHERE h.item_id = %s AND h.function = %s AND h.valid @> %s::timestamptz
   AND h.place_id IN (here.id, here.parent_id, above.parent_id)
 ORDER BY array_position(ARRAY['village', 'township', 'county'], d.kind::text) LIMIT 1
"""


_REACHING: Final = """
SELECT h.id, h.item_id, h.place_id, h.function, h.body_id, h.legal_form, h.basis_doc, h.supervisor_id, h.seq,
       lower(h.valid), upper(h.valid)
  FROM powerlist_powerholding h
  JOIN agencies_division d ON d.id = h.place_id
  JOIN agencies_division here ON here.id = %s
  LEFT JOIN agencies_division above ON above.id = here.parent_id
 WHERE h.item_id = %s AND h.function = %s AND NOT isempty(h.valid)
   AND h.place_id IN (here.id, here.parent_id, above.parent_id)
 ORDER BY array_position(ARRAY['village', 'township', 'county'], d.kind::text)
"""
# The columns of `HoldingRef` in its order.
_OF_ITEM: Final = """
SELECT id, item_id, place_id, function, body_id, legal_form, basis_doc, supervisor_id FROM powerlist_powerholding
WHERE item_id = %s AND valid @> %s::timestamptz ORDER BY function, place_id
"""


def holding_at(item_id: UUID, place_id: UUID, function: str, at: datetime) -> HoldingRef | None:
    """Who holds a function (accept, review, decide) of an item's power at a place and moment; one statement.

    The most specific row wins: the village's or township's own over the county's. None when nobody holds it.
    """
    parts, values = holding_within(item_id, place_id, function, at)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {parts} SELECT * FROM holding", values)
        row = cursor.fetchone()
    return HoldingRef(*row) if row else None


@dataclass(frozen=True, slots=True)
class HeldSpan:
    """A holding that reaches a place, and from when until when (None: for good)."""

    held: HoldingRef
    since: datetime
    until: datetime | None

    def at(self, at: datetime) -> bool:
        """Whether it was in force at a moment."""
        return self.since <= at and (self.until is None or at < self.until)


def holdings_reaching(item_id: UUID, place_id: UUID, function: str) -> tuple[HeldSpan, ...]:
    """Every holding of a function of an item's power that ever reached a place, the most specific first; one statement.

    The first that is in force at a moment is what `holding_at` answers: for whoever asks about many moments.
    """
    with connection.cursor() as cursor:
        cursor.execute(_REACHING, [place_id, item_id, function])
        return tuple(HeldSpan(HoldingRef(*row[:9]), row[9], row[10]) for row in cursor.fetchall())


_EVER: Final = """
SELECT id, item_id, place_id, function, body_id, legal_form, basis_doc, supervisor_id, seq, lower(valid), upper(valid)
FROM powerlist_powerholding WHERE item_id = %s AND NOT isempty(valid)
"""


def holdings_ever(item_id: UUID) -> tuple[HeldSpan, ...]:
    """Every holding of an item's power anywhere that there ever was; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_EVER, [item_id])
        return tuple(HeldSpan(HoldingRef(*row[:9]), row[9], row[10]) for row in cursor.fetchall())


def holding_within(item_id: UUID, place_id: UUID, function: str, at: datetime) -> tuple[str, list[Any]]:
    """The same look-up as a WITH query named `holding` and its values, for an act that reads all it needs at once."""
    return f"holding AS ({_AT})", [place_id, item_id, function, at]


def held_at(holding_id: UUID | None, at: datetime) -> bool:
    """Whether a holding was in force at a moment; False for none (one statement)."""
    return holding_id is not None and PowerHolding.objects.filter(pk=holding_id, valid__contains=at).exists()


def holdings_of(item_id: UUID, at: datetime) -> list[HoldingRef]:
    """All holdings of an item's power at a moment, for lists."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_ITEM, [item_id, at])
        return [HoldingRef(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class HoldingLine:
    """One hold on the power to decide, as its history shows it; `until` None: still held."""

    place_id: UUID
    body_id: UUID
    legal_form: str
    since: datetime
    until: datetime | None
    basis_doc: str
    supervisor_id: UUID | None


def holding_history(item_id: UUID) -> list[HoldingLine]:
    """Every hold on the power to decide on an item, by place, the newest first."""
    columns = ("place_id", "body_id", "legal_form", "valid", "basis_doc", "supervisor_id")
    rows = PowerHolding.objects.filter(item_id=item_id, function="decide").order_by("place_id", "-valid")
    return [
        HoldingLine(place, body, form, valid.lower, valid.upper, basis, supervisor)
        for place, body, form, valid, basis, supervisor in rows.values_list(*columns)
    ]


def powers_decided_by(body_id: UUID, at: datetime) -> list[HoldingRef]:
    """The powers on which a body decides at a moment, by item and place; one statement."""
    columns = ("pk", "item_id", "place_id", "function", "body_id", "legal_form", "basis_doc", "supervisor_id")
    rows = PowerHolding.objects.filter(body_id=body_id, function="decide", valid__contains=at)
    return [HoldingRef(*row) for row in rows.order_by("item__code", "place_id").values_list(*columns)]


def powers_held_from(body_id: UUID, at: datetime) -> int:
    """How many powers a body has any part in at a moment or after it: accepts, reviews or decides."""
    rows = PowerHolding.objects.filter(body_id=body_id, valid__overlap=DateTimeTZRange(at, None))
    return rows.values("item_id").distinct().count()


def powers_at_place(place_id: UUID, at: datetime) -> int:
    """How many powers a place has a row of its own for, at a moment or after it."""
    rows = PowerHolding.objects.filter(place_id=place_id, valid__overlap=DateTimeTZRange(at, None))
    return rows.values("item_id").distinct().count()


def holding_named(holding_id: UUID) -> HoldingRef:
    """One holding by its id, in force or not."""
    columns = ("pk", "item_id", "place_id", "function", "body_id", "legal_form", "basis_doc", "supervisor_id", "seq")
    return HoldingRef(*PowerHolding.objects.values_list(*columns).get(pk=holding_id))


def deciding_at(at: datetime) -> list[tuple[UUID, UUID, UUID]]:
    """(power, place, body) of every row by which somebody decides at a moment; one statement."""
    rows = PowerHolding.objects.filter(function="decide", valid__contains=at)
    return list(rows.order_by("item_id", "place_id").values_list("item_id", "place_id", "body_id"))


def holding_still(holding_id: UUID, where: str, values: Sequence[Any]) -> bool:
    """Whether a row still is as an act that leaned on it wanted it (`where`: the act's own condition, from AND on)."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM powerlist_powerholding WHERE id = %s::uuid{where}", [holding_id, *values])
        return cursor.fetchone() is not None
