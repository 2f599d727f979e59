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

from tongban.agencies.queries import PartyCard, log_search, parties_typed, party_cards
from tongban.kernel.actor import Actor
from tongban.powerlist.queries import search

MOST_ITEMS: Final = 10
_COLUMNS: Final = "c.id, c.number, c.item_name, c.applicant_id, c.state, c.received_at, c.body_id"
# What an official may see: cases of the bodies in view, those in which their body had a step, those of their window.
_SEEN: Final = (
    "(c.body_id = ANY (%(bodies)s) OR c.window_post_id = %(post)s OR EXISTS (SELECT FROM cases_task t "
    "WHERE t.case_id = c.id AND t.body_id = ANY (%(bodies)s)))"
)
_BY_NUMBER: Final = f"SELECT {_COLUMNS} FROM cases_case c WHERE c.number = %(number)s AND {_SEEN}"
_BY_WORDS: Final = (
    f"SELECT {_COLUMNS} FROM cases_case c WHERE (c.applicant_id = ANY (%(parties)s) OR c.item_id = ANY (%(items)s)) "
    f"AND {_SEEN} AND (c.received_at, c.id) < (%(at)s::timestamptz, %(key)s::uuid) "
    "ORDER BY c.received_at DESC, c.id DESC LIMIT %(size)s"
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
    """One page of what was found, the newest first, and the key of the next (None: the end)."""

    cases: tuple[FoundCase, ...]
    after: tuple[str, str] | None


def find_by_number(by: Actor, number: str, bodies: Sequence[UUID]) -> FoundPage:
    """The case with this number, if the searcher may see it; one that exists elsewhere is not told from none."""
    rows = _read(_BY_NUMBER, {"number": number, "bodies": list(bodies), "post": by.post_id})
    return FoundPage(_cases(by, rows, set()), None)


def find_by_words(
    by: Actor, text: str, bodies: Sequence[UUID], *, at: datetime, size: int, after: tuple[str, str] | None = None
) -> FoundPage:
    """Cases of the person with exactly this number or name, and cases of items that the words fit."""
    parties = parties_typed(text)
    items = [found.version.item_id for found in search(text, MOST_ITEMS)]
    if not parties and not items:
        return FoundPage((), None)
    moment, key = after or LAST
    values = {"parties": parties, "items": items, "bodies": list(bodies), "post": by.post_id, "at": moment, "key": key}
    rows = _read(_BY_WORDS, {**values, "size": size + 1})
    shown = rows[:size]
    persons = {row[3] for row in shown} & set(parties)
    log_search(sorted(persons), by=by, at=at)
    last = shown[-1] if len(rows) > size else None
    return FoundPage(_cases(by, shown, persons), (str(last[5]), str(last[0])) if last else None)


def _read(statement: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _cases(by: Actor, rows: Sequence[tuple[Any, ...]], persons: set[UUID]) -> tuple[FoundCase, ...]:
    cards = party_cards({row[3] for row in rows}, viewer=by)
    return tuple(
        FoundCase(row[0], row[1], row[2], cards.get(row[3]), row[4], row[5], row[6], row[3] in persons) for row in rows
    )
