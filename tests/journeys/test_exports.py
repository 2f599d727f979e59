"""A5, a whole export judged twice: by `verify_ledger.py` and by the script of the page, in Chromium.

Both are given the same bytes and the same checkpoints, and must say the same: true, false or not to be told, the reason
and the line. Exports are bent as an operator would and as chance does; a verifier without its eyes must be found out.
"""

from __future__ import annotations

import os
import re
import runpy
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.journeys.in_chromium import Scripts, chromium
from tests.ledger.growing import Log
from tests.ledger.paper import ATTACKS, Paper, events, numbered

from tongban.ledger.tests.sealed import LOG

__all__ = ["chromium"]
pytestmark = pytest.mark.browser
VERIFIER = runpy.run_path(str(Path(__file__).resolve().parents[2] / "verify_ledger.py"))
SEED = int(os.environ.get("TONGBAN_SEED", "1"))
COUNT, AFTER, OLD = 70, 40, 30
KEY = LOG.verifier.line()
PLAIN, CROSSED = Paper(events(COUNT)), Paper(events(COUNT), AFTER)
REASONS = (
    ("export-line", r"event (\d+) is not written as"),
    ("export-chain", r"event (\d+) breaks its chain"),
    ("export-signed", r"events (\d+) to (\d+) are not what was signed"),
    ("export-cut", r"(\d+) events were signed, here are (\d+): a cut end"),
    ("export", r"(\d+) events, (\d+) of them"),
)


def by_file(exports: list[bytes], notes: list[bytes]) -> list[tuple[str, ...]]:
    """The verdicts of verify_ledger.py: status, reason and numbers, lines counted from one as people do."""
    try:
        held = [VERIFIER["open_checkpoint"](note.decode(), KEY, VERIFIER["Unknown"]) for note in notes]
    except VERIFIER["Unknown"]:
        return [("2", "note-other")] * len(exports)
    except (ValueError, KeyError, TypeError, AttributeError):
        return [("1", "note-false")] * len(exports)
    return [audited(each, held) for each in exports]


def audited(export: bytes, held: list[Any]) -> tuple[str, ...]:
    status = "0"
    try:
        words = VERIFIER["check_ledger"](lines_of(export), list(held))
    except VERIFIER["Wrong"] as wrong:
        status, words = "1", str(wrong)
    for code, pattern in REASONS:
        if found := re.search(pattern, words):
            return status, code, *told(code, [int(number) for number in found.groups()])
    raise AssertionError(words)


def told(code: str, numbers: list[int]) -> list[str]:
    lines = code in ("export-line", "export-chain", "export-signed")
    return [str(number + lines) for number in numbers]


def lines_of(export: bytes) -> list[bytes]:
    """As a file opened for reading gives them."""
    return [line for line in re.split(rb"(?<=\n)", export) if line]


STATUS = {"export-whole": "0", "export-part": "0", "export-alone": "0", "note-other": "2"}
NUMBERS = {
    "export-line": ["line"], "export-chain": ["line"], "export-signed": ["first", "last"],
    "export-cut": ["signed", "count"], "export-whole": ["count", "agreed"], "export-part": ["count", "agreed"],
    "export-alone": ["count", "agreed"],
}  # fmt: skip


def by_script(found: dict[str, Any]) -> tuple[str, ...]:
    """The same of the page's script."""
    code = found["code"]
    status = STATUS.get(code, "1")
    said = "export" if status == "0" else code
    return status, said, *(str(found[name]) for name in NUMBERS.get(code, []))


def notes_of(paper: Paper, *sizes: int) -> list[bytes]:
    return [paper.log.note(size).encode() for size in sizes]


