"""What is held about one person: counted in one statement, read place by place, never a row of anybody else.

It reads tables of all things by name, as `rules` lists them; a test holds that list against the database's own
catalogue. Everything a place has is told, except what the list leaves out by name and references.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.db import connection
from django.utils import timezone

from tongban.agencies.queries import bodies_by_id, posts, sealing_key, unseal
from tongban.agencies.rules.sealing import SealingKey
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.rights.permissions import may_ask
from tongban.rights.rules.columns import TECHNICAL
from tongban.rights.rules.places import Place
from tongban.rights.rules.register import PLACES

NAMED: Final = {"body_id": "body", "post_id": "post"}
BYTES, REFERENCE, MOMENT = "bytea", frozenset({"uuid", "_uuid"}), "timestamptz"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Count:
    """How much of one place: rows, the oldest and the newest moment where it has one."""

    place: Place
    number: int
    first: datetime | None
    last: datetime | None


@lru_cache(maxsize=1)
def columns() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The columns of each place with their types, from the database's catalogue; read once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, udt_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND table_name = ANY(%s) ORDER BY table_name, ordinal_position",
            [[place.table for place in PLACES]],
        )
        found: dict[str, list[tuple[str, str]]] = {}
        for table, column, kind in cursor.fetchall():
            found.setdefault(table, []).append((column, kind))
    return {table: tuple(listed) for table, listed in found.items()}


def told_columns(place: Place) -> list[tuple[str, str]]:
    """The columns of a place that its owner is told, with their types."""
    return [(name, kind) for name, kind in columns()[place.table] if _is_told(place, name, kind)]


def _is_told(place: Place, name: str, kind: str) -> bool:
    if name in place.sealed or name in NAMED:
        return True
    return kind != BYTES and kind not in REFERENCE and name not in TECHNICAL and name not in place.left


def counts_of(party_id: UUID, *, viewer: Actor) -> list[Count]:
    """What there is of each place, in one statement; only for the person. Places without a row are left out."""
    _own(viewer, party_id)
    statement = " UNION ALL ".join(_counting(place) for place in PLACES)  # the register's own words
    with connection.cursor() as cursor:
        cursor.execute(statement, {"party": party_id})
        found = {table: Count(by_table()[table], *rest) for table, *rest in cursor.fetchall()}
    return [found[place.table] for place in PLACES if found[place.table].number]


def _counting(place: Place) -> str:
    moment = dict(columns()[place.table]).get(place.newest) == MOMENT
    first, last = (f"min({place.newest})", f"max({place.newest})") if moment else ("NULL::timestamptz",) * 2
    return f"SELECT '{place.table}', count(*), {first}, {last} FROM {place.table} WHERE {place.whose}"  # noqa: S608


@lru_cache(maxsize=1)
def by_table() -> Mapping[str, Place]:
    """Each place by its table."""
    return {place.table: place for place in PLACES}


def rows_of(place: Place, party_id: UUID, *, viewer: Actor, most: int | None = None) -> list[Row]:
    """The rows of one place, the newest first, words opened with the person's key; none where they are withheld."""
    _own(viewer, party_id)
    if place.withheld:
        return []
    names = [name for name, _kind in told_columns(place)]
    limit = f" LIMIT {int(most)}" if most is not None else ""
    # Names of tables and columns are this house's own; the person is a parameter.
    statement = (
        f"SELECT {', '.join(f'{name}' for name in map(_quoted, names))} FROM {place.table}"  # noqa: S608
        f" WHERE {place.whose} ORDER BY {place.newest} DESC NULLS LAST{limit}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {"party": party_id})
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return _in_words(place, found, _key(party_id))


def _quoted(name: str) -> str:
    return f'"{name}"'


def _key(party_id: UUID) -> SealingKey | None:
    try:
        return sealing_key(party_id)
    except Refused:  # erased: nothing opens any more
        return None


def _in_words(place: Place, rows: list[Row], key: SealingKey | None) -> list[Row]:
    named = bodies_by_id({row["body_id"] for row in rows if row.get("body_id")})
    held = posts({row["post_id"] for row in rows if row.get("post_id")})
    told = []
    for row in rows:
        one: Row = {}
        for name, value in row.items():
            if name == "body_id":
                one["body"] = named[value].name if value in named else None
            elif name == "post_id":
                one["post"] = held[value].name if value in held else None
            elif name in place.sealed:
                one |= _opened(name, place.sealed[name], value, key)
            else:
                one[name] = plain(value)
        told.append({name: value for name, value in one.items() if value not in (None, "", [], {})})
    return told


def _opened(name: str, how: str, value: Any, key: SealingKey | None) -> Row:
    if not value or key is None:
        return {name: None}
    try:
        words = unseal(key, bytes(value))
    except InvalidTag:  # sealed for somebody else: theirs, so it is not told
        return {name: None}
    if how == "facts":
        return dict(json.loads(words))
    return {name: json.loads(words) if how == "json" else words.decode()}


def plain(value: Any) -> Any:
    """A value as JSON holds it; moments in the county's time."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _own(viewer: Actor, party_id: UUID) -> None:
    problem = may_ask(viewer, party_id)
    if problem is not None:
        raise Refused(problem)
