"""One power given twice at once: nobody gives for a later day what it has just given away.

A bureau's power passes to another bureau for the whole county from August, and to a township from September. After the
first the second is that other bureau's gift; after the second the first is refused. In the worst order the one reads
who has the power while the other is being recorded: without the lock, or with one that reads while it waits, the
township has its power from a bureau that had it no more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from threading import Event
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from tests.cast import on
from tests.delegation.stage import ACTIVATED, DRAFTED, PUBLISHED, Stage, stage
from tests.races.start import track
from tongban.delegation.actions import activating, decisions
from tongban.delegation.queries import judging
from tongban.powerlist.queries import standings as reading
from tongban.powerlist.rules.handing import Lines, Standing

Kinds = Collection[tuple[UUID, str]]
Standings = Callable[..., Lines]
Connect = Callable[..., psycopg.Connection[Any]]
GIVEN_WITHOUT_HAVING = """
SELECT h.id FROM powerlist_powerholding h WHERE h.supervisor_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM powerlist_powerholding g WHERE g.item_id = h.item_id AND g.function = h.function
    AND g.body_id = h.supervisor_id AND (g.valid @> lower(h.valid) OR upper(g.valid) = lower(h.valid)))
"""
# Whoever may connect sees this; what a session waits for is shown to its own role alone.
WAITS = """
SELECT 1 FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
WHERE NOT l.granted AND a.datname = current_database()
"""
COUNTY, TOWNSHIP = 0, 1


def without_a_lock(kinds: Kinds, *, lock: bool = False) -> Lines:
    """Reads who has a power and holds nothing."""
    return reading.standings(kinds)


def read_while_waiting(kinds: Kinds, *, lock: bool = False) -> Lines:
    """Locks and reads in one statement: whoever waited does not see what the other wrote anew."""
    lines = reading.places_only()
    items, functions = sorted({item for item, _ in kinds}), sorted({function for _, function in kinds})
    with connection.cursor() as cursor:
        cursor.execute(f"{reading._ROWS} FOR NO KEY UPDATE OF h", [items, functions])
        for columns in cursor.fetchall():
            lines.add(Standing(*columns))
    return lines


def published(made: Stage, **told: Any) -> UUID:
    decision = made.draft(**told)
    decisions.consult_receivers(decision_id=decision, until=DRAFTED.date(), by=made.office, at=DRAFTED)
    decisions.approve_decision(decision_id=decision, by=made.head, at=PUBLISHED)
    decisions.publish_decision(decision_id=decision, by=made.office, at=PUBLISHED)
    return decision


def given_twice(patch: pytest.MonkeyPatch, look: psycopg.Connection[Any], reads: Standings, slow: int) -> list[str]:
    """The gift to the county, then the one to the township; `slow` has read before the other begins, and goes on when
    the other waits for it or is through."""
    made = stage()
    bodies, home = made.cast.county.bodies, made.cast.county.home

    def gift(number: str, month: int, **told: Any) -> UUID:
        law = {"form": "concentrated", "authority_level": "province", "effective_at": on(month, 1, 0)}
        return published(made, number=number, lines=[made.wish(**told)], **law)

    def activate(decision: UUID) -> None:
        activating.activate_decision(decision_id=decision, by=made.office, at=ACTIVATED)

    activate(gift("A", 7, place_id=home, receiver_id=bodies["urban"]))
    gifts = [gift("B", 8, place_id=home, receiver_id=bodies["fire"]), gift("C", 9)]
    read, through = Event(), Event()

    def quick() -> None:
        try:
            read.wait(300)
            activate(gifts[1 - slow])
        finally:
            through.set()

    def in_order(kinds: Kinds, *, lock: bool = False) -> Lines:
        found = reads(kinds, lock=lock)
        if lock and not read.is_set():
            read.set()
            for _ in range(30_000):
                if through.wait(0.01) or look.execute(WAITS).fetchone() is not None:
                    break
        return found

    patch.setattr(judging, "standings", in_order)
    acts = [quick, lambda: activate(gifts[slow])]
    with track() as line:
        ends = [one.end for one in line.run(acts)]
    return ends if slow else ends[::-1]


@pytest.mark.parametrize(
    ("reads", "slow", "ends", "sound"),
    [
        (reading.standings, COUNTY, ["done", "done"], True),
        (reading.standings, TOWNSHIP, ["holding.later", "done"], True),
        (without_a_lock, COUNTY, ["done", "done"], False),
        (read_while_waiting, TOWNSHIP, ["done", "done"], False),
    ],
)
def test_of_two_gifts_at_once_the_second_sees_the_first(
    committed_db: str, new_connection: Connect, monkeypatch: pytest.MonkeyPatch, reads: Standings, slow: int,
    ends: list[str], sound: bool,
) -> None:  # fmt: skip
    look = new_connection("owner")
    assert given_twice(monkeypatch, look, reads, slow) == ends
    assert (look.execute(GIVEN_WITHOUT_HAVING).fetchall() == []) is sound
