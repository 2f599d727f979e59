"""Who holds power P for place X at time T: 431 powers, 330 townships, each given, tried and taken back again.

In memory: the index, beside the floor of a bare dictionary with one bisection and the peer that looks through the rows
of the power. By query: the list's one statement on a table of all rows, beside the floor of one row by its key.
Questions are drawn anew from a seed; what is answered is compared with the peer before anything is timed.
"""

from __future__ import annotations

import statistics
import time
from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

from benchmarks.stage import set_up

set_up()  # the framework must be ready before the acts can be imported

from django.conf import settings
from django.db import connection
from tests.cast import small_county

from tongban.delegation.rules.index import HoldingIndex, Row
from tongban.ledger.actions import connection_as
from tongban.powerlist.queries.holdings import holding_at

POWERS, TOWNS, ROUNDS, QUESTIONS, QUERIES = 431, 330, 7, 100_000, 600
NAMES = UUID(int=990823)
START = datetime(2026, 1, 1, tzinfo=UTC)
_ITEMS = """
INSERT INTO powerlist_item (id, code, state, state_basis, seq)
SELECT u.id, 'BENCH-' || u.no, 1, '', 1 FROM unnest(%s::uuid[]) WITH ORDINALITY AS u(id, no)
"""
_PLACES = """
INSERT INTO agencies_division (id, kind, parent_id) SELECT u.id, 'township', %s FROM unnest(%s::uuid[]) AS u(id)
"""
_ROWS = """
COPY powerlist_powerholding (id, item_id, place_id, function, body_id, legal_form, valid, basis_doc, seq) FROM STDIN
"""


def key(word: str, number: int) -> UUID:
    """The same id in every run."""
    return uuid5(NAMES, f"{word}{number}")


def rows(powers: int, towns: int) -> list[Any]:
    """The county's defaults, and for each township a trial, a gap, and the power for good; a seventh was taken back."""
    made = [Row(key("power", p), NAMES, "decide", key("body", 0), START, None) for p in range(powers)]
    for p in range(powers):
        for t in range(towns):
            days = [START + timedelta(days=30 + (p + t) % 20), START + timedelta(days=90), START + timedelta(days=120)]
            ends = START + timedelta(days=200) if (p + t) % 7 == 0 else None
            at = (key("power", p), key("place", t), "decide", key("body", 1 + t % 5))
            made += [Row(*at, days[0], days[1]), Row(*at, days[2], ends)]
    return made


def questions(count: int, seed: int) -> list[tuple[UUID, UUID, str, datetime]]:
    """Random powers, townships and moments of a year."""
    random = Random(seed)
    powers, towns = [key("power", n) for n in range(POWERS)], [key("place", n) for n in range(TOWNS)]
    moments = [START + timedelta(hours=hour) for hour in range(24 * 365)]
    return [(random.choice(powers), random.choice(towns), "decide", random.choice(moments)) for _ in range(count)]


def rate(ask: Callable[..., Any], asked: list[Any]) -> float:
    """Answers a second."""
    began = time.perf_counter()
    for one in asked:
        ask(*one)
    return len(asked) / (time.perf_counter() - began)


def looked_through(made: list[Any]) -> Callable[..., UUID | None]:
    """The peer: all rows of a power and place, one by one, then those of the county."""
    found: dict[tuple[UUID, UUID], list[Any]] = {}
    for row in made:
        found.setdefault((row.power, row.place), []).append(row)

    def who(power: UUID, place: UUID, function: str, at: datetime) -> UUID | None:
        for here in (place, NAMES):
            for row in found.get((power, here), ()):
                if row.function == function and row.start <= at and (row.end is None or at < row.end):
                    body: UUID = row.body
                    return body
        return None

    return who


def in_memory(made: list[Any]) -> dict[str, Any]:
    """Answers a second from the index, its floor and its peer, in turn."""
    parents: dict[UUID, UUID | None] = {key("place", n): NAMES for n in range(TOWNS)}
    index, peer = HoldingIndex(made, {**parents, NAMES: None}), looked_through(made)
    moments = [START + timedelta(days=30 * n) for n in range(5)]
    lines = {(p, f, t): moments for p, t, f, _ in questions(QUESTIONS, 1)}
    if any(index.who(*one) != peer(*one) for one in questions(20_000, 9)):
        raise SystemExit("the index and the peer differ")
    contestants: dict[str, Callable[..., Any]] = {
        "ours": index.who, "floor": lambda p, t, f, at: bisect_right(lines[p, f, t], at), "looked through": peer,
    }  # fmt: skip
    runs: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, ask in contestants.items():
            runs[name].append(rate(ask, questions(QUESTIONS, 1)))
    return row("who holds a power, in memory", "answers/s", runs, "looked through")


def row(name: str, unit: str, runs: dict[str, list[float]], peer: str) -> dict[str, Any]:
    """One result in the house's form."""
    middle = {who: statistics.median(each) for who, each in runs.items()}
    return {
        "name": name, "unit": unit, "ours": round(middle["ours"], 3), "floor": round(middle["floor"], 3),
        "peers": {peer: round(middle[peer], 3)} if peer else {},
        "ratio_floor": round(middle["ours"] / middle["floor"], 3),
        "ratio_peer": round(middle["ours"] / middle[peer], 3) if peer else None,
        "runs": {who: [round(one, 3) for one in each] for who, each in runs.items()},
    }  # fmt: skip


def fill(made: list[Any]) -> None:
    """Writes the rows in bulk as owner, with the guards off."""
    county = small_county().county
    tables = ("powerlist_item", "powerlist_powerholding")
    with connection_as(settings.DATABASE_OWNER) as owner:
        for table in tables:
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        owner.execute(_ITEMS, [[key("power", n) for n in range(POWERS)]])
        owner.execute(_PLACES, [county.home, [key("place", n) for n in range(TOWNS)]])
        body = county.bodies["market"]
        with owner.cursor() as cursor, cursor.copy(_ROWS) as copy:
            for number, one in enumerate(made):
                place = county.home if one.place == NAMES else one.place
                span = f"[{one.start.isoformat()},{one.end.isoformat() if one.end else ''})"
                holds = (one.function, body, "statutory", span, "x", 1)
                copy.write_row((key("row", number), one.power, place, *holds))
        for table in tables:
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        owner.commit()
        owner.autocommit = True
        owner.execute("VACUUM (ANALYZE) powerlist_powerholding, agencies_division")


def by_query(made: list[Any]) -> dict[str, Any]:
    """Milliseconds a question by the list's statement, beside one row by its key."""
    fill(made)
    ids = [key("row", number) for number in range(QUERIES)]

    def one_row(number: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, body_id FROM powerlist_powerholding WHERE id = %s", [ids[number]])
            cursor.fetchone()

    runs: dict[str, list[float]] = {"ours": [], "floor": []}
    for turn in range(ROUNDS):
        asked = questions(QUERIES, turn)
        runs["ours"].append(1000 / rate(holding_at, asked))
        runs["floor"].append(1000 / rate(one_row, [(n,) for n in range(QUERIES)]))
    return row("who holds a power, one statement of 285,000 rows", "ms", runs, "")


def measure() -> list[dict[str, Any]]:
    """Both ways to ask."""
    made = rows(POWERS, TOWNS)
    return [in_memory(made), by_query(made)]
