"""The log's own key from what the installation keeps, `l1:32 bytes of base64`."""

from __future__ import annotations

from hashlib import sha256

from tongban.ledger.rules.notes import BadNote, Signer, unbase64

SEED_BYTES = 32


def log_signer(origin: str, kept: str) -> Signer:
    """The signer under the ledger's name; of several keys, parted by commas, the first signs.

    What is not 32 bytes of base64 is stretched, for development alone: production refuses such a key by a check.
    """
    return log_signers(origin, kept)[0]


def log_signers(origin: str, kept: str) -> list[Signer]:
    """The signers of all keys that are kept, the one that signs first and then those of before."""
    return [_signer(origin, one.strip().partition(":")[2]) for one in kept.split(",") if one.strip()] or [
        _signer(origin, "")
    ]


def _signer(origin: str, value: str) -> Signer:
    try:
        seed = unbase64(value)
    except BadNote:
        seed = b""
    return Signer(origin, seed if len(seed) == SEED_BYTES else sha256(b"tongban key:" + value.encode()).digest())
