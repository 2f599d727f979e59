"""The audit: every event recomputed from its body, the tree from the events, and held against what was signed.

No stored hash is believed. Events are given one by one in their order, so memory does not grow with the ledger; each
fault names the event or the stretch of events in which it lies. Signed checkpoints of others may be given too: an
operator who holds the key can make every stored thing fit again, but not what others hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tongban.kernel import canonical
from tongban.kernel.merkle.tiles import WIDTH, Growing, Tile, hashes_of
from tongban.kernel.merkle.tree import sm3_of
from tongban.ledger.rules.chain import link
from tongban.ledger.rules.epochs import Border, leaf_of

MOST_FAULTS: Final = 100
# What the database took from the body, under the body's own names.
COLUMNS: Final = (
    "id", "origin", "kind", "subject", "seq", "type", "version", "actor", "post_id", "body_id", "place_id", "on_behalf",
    "at",
)  # fmt: skip

# A stored tile by epoch, level and number: its hashes and its root; None where it is missing.
StoredTile = Callable[[int, int, int], tuple[bytes, bytes] | None]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong and where: `event 17`, `events 5 to 9`, `tile 0/3`, `checkpoint of 40`."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, slots=True)
class Stored:
    """One event as it is stored: its place, the id that the order names, the columns, and what is hashed.

    Of an event that is gone there is no hash, and the rest means nothing.
    """

    idx: int
    event_id: str
    columns: Mapping[str, Any]
    prev: bytes
    body: bytes
    hash: bytes | None


@dataclass(frozen=True, slots=True)
class Signed:
    """A root that somebody holds for a size, and the border stated with it; `held_by` says who."""

    size: int
    root: bytes
    held_by: str
    border: Border | None = None


def event_faults(stored: Stored) -> list[str]:
    """What is wrong with one event by itself: its body, its hash, its columns."""
    found = []
    if link(stored.prev, stored.body) != stored.hash:
        found.append("its hash is not that of its body")
    try:
        told = canonical.decode(stored.body)
    except canonical.NotCanonical as fault:
        return [*found, f"its body is not canonical ({fault.rule})"]
    if not isinstance(told, dict) or told.get("id") != stored.event_id:
        return [*found, "it is another event than the order names"]
    return found + [
        f"its column {name} is not what its body says"
        for name in COLUMNS
        if told.get(name, ...) != stored.columns.get(name)
    ]


def tile_faults(made: Tile, stored: tuple[bytes, bytes] | None, first: int = 0) -> list[Fault]:
    """A full tile, recomputed, against the stored one; level 0 names the events, the tree's first is `first`."""
    where = f"tile {made.level}/{made.number}" + (f" after {first}" if first else "")
    if stored is None:
        return [Fault(where, "it is missing")]
    hashes, root = stored
    if hashes != made.hashes and made.level == 0:
        pairs = zip(hashes_of(made.hashes), hashes_of(hashes), strict=False)
        places = [place for place, (ours, theirs) in enumerate(pairs) if ours != theirs]
        return [
            Fault(f"event {first + made.number * WIDTH + place}", "it is not the one that was sealed")
            for place in places
        ]
    if hashes != made.hashes or root != made.root:
        return [Fault(where, "it is not the one that follows from the events")]
    return []


@dataclass
class Audit:
    """Takes all events in their order; `faults` grows as they are found, up to a hundred.

    `border` is where the ledger itself says that its first tree was closed.
    """

    signed: list[Signed]
    stored_tile: StoredTile
    faults: list[Fault] = field(default_factory=list)
    border: Border | None = None
    tree: Growing = field(default_factory=Growing)
    first: int = 0
    agreed: int = 0
    waiting: int = 0
    differs: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        stated = {Signed(one.border.after, one.border.root, one.held_by) for one in self.signed if one.border}
        if self.border is not None:
            stated.add(Signed(self.border.after, self.border.root, "the ledger's own border"))
        self.signed = sorted([*self.signed, *stated], key=lambda one: (-one.size, one.held_by))

    @property
    def size(self) -> int:
        """How many events have been taken."""
        return self.first + self.tree.size

    def take(self, stored: Stored) -> None:
        """The next event."""
        if stored.idx != self.size:
            self.found(Fault(f"event {self.size}", f"it is missing from the order; the next one is {stored.idx}"))
        self.faults += [Fault(f"event {stored.idx}", what) for what in event_faults(stored)][: self.room()]
        epoch = 2 if self.first else 1
        for tile in self.tree.add(leaf_of(stored.prev, stored.body, self.tree.hashing)):
            kept = self.stored_tile(epoch, tile.level, tile.number)
            self.faults += tile_faults(tile, kept, self.first)[: self.room()]
        self._at_checkpoint()

    def missing(self, idx: int) -> None:
        """The order names an event that is not there; the tree goes on with a hole."""
        self.found(Fault(f"event {idx}", "it is gone; only its place is left"))
        self.tree.add(bytes(32))
        self._at_checkpoint()

    def wait(self, stored: Stored) -> None:
        """An event that has no place in the order yet."""
        self.waiting += 1
        found = ["it is gone; only its wait is left"] if stored.hash is None else event_faults(stored)
        self.faults += [Fault(f"event {stored.event_id}, which waits", what) for what in found][: self.room()]

    def _at_checkpoint(self) -> None:
        if self.signed and self.signed[-1].size <= self.size:
            root = self.tree.root()
            while self.signed and self.signed[-1].size <= self.size:
                self._hold(self.signed.pop(), root)
        if self.border is not None and not self.first and self.size == self.border.after:
            self.first, self.tree = self.size, Growing(hashing=sm3_of)

    def _hold(self, one: Signed, root: bytes) -> None:
        """The recomputed root against a signed one; of one holder only the first that differs is told."""
        here = self.border if self.first else None
        if one.root == root and one.size == self.size and one.border == here:
            self.agreed = max(self.agreed, one.size)
        elif one.held_by not in self.differs:
            self.differs.add(one.held_by)
            where = f"events {self.agreed} to {one.size - 1}"
            self.found(Fault(where, f"they are not what was signed at {one.size} events, as {one.held_by} holds it"))

    def end(self) -> list[Fault]:
        """After the last event: checkpoints that say more events than there are; all faults."""
        for one in reversed(self.signed):
            what = f"{one.held_by} holds a signature over {one.size} events, here are {self.size}: the end was cut"
            self.found(Fault(f"checkpoint of {one.size}", what))
        return self.faults

    def found(self, fault: Fault) -> None:
        """Keeps a fault while there is room."""
        self.faults += [fault][: self.room()]

    def room(self) -> int:
        """How many more faults are kept."""
        return max(0, MOST_FAULTS - len(self.faults))
