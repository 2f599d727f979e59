"""Sealing personal data: a data key for each party, wrapped by the installation's key; blind indexes for exact search.

Pure: keys come in as bytes. Who may open what is decided in `permissions`; nothing here logs or prints a value.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tongban.agencies.rules.identity import PartyFacts, normalise

_NONCE = 12
_NOBODY = UUID(int=0)
# No file that is taken in begins so; what was stored before files were sealed is told by its lack.
_FILE = b"TONGBAN1:"


def parse_keys(text: str) -> Mapping[str, bytes]:
    """`k2:<base64>,k1:<base64>` as key id → 32 bytes; the first is the current one, the others still open old rows.

    A value that is not 32 bytes of base64 is stretched by SHA-256; production refuses such keys by a check of its own.
    """
    keys: dict[str, bytes] = {}
    for part in text.split(","):
        key_id, _, value = part.strip().partition(":")
        keys[key_id] = _key_bytes(value)
    return keys


def _key_bytes(value: str) -> bytes:
    try:
        raw = base64.b64decode(value, validate=True)
    except ValueError:
        raw = b""
    return raw if len(raw) == 32 else hashlib.sha256(b"tongban key:" + value.encode()).digest()


def strong_keys(text: str) -> bool:
    """Whether every key is 32 true bytes of base64."""
    for part in text.split(","):
        try:
            raw = base64.b64decode(part.strip().partition(":")[2], validate=True)
        except ValueError:
            return False
        if len(raw) != 32:
            return False
    return True


@dataclass(frozen=True, slots=True)
class SealingKey:
    """A party's wrapped data key as it is stored; useless without the installation's key."""

    party_id: UUID
    key_id: str
    wrapped: bytes = field(repr=False)


@dataclass(frozen=True)
class Keyring:
    """The installation's key-encryption keys and index keys; the first of each is the one used for writing."""

    wrapping: Mapping[str, bytes] = field(repr=False)
    indexing: Mapping[str, bytes] = field(repr=False)

    @property
    def key_id(self) -> str:
        """Id of the key that wraps new data keys."""
        return next(iter(self.wrapping))

    @property
    def index_key_id(self) -> str:
        """Id of the key that writes new blind indexes."""
        return next(iter(self.indexing))

    def seal(self, party_id: UUID, facts: PartyFacts) -> tuple[bytes, bytes]:
        """(sealed facts, wrapped data key) under a fresh data key; both are bound to the party's id."""
        data_key = AESGCM.generate_key(256)
        plain = json.dumps(asdict(facts), ensure_ascii=False, sort_keys=True).encode()
        return _encrypt(data_key, plain, party_id), _encrypt(self.wrapping[self.key_id], data_key, party_id)

    def open(self, party_id: UUID, key_id: str, wrapped: bytes, sealed: bytes) -> PartyFacts:
        """The facts again; raises `InvalidTag` for a value moved from another row or altered by a bit."""
        data_key = _decrypt(self.wrapping[key_id], wrapped, party_id)
        return PartyFacts(**json.loads(_decrypt(data_key, sealed, party_id)))

    def seal_again(self, key: SealingKey, facts: PartyFacts) -> bytes:
        """Corrected facts under the data key the party has: texts sealed with it stay readable."""
        return self.seal_bytes(key, json.dumps(asdict(facts), ensure_ascii=False, sort_keys=True).encode())

    def seal_bytes(self, key: SealingKey, plain: bytes) -> bytes:
        """Any text of a case (a form, reasons, a file's name) under its applicant's data key, and erased with it."""
        return _encrypt(_decrypt(self.wrapping[key.key_id], key.wrapped, key.party_id), plain, key.party_id)

    def open_bytes(self, key: SealingKey, sealed: bytes) -> bytes:
        """What `seal_bytes` sealed; raises `InvalidTag` for a value of another party or altered by a bit."""
        return _decrypt(_decrypt(self.wrapping[key.key_id], key.wrapped, key.party_id), sealed, key.party_id)

    def seal_secret(self, plain: bytes) -> bytes:
        """A secret of the installation itself (a second factor), under the current key, whose id goes before it."""
        return self.key_id.encode() + b":" + _encrypt(self.wrapping[self.key_id], plain, _NOBODY)

    def open_secret(self, sealed: bytes) -> bytes:
        """What `seal_secret` sealed."""
        key_id, _, value = sealed.partition(b":")
        return _decrypt(self.wrapping[key_id.decode()], value, _NOBODY)

    def seal_file(self, file_id: UUID, plain: bytes) -> bytes:
        """A stored file under the current key, bound to its id; the key's id stands before it."""
        return _FILE + self.key_id.encode() + b":" + _encrypt(self.wrapping[self.key_id], plain, file_id)

    def open_file(self, file_id: UUID, stored: bytes) -> bytes:
        """What `seal_file` sealed, or a file stored before files were; raises `InvalidTag` for bytes moved or altered,
        `KeyError` for a key that is not held any more.
        """
        if not stored.startswith(_FILE):
            return stored
        key_id, _, sealed = stored.removeprefix(_FILE).partition(b":")
        return _decrypt(self.wrapping[key_id.decode()], sealed, file_id)

    def index(self, what: str, value: str) -> bytes | None:
        """Blind index of one value under the current key; None for an empty value."""
        return _blind(self.indexing[self.index_key_id], what, value)

    def all_indexes(self, what: str, value: str) -> list[tuple[str, bytes]]:
        """(key id, blind index) under every key still in use, for searching."""
        found = ((key_id, _blind(key, what, value)) for key_id, key in self.indexing.items())
        return [(key_id, index) for key_id, index in found if index is not None]


def _encrypt(key: bytes, plain: bytes, party_id: UUID) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, party_id.bytes)


def _decrypt(key: bytes, sealed: bytes, party_id: UUID) -> bytes:
    return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], party_id.bytes)


def _blind(key: bytes, what: str, value: str) -> bytes | None:
    normal = normalise(what, value)
    if not normal:
        return None
    return hmac.new(key, f"{what}\0{normal}".encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
