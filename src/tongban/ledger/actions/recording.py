"""Recording: the one way an event gets into the ledger, and how followers and the sequencer move on.

`append` costs one statement and belongs in the transaction of the write it tells of. An act that packs its writes into
one SQL statement of its own uses `encode` and calls `ledger.append` in it, inside `refused_when_stale`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from tongban.kernel import canonical
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refusal, Refused
from tongban.ledger.events import Entry, Event, event_data, instant
from tongban.ledger.queries.reading import cursor_of, events_from

STALE_STATE: Final = "TB001"
STALE: Final = Refusal(
    "stale",
    zh="有人先办了这一步，您看到的已不是最新情况。请打开最新的页面再办。",
    en="Somebody else acted first, so what you see is no longer current. Open the page again and act on what it shows.",
)


SEQUENCE_BATCH: Final = 1000
FOLLOW_BATCH: Final = 200

Handler = Callable[[Entry], None]
Reader = Callable[[int, int], list[Entry]]
# Who follows the ledger: name -> what handles one event. `followers.register` fills it.
FOLLOWERS: Final[dict[str, Handler]] = {}
# How a handler takes what has come at once, where that costs less than one by one; and who is waited for, by name.
TOGETHER: Final[dict[Handler, Callable[[list[Entry]], None]]] = {}
FIRST: Final[set[str]] = set()

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
    body = encode(
        event, subject=subject, seq=seq, by=by, at=at, place_id=place_id, on_behalf=on_behalf, event_id=event_id
    )
    with refused_when_stale(), connection.cursor() as cursor:
        cursor.execute("SELECT ledger.append(%s), ledger.head_hash(%s, %s)", [body, event.kind, subject])
        number, digest = cursor.fetchone()
    return Recorded(event_id, int(number), bytes(digest))


def append_many(bodies: Sequence[bytes]) -> None:
    """Records many encoded events in one statement, inside the caller's transaction; all of them or, refused, none.

    Each is the next of its own subject. For acts on thousands of rows at once.
    """
    with refused_when_stale(), connection.cursor() as cursor:
        cursor.execute("SELECT count(ledger.append(body)) FROM unnest(%s::bytea[]) AS body", [list(bodies)])


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
    """Whether a database error says that the chain moved on: ours, a serialisation failure or a deadlock over it."""
    return getattr(error.__cause__, "sqlstate", None) in (STALE_STATE, "40001", "40P01")


def sequence(sealer: psycopg.Connection[Any], *, batch: int = SEQUENCE_BATCH) -> int:
    """Gives waiting events their place in the global order, at most `batch` of them; returns how many.

    `sealer` is a connection in the sealer's role. Two sequencers at once wait for each other; neither loses an event.
    """
    row = sealer.execute("SELECT ledger.sequence(%s)", [batch]).fetchone()
    return int(row[0]) if row else 0


_FOLLOWER_LOCK: Final = """
SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 1)) FROM set_config('synchronous_commit', 'off', true)
"""


def follow(name: str, *, limit: int = FOLLOW_BATCH, read: Reader = events_from) -> int:
    """Lets one follower handle its next events, at most `limit`, in one transaction with its cursor; returns how many.

    Whatever stops it half-way (an error in the handler, a kill, a lost connection) undoes both, so an event is neither
    skipped nor half handled; for the same reason the commit need not wait for the disk. Returns 0 while another process
    works for the same follower. `read` lets followers at the same place share what was read.
    """
    handler = FOLLOWERS[name]
    with transaction.atomic():
        if not _row(_FOLLOWER_LOCK, [f"ledger.follower.{name}"]):
            return 0
        start = cursor_of(name)
        entries = read(start, limit)
        together = TOGETHER.get(handler)
        if together is not None and entries:
            together(entries)
        for entry in entries if together is None else ():
            handler(entry)
        if entries and not _row("SELECT ledger.advance(%s, %s, %s)", [name, start, start + len(entries)]):
            raise FollowerOvertaken(name)
    return len(entries)


class FollowerOvertaken(Exception):
    """The cursor was moved by somebody else while events were handled; what was done is undone."""


def _row(sql: str, values: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


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
