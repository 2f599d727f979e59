"""Checkpoints as C2SP states them: whose log, how many events, which root; signed by the log, cosigned by witnesses.

A witness signs the same text with its own time before it, which says: at that time I had seen no other history.
"""

from __future__ import annotations

import re
from typing import Final

from tongban.kernel.merkle.tree import HASH_BYTES
from tongban.ledger.rules.epochs import Checkpoint, read_border
from tongban.ledger.rules.notes import COSIGNED, BadNote, Note, Signer, Verifier, read_note, signature_line, unbase64

_SIZE: Final = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


def read_checkpoint(note: Note) -> Checkpoint:
    """What a note says as a checkpoint, signed or not; raises `BadNote`. Further lines are allowed and passed over.

    A line that begins with `epoch` is none of those: it states the border and must be the first, well written.
    """
    lines = note.text.split("\n")
    if len(lines) < 4 or not lines[0] or not _SIZE.fullmatch(lines[1]) or "" in lines[:-1]:
        raise BadNote("a checkpoint is an origin, a size and a root")
    root = unbase64(lines[2])
    if len(root) != HASH_BYTES:
        raise BadNote(f"a root has {HASH_BYTES} bytes")
    size, border = int(lines[1]), read_border(lines[3])
    epochs = sum(line.startswith("epoch") for line in lines[3:])
    if epochs != (border is not None) or (border is not None and size <= border.after):
        raise BadNote("a border is stated once, below the root, and before the last event")
    return Checkpoint(lines[0], size, root, border)


def open_checkpoint(data: str | bytes, verifier: Verifier) -> Checkpoint:
    """The checkpoint of a note that the log's key signed for its own origin; raises `BadNote`."""
    note = read_note(data)
    found = note.by(verifier)
    if found is None:
        raise BadNote(f"{verifier.name} has not signed this checkpoint")
    if not verifier.verify(note.text.encode(), found.value):
        raise BadNote(f"the signature of {verifier.name} does not fit the checkpoint")
    checkpoint = read_checkpoint(note)
    if checkpoint.origin != verifier.name:
        raise BadNote(f"the checkpoint is of {checkpoint.origin}, the key of {verifier.name}")
    return checkpoint


def cosign(text: str, witness: Signer, seconds: int) -> str:
    """A witness' line below a checkpoint: its time (seconds since 1970), and its signature over time and text."""
    value = seconds.to_bytes(8, "big") + witness.signature(_cosigned(text, seconds))
    return signature_line(witness.verifier, value)


def cosigned_at(note: Note, witness: Verifier) -> int:
    """When a witness signed this checkpoint, in seconds since 1970; raises `BadNote` when it did not."""
    found = note.by(witness)
    if found is None:
        raise BadNote(f"{witness.name} has not signed this checkpoint")
    seconds = int.from_bytes(found.value[:8], "big")
    if witness.kind != COSIGNED or not witness.verify(_cosigned(note.text, seconds), found.value[8:]):
        raise BadNote(f"the signature of {witness.name} does not fit the checkpoint")
    return seconds


def _cosigned(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()
