"""Pure rules of the ledger: the chain of one subject, and the page that lists all events.

Nothing here reads a table; `check_chain` is given the bodies and hashes and recomputes them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

FIRST_PREV: Final = bytes(32)

_INTRODUCTION: Final = """\
# Events

What the ledger records, generated from the code by `events_page`; do not edit. Every event also holds who acted, in
which post and body, at which place, for whom, through which channel, when it took effect, and its number in the chain
of its subject. Ids are random references; nothing here names a person. A field that changes its meaning gets a new
version.
"""


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One kind of event for readers outside: its name, its subject, what it means, its fields with their types."""

    type: str
    version: int
    kind: str
    meaning: str
    fields: tuple[tuple[str, str], ...]
    module: str


def link(prev: bytes, body: bytes) -> bytes:
    """The hash of an event: SHA-256 over the hash before it (32 zero bytes for the first) and its canonical body."""
    return hashlib.sha256(prev + body).digest()


def check_chain(links: Iterable[tuple[bytes, bytes]]) -> int | None:
    """The number of the first event whose hash does not follow, given (body, hash) from number 1 on; None when all do.

    A chain that was cut at its end still holds: that only a checkpoint held by somebody else can show.
    """
    prev = FIRST_PREV
    for number, (body, digest) in enumerate(links, 1):
        prev = link(prev, body)
        if prev != digest:
            return number
    return None


def events_page(entries: Sequence[CatalogueEntry]) -> str:
    """The catalogue as Markdown, a chapter for each kind of subject."""
    parts = [_INTRODUCTION]
    for kind, members in groupby(sorted(entries, key=lambda e: (e.kind, e.type, e.version)), lambda e: e.kind):
        parts.append(f"\n## {kind}\n")
        parts.extend(_section(entry) for entry in members)
    return "".join(parts)


def _section(entry: CatalogueEntry) -> str:
    fields = "".join(f"| `{name}` | `{kind}` |\n" for name, kind in entry.fields).replace(" | None", " or none")
    table = f"\n| field | type |\n|---|---|\n{fields}" if fields else "\nNo fields of its own.\n"
    return f"\n### {entry.type} (version {entry.version})\n\n{entry.meaning}\n{table}"
