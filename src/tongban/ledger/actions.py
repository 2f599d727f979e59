"""Recording: the one way an event gets into the ledger, and how followers and the sequencer move on.

`append` costs one statement and belongs in the transaction of the write it tells of. An act that packs its writes into
one SQL statement of its own uses `encode` and calls `ledger.append` in it, inside `refused_when_stale`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import DatabaseError, connection

from tongban.kernel import canonical
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refusal, Refused
from tongban.ledger.events import Event, event_data, instant

STALE_STATE: Final = "TB001"
STALE: Final = Refusal(
    "stale",
    zh="有人先办了这一步，您看到的已不是最新情况。请打开最新的页面再办。",
    en="Somebody else acted first, so what you see is no longer current. Open the page again and act on what it shows.",
)


# What other things want done after each migration (the official calendar, for instance): name -> what does it, any
# number of times. A thing registers in its AppConfig.ready().
PREPARATIONS: Final[dict[str, Callable[[], None]]] = {}


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded: the event's id, its number in the subject's chain, and the hash that a receipt quotes."""

    event_id: UUID
    seq: int
    hash: bytes


def encode(
    event: Event,
    *,
    subject: UUID,
    seq: int,
    by: Actor,
    at: datetime,
    place_id: UUID | None = None,
    on_behalf: UUID | None = None,
    event_id: UUID | None = None,
) -> bytes:
    """The canonical body of an event, everything that is hashed: what, of whom, which number, by whom, when.

    `place_id` and `on_behalf` are the actor's unless given. Raises `NotCanonical` when a field holds what the ledger
    cannot: a fraction, text not in NFC, an object that has no plain form.
    """
    return canonical.encode(
        {
            "actor": _text(by.ref),
            "actor_kind": by.kind.value,
            "at": instant(at),
            "body_id": _text(by.body_id),
            "channel": by.channel,
            "cover_for": _text(by.cover_for),
            "data": event_data(event),
            "id": str(event_id or uuid7()),
            "kind": event.kind,
            "on_behalf": _text(on_behalf or by.on_behalf_of),
            "origin": settings.COUNTY["code"],
            "place_id": _text(place_id or by.place_id),
            "post_id": _text(by.post_id),
            "seq": seq,
            "subject": str(subject),
            "type": event.type,
            "version": event.version,
        }
    )


def append(
    *,
    event: Event,
    subject: UUID,
    seq: int,
    by: Actor,
    at: datetime,
    place_id: UUID | None = None,
    on_behalf: UUID | None = None,
) -> Recorded:
    """Records an event as number `seq` of its subject (1 begins the chain), inside the caller's transaction.

    Raises `Refused` ("stale") when the chain is not at `seq - 1`: somebody else acted first.
    """
    event_id = uuid7()
    body = encode(event, subject=subject, seq=seq, by=by, at=at, place_id=place_id, on_behalf=on_behalf, event_id=event_id)
    with refused_when_stale(), connection.cursor() as cursor:
        cursor.execute("SELECT ledger.append(%s), ledger.head_hash(%s, %s)", [body, event.kind, subject])
        number, digest = cursor.fetchone()
    return Recorded(event_id, int(number), bytes(digest))


@contextmanager
def refused_when_stale() -> Iterator[None]:
    """Turns the database's word for a stale number into the refusal a person can read."""
    try:
        yield
    except DatabaseError as error:
        if is_stale(error):
            raise Refused(STALE) from error
        raise


def is_stale(error: BaseException) -> bool:
    """Whether a database error says that the chain moved on: ours, or a serialisation failure of the same cause."""
    return getattr(error.__cause__, "sqlstate", None) in (STALE_STATE, "40001")


def connection_as(database: Mapping[str, Any]) -> psycopg.Connection[Any]:
    """A connection of its own, each statement committed at once, from Django's settings of one database role."""
    return psycopg.connect(
        host=database["HOST"] or None,
        port=database["PORT"] or None,
        dbname=database["NAME"],
        user=database["USER"],
        password=database["PASSWORD"] or None,
        autocommit=True,
    )


def _text(key: UUID | None) -> str | None:
    return None if key is None else str(key)
