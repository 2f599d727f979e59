"""The staff search: by number, by an applicant's exact number or name, by item; only what the searcher may see.

A person is found by the whole number or the whole name, never by a part, and each finding is logged before it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from tongban.agencies.queries import MOST_FOUND, PartyCard, log_search, parties_typed, party_cards
from tongban.agencies.queries import bodies as all_bodies
from tongban.kernel.actor import Actor
from tongban.powerlist.queries import search

MOST_ITEMS: Final = 10
# Of an item's cases in another body, so many of the newest are looked through for a step or a window of one's own.
MOST_ELSEWHERE: Final = 1000
_COLUMNS: Final = "c.id, c.number, c.item_name, c.applicant_id, c.state, c.received_at, c.body_id"
# What an official may see: cases of the bodies in view, those in which their body had a step, those of their window.
_SEEN: Final = (
    "(c.body_id = ANY (%(bodies)s) OR c.window_post_id = %(post)s OR EXISTS (SELECT FROM cases_task t "
    "WHERE t.case_id = c.id AND t.body_id = ANY (%(bodies)s)))"
)
_BY_NUMBER: Final = f"SELECT {_COLUMNS} FROM cases_case c WHERE c.number = %(number)s AND {_SEEN}"
_BEFORE: Final = "(c.received_at, c.id) < (%(at)s::timestamptz, %(key)s::uuid) ORDER BY c.received_at DESC, c.id DESC"
# Each person's cases by their own index, then each body's of each item by its own, merged; never all cases of an item.
_BY_WORDS: Final = (
    f"SELECT {_COLUMNS} FROM (SELECT u.* FROM ("
    "SELECT f.* FROM unnest(%(parties)s::uuid[]) AS p (id) CROSS JOIN LATERAL (SELECT c.id, c.received_at "
    f"FROM cases_case c WHERE c.applicant_id = p.id AND {_SEEN} AND {_BEFORE} LIMIT %(size)s) f "
    "UNION SELECT f.* FROM unnest(%(items)s::uuid[]) AS i (id) CROSS JOIN unnest(%(bodies)s::uuid[]) AS b (id) "
    "CROSS JOIN LATERAL (SELECT c.id, c.received_at FROM cases_case c WHERE c.body_id = b.id AND c.item_id = i.id "
    f"AND {_BEFORE} LIMIT %(size)s) f "
    "UNION SELECT c.id, c.received_at FROM unnest(%(items)s::uuid[]) AS i (id) "
    "CROSS JOIN unnest(%(others)s::uuid[]) AS b (id) CROSS JOIN LATERAL (SELECT c.id, c.received_at, c.body_id, "
    "c.window_post_id FROM cases_case c WHERE c.body_id = b.id AND c.item_id = i.id "
    f"AND {_BEFORE} LIMIT %(most)s) c WHERE {_SEEN}"
    ") u ORDER BY u.received_at DESC, u.id DESC LIMIT %(size)s) u JOIN cases_case c ON c.id = u.id "
    "ORDER BY u.received_at DESC, u.id DESC"
)
LAST: Final = ("infinity", "ffffffff-ffff-ffff-ffff-ffffffffffff")


@dataclass(frozen=True, slots=True)
class FoundCase:
    """One case found; `by_person` says that it was found by its applicant's number or name."""

    case_id: UUID
    number: str
    item_name: str
    applicant: PartyCard | None
    state: str
    received_at: datetime
    body_id: UUID
    by_person: bool


@dataclass(frozen=True, slots=True)
class FoundPage:
    """One page of what was found, the newest first, and the key of the next (None: the end).

    `persons` is how many persons of the name were looked at where more bear it; 0: all.
    """

    cases: tuple[FoundCase, ...]
    after: tuple[str, str] | None
    persons: int = 0


def find_by_number(by: Actor, number: str, bodies: Sequence[UUID]) -> FoundPage:
    """The case with this number, if the searcher may see it; one that exists elsewhere is not told from none."""
    rows = _read(_BY_NUMBER, {"number": number, "bodies": list(bodies), "post": by.post_id})
    return FoundPage(_cases(by, rows, set()), None)


def find_by_words(
    by: Actor, text: str, bodies: Sequence[UUID], *, at: datetime, size: int, after: tuple[str, str] | None = None
) -> FoundPage:
    """Cases of the person with exactly this number or name, and cases of items that the words fit.

    Cases of other bodies in which the searcher's took part are looked for among the newest `MOST_ELSEWHERE` of an item.
    """
    found = parties_typed(text)
    parties, left = found[:MOST_FOUND], MOST_FOUND if len(found) > MOST_FOUND else 0
    items = [one.version.item_id for one in search(text, MOST_ITEMS)]
    if not parties and not items:
        return FoundPage((), None)
    moment, key = after or LAST
    others = [one.id for one in all_bodies() if one.id not in set(bodies)] if items else []
    values = {"parties": parties, "items": items, "bodies": list(bodies), "others": others, "post": by.post_id}
    rows = _read(_BY_WORDS, {**values, "at": moment, "key": key, "size": size + 1, "most": MOST_ELSEWHERE})
    shown = rows[:size]
    persons = {row[3] for row in shown} & set(parties)
    log_search(sorted(persons), by=by, at=at)
    last = shown[-1] if len(rows) > size else None
    return FoundPage(_cases(by, shown, persons), (str(last[5]), str(last[0])) if last else None, left)


def _read(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _cases(by: Actor, rows: Sequence[tuple[Any, ...]], persons: set[UUID]) -> tuple[FoundCase, ...]:
    cards = party_cards({row[3] for row in rows}, viewer=by)
    return tuple(
        FoundCase(row[0], row[1], row[2], cards.get(row[3]), row[4], row[5], row[6], row[3] in persons) for row in rows
    )
