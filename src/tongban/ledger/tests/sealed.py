"""A small sealed ledger to look at and to break: toys moved, given their place, sealed under a key of the tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final
from uuid import UUID

import psycopg
from django.db import transaction

from tongban.kernel.ids import uuid7
from tongban.kernel.merkle.tree import leaf_hash
from tongban.ledger.actions import sequence
from tongban.ledger.actions.sealing import Sealer
from tongban.ledger.rules.notes import Signer
from tongban.ledger.tests.toys import move

LOG: Final = Signer("tongban/990823", bytes(range(32)))


def new_sealer(connection: psycopg.Connection[Any], folder: Path) -> Sealer:
    return Sealer(connection, LOG, folder)


def record(sealer: psycopg.Connection[Any], count: int, *, chain: int = 3) -> list[UUID]:
    """So many events in chains of `chain`, with their place in the order; the subjects."""
    subjects = []
    with transaction.atomic():
        for number in range(count):
            if number % chain == 0:
                subjects.append(uuid7())
            move(subjects[-1], number % chain + 1, place=f"shelf {number}")
    while sequence(sealer):
        pass
    return subjects


def grow(sealer: Sealer, *counts: int) -> None:
    """Records and seals in turns: one checkpoint after each count."""
    for count in counts:
        record(sealer.connection, count)
        sealer.step()


def leaves(reader: psycopg.Connection[Any]) -> list[bytes]:
    """The hashes of all leaves, from the hashes of events as they are stored."""
    sql = "SELECT e.hash FROM ledger.leaf l JOIN ledger.event e ON e.id = l.event_id ORDER BY l.idx"
    return [leaf_hash(row[0]) for row in reader.execute(sql).fetchall()]


def spoil(owner: psycopg.Connection[Any], sql: str, table: str = "event") -> None:
    """What only an owner can do: the guard off, a change, the guard on again."""
    owner.execute(f"ALTER TABLE ledger.{table} DISABLE TRIGGER USER")
    owner.execute(sql)
    owner.execute(f"ALTER TABLE ledger.{table} ENABLE TRIGGER USER")
