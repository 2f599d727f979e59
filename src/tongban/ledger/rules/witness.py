"""What a witness decides: it cosigns a checkpoint that only grows from the one it cosigned last, and no other.

The answers are those of C2SP tlog-witness: 200 with the signature, 400 for what makes no sense, 403 for an unknown
signature, 404 for an unknown log, 409 with the size we stand at, 422 for a proof that does not prove.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tongban.kernel.merkle.proofs import NotProved
from tongban.ledger.rules.checkpoints import cosign, open_checkpoint, read_checkpoint
from tongban.ledger.rules.epochs import Checkpoint, check_growth
from tongban.ledger.rules.notes import BadNote, Signer, Verifier, read_note, unbase64

MOST_PROOF: Final = 63
_OLD: Final = re.compile(r"old (0|[1-9][0-9]{0,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: from which size, with which proof, to which checkpoint."""

    old: int
    proof: Sequence[bytes]
    note: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, its body, and the checkpoint to remember before it is sent; None when nothing changes."""

    status: int
    body: str
    remember: Checkpoint | None = None


def read_request(body: bytes) -> Asked:
    """`old <size>`, the proof in base64, an empty line, the checkpoint; raises `BadNote`."""
    try:
        head, gap, note = body.decode().partition("\n\n")
    except UnicodeError:
        raise BadNote("a request is UTF-8") from None
    first, *rest = head.split("\n")
    found = _OLD.fullmatch(first)
    if found is None or not gap or len(rest) > MOST_PROOF:
        raise BadNote("a request is old and a size, a proof, an empty line and a checkpoint")
    return Asked(int(found[1]), [unbase64(line) for line in rest], note)


def consider(asked: Asked, known: Checkpoint | None, log: Verifier | None, witness: Signer, seconds: int) -> Answer:
    """What the witness answers; `known` is what it cosigned last, `log` the key it trusts for this origin."""
    try:
        note = read_note(asked.note)
        said = read_checkpoint(note)
    except BadNote as fault:
        return Answer(400, f"{fault}\n")
    if log is None or said.origin != log.name:
        return Answer(404, "this log is not known here\n")
    try:
        open_checkpoint(asked.note, log)
    except BadNote as fault:
        return Answer(403, f"{fault}\n")
    problem = _growth_problem(asked, said, known)
    return problem or Answer(200, cosign(note.text, witness, seconds), said)


def _growth_problem(asked: Asked, said: Checkpoint, known: Checkpoint | None) -> Answer | None:
    size = known.size if known is not None else 0
    if asked.old > said.size:
        return Answer(400, "the checkpoint is smaller than the size it is said to grow from\n")
    if asked.old != size:
        return Answer(409, f"{size}\n")
    if known is None:
        return Answer(422, "a first checkpoint needs no proof\n") if asked.proof else None
    if size == said.size and known.root != said.root:
        return Answer(409, f"{size}\n")
    try:
        check_growth(known, said, asked.proof)
    except NotProved as fault:
        return Answer(422, f"{fault}\n")
    return None
