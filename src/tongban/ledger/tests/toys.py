"""A toy thing for the ledger's tests: an event, a governed main table and a governed part, made by the owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, Final
from uuid import UUID

import psycopg
from django.conf import settings

from tongban.kernel.actor import SYSTEM
from tongban.ledger.actions import Recorded, append, encode
from tongban.ledger.events import Event
from tongban.ledger.governed import Govern

AT: Final = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

MAIN: Final = Govern("toy", kind="toy", subject_column="id", main=True, projections=("due",))
PART: Final = Govern("toy_part", kind="toy", subject_column="toy_id", main=False)


@dataclass(frozen=True, kw_only=True)
class ToyMoved(Event):
    """A toy was moved."""

    type: ClassVar[str] = "toy.moved"
    kind: ClassVar[str] = "toy"
    place: str = "shelf"


def move(subject: UUID, seq: int, place: str = "shelf") -> Recorded:
    return append(event=ToyMoved(place=place), subject=subject, seq=seq, by=SYSTEM, at=AT)


def moved(subject: UUID, seq: int) -> bytes:
    return encode(ToyMoved(), subject=subject, seq=seq, by=SYSTEM, at=AT)


def make_toys(owner: psycopg.Connection[Any], main: str = "", part: str = "") -> None:
    """The two tables under their guards; a test of a broken guard gives its SQL."""
    app = settings.DATABASES["default"]["USER"]
    owner.execute("CREATE TABLE toy (id uuid PRIMARY KEY, seq int, place text, due int)")
    owner.execute("CREATE TABLE toy_part (id uuid PRIMARY KEY, toy_id uuid, seq int, note text)")
    owner.execute("CREATE TABLE toy_seen (no bigint GENERATED ALWAYS AS IDENTITY, event_id uuid)")
    owner.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON toy, toy_part, toy_seen TO {app}")
    owner.execute(main or MAIN.sql())
    owner.execute(part or PART.sql())
