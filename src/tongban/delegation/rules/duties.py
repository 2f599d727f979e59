"""The three duty lists of a township (履职事项清单): what a line says, and the digest of a list. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from tongban.kernel.canonical import encode

BASIC, COOPERATING, TAKEN_BACK = "basic", "cooperating", "taken_back"
KINDS: Final = {
    BASIC: ("基本履职", "basic duty"),
    COOPERATING: ("配合履职", "cooperating duty"),
    TAKEN_BACK: ("上级收回", "taken back"),
}
KIND_OF_WORD: Final = {word: kind for kind, words in KINDS.items() for word in (kind, *words)} | {
    "上级部门收回": TAKEN_BACK, "收回": TAKEN_BACK, "基本": BASIC, "配合": COOPERATING,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """One line: what it is about, its basis, and by its kind who leads and what each side does, or who took it over.

    `lead` and `taker` are bodies; a cooperating line has the first, a taken-back one the second, a basic one neither.
    """

    code: str
    kind: str
    domain: str
    item: str
    basis: str
    lead: UUID | None = None
    lead_does: str = ""
    township_does: str = ""
    taker: UUID | None = None
    how: str = ""


def digest_of(lines: Iterable[DutyLine]) -> str:
    """SHA-256 over the lines in the order of their codes: the same lines give the same digest, whatever the file's."""
    told = [
        [
            line.code, line.kind, line.domain, line.item, line.basis, str(line.lead or ""), line.lead_does,
            line.township_does, str(line.taker or ""), line.how,
        ]
        for line in sorted(lines, key=lambda one: one.code)
    ]  # fmt: skip
    return hashlib.sha256(encode(told)).hexdigest()


def counts(kinds: Sequence[str]) -> dict[str, int]:
    """How many lines of each kind, all three named."""
    return {kind: kinds.count(kind) for kind in KINDS}
