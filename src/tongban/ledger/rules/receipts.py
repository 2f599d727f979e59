"""What a person takes home: at once the promise to record, a moment later the proof that it stands in the ledger.

A promise is a note of the log's key over the hash of an event and the time; who holds one can show that an event was
acknowledged, even if it is nowhere to be found later. A receipt is the event itself, its promise and its proof, as one
JSON object that is checked without us (docs/ledger.md).
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tongban.ledger.rules.notes import Signer

FORMAT: Final = "tongban-receipt-1"


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it stands: the hash before it, its canonical body, and when the database took it, in UTC."""

    prev: bytes
    body: bytes
    hash: bytes
    recorded_at: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Where an event stands in a signed tree: its place, the hashes that lead to the root, the signed checkpoint."""

    index: int
    hashes: Sequence[bytes]
    checkpoint: str


def promise(event: Recorded, signer: Signer) -> str:
    """The signed promise: this hash was recorded at this time."""
    return signer.sign(f"{signer.name} promise\n{event.hash.hex()}\n{event.recorded_at}\n")


def receipt(event: Recorded, signer: Signer, address: str, proof: Proof | None) -> Mapping[str, Any]:
    """The receipt as JSON holds it; `address` is where the ledger answers, `proof` is None until it is sealed."""
    return {
        "format": FORMAT,
        "ledger": address,
        "key": signer.verifier.line(),
        "event": {"prev": event.prev.hex(), "body": event.body.decode()},
        "promise": promise(event, signer),
        "proof": None
        if proof is None
        else {
            "index": proof.index,
            "hashes": [base64.b64encode(each).decode() for each in proof.hashes],
            "checkpoint": proof.checkpoint,
        },
    }
