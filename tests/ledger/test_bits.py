"""Every bit of a ledger changed, one at a time: found, and the event named.

Body, the hash before, the hash, the tiles, the checkpoint with its signature; 1,000 events by night, a few at a push. A
change is judged by the part of the audit that looks at that record; whole audits are run on a sample.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from tests.ledger.paper import Paper, events
from tongban.kernel.merkle.tiles import Growing
from tongban.ledger.queries.audit import open_by_one
from tongban.ledger.rules import audit as rules
from tongban.ledger.rules.audit import Audit, Fault, Stored, event_faults, tile_faults
from tongban.ledger.rules.notes import BadNote
from tongban.ledger.tests.sealed import LOG

COUNT = 1000
PAPER = Paper(events(COUNT))
PUSH = [0, 255, 256, 999]
SIZES = [pytest.param(PUSH, id="push"), pytest.param(range(COUNT), id="nightly", marks=pytest.mark.nightly)]


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def unfound(which: range | list[int]) -> list[str]:
    """Changes of one bit in body, hash before and hash that nothing was said of."""
    missed = []
    for idx in which:
        one = PAPER.stored[idx]
        for part in ("body", "prev", "hash"):
            data: bytes = getattr(one, part)
            changed = (replace(one, **{part: flipped(data, bit)}) for bit in range(len(data) * 8))
            missed += [f"event {idx} {part}" for each in changed if not event_faults(each)]
    return missed


@pytest.mark.parametrize("which", SIZES)
def test_every_bit_of_every_event_is_found_and_named(which: range | list[int]) -> None:
    assert unfound(which) == []


def test_an_audit_that_believes_stored_hashes_misses_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {one.prev + one.body: one.hash for one in PAPER.stored}
    monkeypatch.setattr(rules, "link", lambda prev, body: known.get(prev + body, PAPER.stored[0].hash))
    assert unfound([0])


@pytest.mark.parametrize("step", [997, pytest.param(1, marks=pytest.mark.nightly)])
def test_every_bit_of_a_tile_is_found_and_its_event_named(step: int) -> None:
    growing = Growing()
    for tile in [tile for leaf in PAPER.log.leaves for tile in growing.add(leaf)]:
        for bit in range(0, len(tile.hashes) * 8, step):
            (fault,) = tile_faults(tile, (flipped(tile.hashes, bit), tile.root))
            assert fault.where == f"event {tile.number * 256 + bit // 256}"
        for bit in range(256):
            assert tile_faults(tile, (tile.hashes, flipped(tile.root, bit)))


def test_every_bit_of_a_checkpoint_is_found() -> None:
    note = PAPER.log.note().encode()
    for bit in range(len(note) * 8):
        try:
            found = open_by_one(flipped(note, bit).decode(), [LOG.verifier])
        except (BadNote, UnicodeError):
            continue
        pytest.fail(f"bit {bit} passes as {found}")


def audited(stored: list[Stored]) -> list[Fault]:
    """A whole audit of a ledger on paper."""
    tiles = {place: (tile.hashes, tile.root) for place, tile in PAPER.tiles().items()}
    held = [open_by_one(PAPER.log.note(size), [LOG.verifier]) for size in (400, COUNT)]
    work = Audit(held, lambda epoch, level, number: tiles.get((level, number)))
    for one in stored:
        work.take(one)
    return work.end()


@pytest.mark.parametrize("rounds", [12, pytest.param(3000, marks=pytest.mark.nightly)])
def test_a_whole_audit_names_the_changed_event(rounds: int) -> None:
    chance = Random(1)
    for _ in range(rounds):
        idx, part = chance.randrange(COUNT), chance.choice(("body", "prev", "hash"))
        data: bytes = getattr(PAPER.stored[idx], part)
        changed = replace(PAPER.stored[idx], **{part: flipped(data, chance.randrange(len(data) * 8))})
        faults = audited([*PAPER.stored[:idx], changed, *PAPER.stored[idx + 1 :]])
        assert f"event {idx}" in {fault.where for fault in faults}


@pytest.mark.parametrize("rounds", [3, pytest.param(100, marks=pytest.mark.nightly)])
def test_an_untouched_ledger_alarms_nobody(rounds: int) -> None:
    for _ in range(rounds):
        assert audited(PAPER.stored) == []
