"""How every act of this thing writes a governed row: its event first, then the row with the number the ledger gave."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID

from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.ledger.actions import append
from tongban.ledger.events import Event
from tongban.ledger.queries import head_at


class Governed(Protocol):
    """A main row of a subject: its key and its place in the subject's ledger."""

    pk: UUID
    seq: int

    def save(self, *, force_insert: bool = False, update_fields: list[str] | None = None) -> None:
        """Writes the row."""


def stop(problem: Refusal | None) -> None:
    """Raises the refusal when there is one."""
    if problem is not None:
        raise Refused(problem)


def begin(row: Governed, event: Event, *, by: Actor, at: datetime, place_id: UUID | None = None) -> None:
    """Records the first event of a new row and inserts it."""
    append(event=event, subject=row.pk, seq=1, by=by, at=at, place_id=place_id)
    row.seq = 1
    row.save(force_insert=True)


def go_on(
    row: Governed, event: Event, *, by: Actor, at: datetime, place_id: UUID | None = None, fields: tuple[str, ...] = ()
) -> int:
    """Records the next event of a row and writes `seq` and the given fields; answers the new number, for its parts.

    Refused as stale when somebody else acted on the subject since the row was read. An act takes effect after what it
    follows, however early it was begun: who waited for another's lock, a long round and a follower that was behind are
    recorded at no earlier moment than the event before theirs.
    """
    when = max(at, head_at(event.kind, row.pk) or at)
    append(event=event, subject=row.pk, seq=row.seq + 1, by=by, at=when, place_id=place_id)
    row.seq += 1
    row.save(update_fields=["seq", *fields])
    return row.seq
