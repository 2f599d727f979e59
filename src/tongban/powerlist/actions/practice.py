"""Counts from the ledger which papers the notices of lived cases asked for, by version and day; no person in it."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.utils import timezone

from tongban.ledger.events import Entry
from tongban.ledger.queries import events_of

LONGEST = 64
_COUNT = """
INSERT INTO powerlist_askedpaper (version_id, item_id, key, day, times)
SELECT v.id, v.item_id, %s, %s, 1 FROM powerlist_itemversion v WHERE v.id = %s
ON CONFLICT (version_id, key, day) DO UPDATE SET times = powerlist_askedpaper.times + 1
"""


def count_asked(entry: Entry) -> int:
    """One notice of a case (一次性告知): each paper that it asked for as missing; answers how many were counted.

    Runs in the transaction that moves the follower on, so each notice counts once.
    """
    first = next(iter(events_of(entry.kind, entry.subject)), None)
    version = _uuid(first.data.get("item_version")) if first is not None else None
    points = entry.data.get("points")
    if version is None or not isinstance(points, list):
        return 0
    keys = [key for key, _sign, state in (str(one).rpartition(":") for one in points) if state == "missing" and key]
    with connection.cursor() as cursor:
        for key in dict.fromkeys(keys):
            cursor.execute(_COUNT, [key[:LONGEST], timezone.localdate(entry.at), version])
    return len(keys)


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