def both(chromium: Scripts, exports: list[bytes], notes: list[bytes]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    said = [by_script(found) for found in chromium.audits(exports, notes, [KEY])]
    return list(zip(by_file(exports, notes), said, strict=True))


def bytes_of(paper: Paper) -> bytes:
    return b"".join(paper.lines())


@pytest.mark.parametrize("paper", [PLAIN, CROSSED], ids=["sha256", "sm3"])
def test_a5_a_true_export_is_true_for_both(chromium: Scripts, paper: Paper) -> None:
    whole, end = bytes_of(paper), paper.log.note().encode()
    for notes in ([end], notes_of(paper, OLD, COUNT), notes_of(paper, OLD), notes_of(paper, OLD, AFTER, AFTER + 1)):
        ((one, two),) = both(chromium, [whole], notes)
        assert one == two
        assert one[:2] == ("0", "export")
    assert both(chromium, [whole.rstrip(b"\n")], [end])[0][1][0] == "0", "a last line without its line feed"


@pytest.mark.parametrize("paper", [PLAIN, CROSSED], ids=["sha256", "sm3"])
def test_a5_what_an_operator_rewrites_is_false_for_both(chromium: Scripts, paper: Paper) -> None:
    exports = [bytes_of(Paper(numbered(attack(paper.told, 20)), paper.log.after)) for attack in ATTACKS.values()]
    found = dict(zip(ATTACKS, both(chromium, exports, notes_of(paper, OLD, COUNT)), strict=True))
    assert {name: said for name, said in found.items() if said[0] != said[1] or said[0][0] != "1"} == {}
    assert {said[0][1] for said in found.values()} >= {"export-signed", "export-cut"}


def field(line: bytes, old: bytes, new: bytes) -> bytes:
    assert old in line
    return line.replace(old, new, 1)


# What is done to one line of an export, past all hashes.
MUTATIONS: dict[str, Callable[[list[bytes], int], list[bytes]]] = {
    "a letter of the body": lambda all, at: put(all, at, field(all[at], b"shelf", b"shelb")),
    "a digit of the hash before": lambda all, at: put(all, at, bytes([all[at][0] ^ 1]) + all[at][1:]),
    "the hash in capitals": lambda all, at: put(all, at, b"A" * 64 + all[at][64:]),
    "another blank": lambda all, at: put(all, at, all[at][:64] + b"\t" + all[at][65:]),
    "a blank in the body": lambda all, at: put(all, at, field(all[at], b'":', b'": ')),
    "a key twice": lambda all, at: put(all, at, field(all[at], b'{"actor"', b'{"actor":null,"actor"')),
    "keys in another order": lambda all, at: put(all, at, field(all[at], b'"cover_for":null,', b"")),
    "a fraction": lambda all, at: put(all, at, field(all[at], b'"version":1', b'"version":1.5')),
    "a number with a point": lambda all, at: put(all, at, field(all[at], b'"version":1', b'"version":1.0')),
    "a huge number": lambda all, at: put(all, at, field(all[at], b'"version":1', b'"version":9007199254740993')),
    "no number": lambda all, at: put(all, at, field(all[at], b'"version":1', b'"version":NaN')),
    "a truth for a number": lambda all, at: put(all, at, re.sub(rb'"seq":\d+', b'"seq":true', all[at])),
    "text not in NFC": lambda all, at: put(all, at, field(all[at], b"shelf", "e\u0301".encode())),
    "half a pair": lambda all, at: put(all, at, field(all[at], b"shelf", rb"\ud800")),
    "half a pair as bytes": lambda all, at: put(all, at, field(all[at], b"shelf", b"\xed\xa0\x80")),
    "no UTF-8": lambda all, at: put(all, at, field(all[at], b"shelf", b"\xff")),
    "a zero": lambda all, at: put(all, at, field(all[at], b"shelf", rb"\u0000")),
    "a key of no event": lambda all, at: put(all, at, field(all[at], b'{"actor"', b'{"__proto__":1,"actor"')),
    "a carriage return": lambda all, at: put(all, at, all[at][:-1] + b"\r\n"),
    "a mark of byte order": lambda all, at: put(all, at, all[at][:65] + b"\xef\xbb\xbf" + all[at][65:]),
    "a line away": lambda all, at: [*all[:at], *all[at + 1 :]],
    "a line twice": lambda all, at: [*all[: at + 1], *all[at:]],
    "an empty line": lambda all, at: [*all[:at], b"\n", *all[at:]],
    "two lines changed about": lambda all, at: [*all[:at], all[at + 1], all[at], *all[at + 2 :]],
    "two lines in one": lambda all, at: put(all, at, all[at].rstrip()),
    "the end cut": lambda all, at: all[:at],
    "the end cut within a line": lambda all, at: [*all[:at], all[at][:90]],
    "nested too deep": lambda all, at: put(all, at, field(all[at], b'"cover_for":null', deep(33))),
    "a list for an event": lambda all, at: put(all, at, all[at][:65] + b"[]\n"),
    "a line too long": lambda all, at: put(all, at, field(all[at], b"shelf", b"x" * 70_000)),
    "nothing": lambda all, at: [],
}


def deep(levels: int) -> bytes:
    return b'"cover_for":' + b"[" * levels + b"]" * levels


def put(lines: list[bytes], at: int, line: bytes) -> list[bytes]:
    return [*lines[:at], line, *lines[at + 1 :]]


@pytest.mark.parametrize("paper", [PLAIN, CROSSED], ids=["sha256", "sm3"])
def test_a5_every_kind_of_mutation_is_false_for_both_and_for_the_same_reason(chromium: Scripts, paper: Paper) -> None:
    exports = [b"".join(change(paper.lines(), 50)) for change in MUTATIONS.values()]
    found = dict(zip(MUTATIONS, both(chromium, exports, notes_of(paper, COUNT)), strict=True))
    assert {name: said for name, said in found.items() if said[0] != said[1] or said[0][0] != "1"} == {}
    assert {said[0][1] for said in found.values()} == {"export-line", "export-chain", "export-signed", "export-cut"}


def test_a5_beyond_what_was_signed_both_see_the_writing_and_the_chain_and_nothing_else(chromium: Scripts) -> None:
    exports = [b"".join(change(PLAIN.lines(), 50)) for change in MUTATIONS.values()]
    pairs = dict(zip(MUTATIONS, both(chromium, exports, notes_of(PLAIN, OLD)), strict=True))
    assert {name: pair for name, pair in pairs.items() if pair[0] != pair[1]} == {}
    assert {name for name, pair in pairs.items() if pair[0][0] == "0"} == {"the end cut", "two lines changed about"}


def test_a5_bent_checkpoints_get_the_same_verdict(chromium: Scripts) -> None:
    note, whole, chance = PLAIN.log.note(), bytes_of(PLAIN), Random(1)
    other = Log(PLAIN.log.leaves, type(LOG)(LOG.name, bytes(32))).note()
    bent = [note.encode(), other.encode(), b"", b"\xff", note.replace("\n", "\r\n").encode(), note.strip().encode()]
    bent += [(note + "x\n").encode(), (note.rstrip("\n") + " x\n").encode(), (note.rstrip("\n") + "=\n").encode()]
    bent += [note.replace("\n\n", "\n\n\n").encode(), (note.rstrip("\n") + "\r").encode(), note.encode()[:-3]]
    for _ in range(120):
        spoilt = bytearray(note.encode())
        spoilt[chance.randrange(len(spoilt))] = chance.choice(b"\0 \n\r=+/A0\xe2\xff")
        bent.append(bytes(spoilt))
    pairs = [both(chromium, [whole], [each])[0] for each in bent]
    assert [(each, *pair) for each, pair in zip(bent, pairs, strict=True) if pair[0] != pair[1]] == []
    assert {pair[0][0] for pair in pairs} == {"0", "1", "2"}


def by_chance(chance: Random, lines: list[bytes]) -> bytes:
    """A byte, a kind of mutation or an operator's change somewhere, or two of them."""
    for _ in range(chance.choice((1, 1, 2))):
        at = chance.randrange(max(1, len(lines) - 2))
        if chance.random() < 0.5:
            whole = bytearray(b"".join(lines))
            whole[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
            lines = lines_of(bytes(whole))
        else:
            try:
                lines = chance.choice(list(MUTATIONS.values()))(lines, at) or lines
            except (AssertionError, IndexError):
                continue
    return b"".join(lines)


@pytest.mark.parametrize("many", [300, pytest.param(100_000, marks=pytest.mark.nightly)])
def test_a5_mutated_exports_get_equal_verdicts(chromium: Scripts, many: int) -> None:
    short = [Paper(events(24)), Paper(events(24), 12)]
    for begun in range(0, many, 100):
        chance = Random(SEED * 10**7 + begun)
        paper = short[begun // 100 % 2]
        exports = [by_chance(chance, paper.lines()) for _ in range(100)]
        pairs = both(chromium, exports, notes_of(paper, 8 + begun // 100 % 16))
        assert [(one, *pair) for one, pair in zip(exports, pairs, strict=True) if pair[0] != pair[1]] == []
        assert sum(pair[0][0] == "1" for pair in pairs) > 40


def test_a_script_that_forgets_the_signed_roots_would_be_found_out(chromium: Scripts) -> None:
    changed = [bytes_of(Paper(numbered(ATTACKS["back-date"](PLAIN.told, 20))))]
    assert by_script(chromium.audits(changed, notes_of(PLAIN, COUNT), [KEY])[0])[0] == "1"
    assert by_script(chromium.audits(changed, [], [KEY])[0])[0] == "0", "without what was signed it fits together"
