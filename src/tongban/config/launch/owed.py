"""What a restore owes to persons: who was erased, asked to be, or took it back after the backup was made (PIPL 47).

The database that is replaced knows it, compared with the one that comes back; no clock is asked. Where there is none, a
newer export of the ledger names the persons who were erased. The list lies beside the database until it is carried out.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tongban.config.launch.places import Places
from tongban.config.launch.problems import Problem

TABLES = ("agencies_party", "agencies_partykey")
REQUESTS = "SELECT id, party_id, state FROM rights_request WHERE kind = 'erase'"
OPEN, BACK = frozenset({"asked", "kept"}), "back"


@dataclass(frozen=True)
class Persons:
    """Of one database: who is registered, who still has a key, and requests to be erased by id: (person, state)."""

    known: frozenset[str]
    keyed: frozenset[str]
    requests: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Owed:
    """Persons to be erased whole, persons whose request is lost, and requests that had been taken back."""

    erased: frozenset[str] = field(default=frozenset())
    asked: frozenset[str] = field(default=frozenset())
    back: frozenset[str] = field(default=frozenset())

    def __len__(self) -> int:
        return len(self.erased) + len(self.asked) + len(self.back)

    def __or__(self, other: "Owed") -> "Owed":
        erased = self.erased | other.erased
        return Owed(erased, (self.asked | other.asked) - erased, self.back | other.back)


def persons_of(connection: psycopg.Connection[Any]) -> Persons | None:
    """What one database knows of its persons; None when it holds none of Tongban's tables."""
    if not all(_has(connection, table) for table in TABLES):
        return None
    asked = (
        connection.execute(REQUESTS).fetchall() if _has(connection, "rights_request") else []
    )  # older ones have none
    return Persons(
        frozenset(str(row[0]) for row in connection.execute("SELECT id FROM agencies_party")),
        frozenset(str(row[0]) for row in connection.execute("SELECT party_id FROM agencies_partykey")),
        {str(row[0]): (str(row[1]), str(row[2])) for row in asked},
    )


def _has(connection: psycopg.Connection[Any], table: str) -> bool:
    return connection.execute("SELECT to_regclass(%s)", (f"public.{table}",)).fetchone() != (None,)


def owed_after(replaced: Persons, restored: Persons) -> Owed:
    """What the replaced database had done for persons that the restored one has not."""
    erased = (replaced.known - replaced.keyed) & restored.keyed
    lost = {key: told for key, told in replaced.requests.items() if key not in restored.requests}
    asked = {party for party, state in lost.values() if state in OPEN} & restored.keyed
    back = {
        key
        for key, (_party, state) in replaced.requests.items()
        if state == BACK and restored.requests.get(key, ("", ""))[1] in OPEN
    }
    return Owed(frozenset(erased), frozenset(asked - erased), frozenset(back))


def erased_in(export: Path, restored: Persons) -> Owed:
    """Who was erased by an export of the ledger, as far as the restored database still holds their key."""
    erased = set()
    try:
        with export.open(encoding="utf-8") as lines:
            for line in lines:
                if '"party.erased"' in line:
                    body = json.loads(line.partition(" ")[2])
                    erased |= {str(body["subject"])} if body["type"] == "party.erased" else set()
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise Problem(f"{export} is no export of the ledger.", "Write one:  ./tongban ledger export FILE") from None
    return Owed(frozenset(erased) & restored.keyed)


def told(owed: Owed | None, export: Path | None) -> str:
    """In one sentence: what is owed, or that nobody can know."""
    if owed is None and export is None:
        return (
            "Nobody can know here whether persons were erased after this backup was made: there is no database to ask. "
            "A newer export of the ledger names them:  ./tongban restore FILE --replace --erased EXPORT"
        )
    owed = owed or Owed()
    if not owed:
        return "As far as is known here, no person was erased after this backup was made."
    return (
        f"After this backup was made, {len(owed.erased)} persons were erased, {len(owed.asked)} asked to be and "
        f"{len(owed.back)} took that back; all of it is done again."
    )


def list_of(places: Places) -> Path:
    """Where the list lies until it is carried out."""
    return places.state / "erase-again.json"


def keep(places: Places, owed: Owed) -> None:
    """Adds to the list before anything is replaced; nothing is taken off it before it is carried out."""
    whole = owed | _kept(places)
    if whole:
        half = list_of(places).with_suffix(".half")
        half.write_text(json.dumps({name: sorted(getattr(whole, name)) for name in ("erased", "asked", "back")}))
        half.chmod(0o600)
        half.replace(list_of(places))


def _kept(places: Places) -> Owed:
    if not list_of(places).exists():
        return Owed()
    return Owed(**{name: frozenset(some) for name, some in json.loads(list_of(places).read_text()).items()})
