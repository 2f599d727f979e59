"""Rows of holdings written by the thousand: one conferral, one subject of the ledger, whose digest covers each row.

A hundred thousand subjects for one document would say no more and would be a hundred thousand chains to keep. What
changes later is an event of the subject that the row belongs to: its conferral, or itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection

from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.ledger.actions import append, append_many, encode
from tongban.ledger.actions.sets import cell, copy_rows, rows_at_once
from tongban.ledger.events import Event
from tongban.powerlist.events.holdings import ConferredChanged, PowersConferred
from tongban.powerlist.models import Conferral
from tongban.powerlist.rules.conferrals import OPEN, change, digest, moment, told
from tongban.powerlist.rules.handing import Standing

TOLD_AT_ONCE: Final = 200
Row = tuple[UUID, UUID, UUID, str, UUID, str, UUID | None]
Told = tuple[str, str, str, str, str, str, str]
COLUMNS: Final = (
    "id", "item_id", "place_id", "function", "body_id", "legal_form", "supervisor_id", "valid", "basis_doc", "closes",
    "conferral_id", "seq",
)  # fmt: skip
_SPANS: Final = """
UPDATE powerlist_powerholding h SET valid = tstzrange(u.start, u.until), closes = u.closes, seq = u.seq
  FROM unnest(%s::uuid[], %s::timestamptz[], %s::timestamptz[], %s::bool[], %s::int[])
    AS u(id, start, until, closes, seq)
 WHERE h.id = u.id
"""


class Batch:
    """Collects new rows and changes of rows by one document; writes them in a few statements."""

    def __init__(self, basis_doc: str, by: Actor, at: datetime) -> None:
        self.basis_doc, self.by, self.at = basis_doc, by, at
        self.made: list[tuple[Row, datetime, datetime | None]] = []
        self.spans: list[tuple[Standing, Event, datetime, datetime | None, bool]] = []

    def grant(self, row: Row, start: datetime, until: datetime | None) -> UUID:
        """One new row from `start` on; answers its id."""
        self.made.append((row, start, until))
        return row[0]

    def respan(
        self, row: Standing, event: Event, start: datetime, until: datetime | None, *, closes: bool = False
    ) -> None:
        """A row stands from `start` until `until` from now on; `event` tells it where the row is its own subject."""
        self.spans.append((row, event, start, until, closes))

    def write(self) -> None:
        """All of it: events first, then the rows with the numbers the ledger gave."""
        numbers = self._tell()
        if self.spans:
            rows = [(o.id, start, until, closes, numbers[o.id]) for o, _, start, until, closes in self.spans]
            with rows_at_once(), connection.cursor() as cursor:
                cursor.execute(_SPANS, [list(column) for column in zip(*rows, strict=True)])
        if self.made:
            self._confer()

    def _tell(self) -> dict[UUID, int]:
        """The events of every row that changes; answers the number each row bears from now on."""
        numbers: dict[UUID, int] = {}
        events: list[bytes] = []
        parts: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
        for row, event, start, until, _ in self.spans:
            if row.conferral_id is None:
                numbers[row.id] = row.seq + 1
                events.append(encode(event, subject=row.id, seq=row.seq + 1, by=self.by, at=self.at))
            else:
                parts[row.conferral_id].append((row.id, change(row.id, (row.start, row.until), (start, until))))
        append_many(events)
        return numbers | self._tell_conferrals(parts)

    def _tell_conferrals(self, parts: dict[UUID, list[tuple[UUID, str]]]) -> dict[UUID, int]:
        """The rows that are parts, two hundred an event; conferrals are locked in one order."""
        numbers: dict[UUID, int] = {}
        for whole in Conferral.objects.select_for_update().filter(pk__in=parts).order_by("pk"):
            changed = parts[whole.pk]
            for first in range(0, len(changed), TOLD_AT_ONCE):
                told_now = tuple(words for _, words in changed[first : first + TOLD_AT_ONCE])
                event = ConferredChanged(self.basis_doc, told_now)
                append(event=event, subject=whole.pk, seq=whole.seq + 1, by=self.by, at=self.at)
                whole.seq += 1
                whole.save(update_fields=["seq"])
            numbers |= {row: whole.seq for row, _ in changed}
        return numbers

    def _confer(self) -> None:
        key = uuid7()
        words = _Words()
        rows = [words.row(*one) for one in self.made]
        sum_of_all = digest(told(row, *span) for row, *span in rows)
        event = PowersConferred(
            basis_doc=self.basis_doc, rows=len(self.made), powers=len({row[1] for row, _, _ in self.made}),
            places=len({row[2] for row, _, _ in self.made}), digest=sum_of_all,
        )  # fmt: skip
        append(event=event, subject=key, seq=1, by=self.by, at=self.at)
        Conferral.objects.create(
            id=key, basis_doc=self.basis_doc, rows=len(self.made), digest=sum_of_all, at=self.at, seq=1
        )
        copy_rows("powerlist_powerholding", COLUMNS, self._lines(key, rows))

    def _lines(self, key: UUID, rows: list[tuple[Told, str, str]]) -> Iterator[str]:
        """The new rows as COPY reads them."""
        basis, nobody = cell(self.basis_doc), cell(None)
        for (made, item, place, function, body, form, former), start, until in rows:
            valid = f"[{start},{'' if until == OPEN else until})"
            what = f"{made}\t{item}\t{place}\t{function}\t{body}\t{form}\t{former or nobody}"
            yield f"{what}\t{valid}\t{basis}\tf\t{key}\t1"


class _Words:
    """Keys and moments in words, each put into words once: a hundred thousand rows have a few hundred of them."""

    def __init__(self) -> None:
        self.keys: dict[UUID | None, str] = {None: ""}
        self.moments: dict[datetime | None, str] = {}

    def row(self, row: Row, start: datetime, until: datetime | None) -> tuple[Told, str, str]:
        """One row with its span."""
        made, item, place, function, body, form, former = row
        key = self.key
        what = (str(made), key(item), key(place), function, key(body), form, key(former))
        return what, self.moment(start), self.moment(until)

    def key(self, key: UUID | None) -> str:
        """A key in words."""
        found = self.keys.get(key)
        if found is None:
            found = self.keys[key] = str(key)
        return found

    def moment(self, at: datetime | None) -> str:
        """A moment in words."""
        found = self.moments.get(at)
        if found is None:
            found = self.moments[at] = moment(at)
        return found
