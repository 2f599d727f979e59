"""A ledger on paper: its events as they are stored, with every hash as an operator would make it fit.

Whatever an operator with all rights and the key does to a database ends in some list of bodies; here it is made
directly, chained, sealed and signed with the real key, so that nothing inside it contradicts itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Final
from uuid import UUID

from tests.ledger.growing import Log
from tongban.kernel import canonical
from tongban.kernel.merkle.proofs import inclusion_ranges
from tongban.kernel.merkle.tiles import Growing, Tile
from tongban.kernel.merkle.tree import sha256_of, sm3_of
from tongban.ledger.rules.audit import COLUMNS, Stored
from tongban.ledger.rules.chain import FIRST_PREV, link
from tongban.ledger.rules.epochs import leaf_of
from tongban.ledger.rules.receipts import Proof, Recorded, receipt
from tongban.ledger.tests.sealed import LOG

Told = dict[str, Any]
CHAIN: Final = 4
AT: Final = "2026-11-20T01:00:00.000000Z"


def events(count: int) -> list[Told]:
    """So many events of four a subject, interleaved so that neighbours are of different subjects."""
    made = []
    for number in range(count):
        block, place = divmod(number, CHAIN * 5)
        made.append(told(f"{block}-{place % 5}", place // 5 + 1, number))
    return made


def told(subject: str, seq: int, number: int) -> Told:
    name = UUID(int=number + 1 << 64)
    return {
        "actor": str(UUID(int=7)), "actor_kind": "official", "at": AT, "body_id": None, "channel": "window",
        "cover_for": None, "data": {"place": f"shelf {number}"}, "id": str(name), "kind": "toy", "on_behalf": None,
        "origin": "990823", "place_id": None, "post_id": None, "seq": seq, "subject": subject, "type": "toy.moved",
        "version": 1,
    }  # fmt: skip


def numbered(told_events: Sequence[Told]) -> list[Told]:
    """The same with the numbers of each subject running from 1 again, as an operator would mend them."""
    seen: dict[str, int] = {}
    made = []
    for one in told_events:
        seen[one["subject"]] = seen.get(one["subject"], 0) + 1
        made.append({**one, "seq": seen[one["subject"]]})
    return made


class Paper:
    """Events with their hashes, trees and signatures; from `after` on in the tree of SM3."""

    def __init__(self, told_events: Sequence[Told], after: int = 0) -> None:
        self.told = list(told_events)
        self.stored: list[Stored] = []
        heads: dict[str, bytes] = {}
        for idx, one in enumerate(self.told):
            body, prev = canonical.encode(one), heads.get(one["subject"], FIRST_PREV)
            heads[one["subject"]] = digest = link(prev, body)
            columns = {name: one[name] for name in COLUMNS}
            self.stored.append(Stored(idx, one["id"], columns, prev, body, digest))
        hashings = [sm3_of if after and one.idx >= after else sha256_of for one in self.stored]
        leaves = [leaf_of(one.prev, one.body, how) for one, how in zip(self.stored, hashings, strict=True)]
        self.log = Log(leaves, after=after)

    def lines(self) -> list[bytes]:
        """The export that `verify_ledger.py` reads."""
        return [f"{one.prev.hex()} ".encode() + one.body + b"\n" for one in self.stored]

    def tiles(self) -> dict[tuple[int, int], Tile]:
        """The full tiles as they are stored."""
        growing = Growing()
        made = [tile for leaf in self.log.leaves for tile in growing.add(leaf)]
        return {(tile.level, tile.number): tile for tile in made}

    def receipt(self, index: int, size: int) -> dict[str, Any]:
        """The receipt of an event as its holder got it at a size."""
        one = self.stored[index]
        tree = self.log.said(size).tree(index)
        path = self.log.hashes(inclusion_ranges(index - tree.first, tree.size), tree.first)
        proof = Proof(index, path, self.log.note(size))
        given = receipt(Recorded(one.prev, one.body, one.hash, AT), LOG, "http://127.0.0.1:9/", proof)
        copy: dict[str, Any] = json.loads(json.dumps(given))
        return copy


Attack = Callable[[list[Told], int], list[Told]]


def change(**values: Any) -> Attack:
    """One event says something else."""
    return lambda given, at: [*given[:at], {**given[at], **values}, *given[at + 1 :]]


def moved(given: list[Told], at: int, to: int) -> list[Told]:
    rest = [*given[:at], *given[at + 1 :]]
    return [*rest[:to], given[at], *rest[to:]]


def of_other(given: list[Told], at: int) -> list[Told]:
    """The event of one subject given to another."""
    return change(subject=given[(at + 1) % len(given)]["subject"])(given, at)


def swapped(given: list[Told], at: int, other: int) -> list[Told]:
    made = list(given)
    made[at], made[other] = made[other], made[at]
    return made


def renamed(given: list[Told], at: int) -> list[Told]:
    """Two subjects change places everywhere."""
    one, two = given[at]["subject"], given[at + 1]["subject"]
    names = {one: two, two: one}
    return [{**each, "subject": names.get(each["subject"], each["subject"])} for each in given]


# What an operator may do at a place; the numbers of each subject are mended afterwards, so all looks sound by itself.
ATTACKS: Final[dict[str, Attack]] = {
    "delete an event": lambda given, at: [*given[:at], *given[at + 1 :]],
    "delete a subject": lambda given, at: [one for one in given if one["subject"] != given[at]["subject"]],
    "insert an event": lambda given, at: [*given[:at], told(given[at]["subject"], 0, 9000), *given[at:]],
    "insert a subject": lambda given, at: [*given[:at], told("new", 1, 9000), told("new", 2, 9001), *given[at:]],
    "swap neighbours": lambda given, at: swapped(given, at, at + 1),
    "swap two events far apart": lambda given, at: swapped(given, at, at + 37),
    "record an event twice": lambda given, at: [*given[:at], given[at], *given[at:]],
    "replace an event by its neighbour": lambda given, at: [*given[:at], given[at + 1], *given[at + 1 :]],
    "renumber: an event to another subject": of_other,
    "renumber: two subjects change places": renamed,
    "back-date": change(at="2026-10-20T01:00:00.000000Z"),
    "date later": change(at="2026-12-20T01:00:00.000000Z"),
    "another actor": change(actor=str(UUID(int=8))),
    "another post": change(post_id=str(UUID(int=8))),
    "other data": change(data={"place": "elsewhere"}),
    "another type": change(type="toy.broken"),
    "another id": change(id=str(UUID(int=9))),
    "another origin": change(origin="990824"),
    "cut the tail": lambda given, at: given[: at + 1],
    "cut the tail and write another": lambda given, at: [*given[: at + 1], *events(len(given) + 99)[-len(given) :]],
    "move an event to the end": lambda given, at: moved(given, at, len(given) - 1),
    "move a late event to the front": lambda given, at: moved(given, len(given) - 1, at),
    "rewrite all from here": lambda given, at: [*given[:at], *({**one, "actor": None} for one in given[at:])],
    "another history altogether": lambda given, at: events(len(given) + at + 200)[at + 100 :],
}
