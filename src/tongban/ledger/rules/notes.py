"""Signed notes as C2SP states them: a text, and below it lines of signatures that name their key.

Ed25519 only. A key is known by its name and the first four bytes of a hash over name, kind and key, so a signature of
an unknown key is passed over and a known key's wrong signature is refused.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PLAIN: Final = 1  # signs the text
COSIGNED: Final = 4  # a witness signs the text and its own time
LONGEST_NOTE: Final = 64 * 1024
_MARK: Final = "— "
_NAME: Final = re.compile(r"[^\s+\u2014]{1,200}")


class BadNote(ValueError):
    """A note that cannot be read or is not signed as it must be; the text says why."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key under its name; `kind` is PLAIN or COSIGNED."""

    name: str
    public: bytes
    kind: int = PLAIN

    @property
    def id(self) -> bytes:
        """The four bytes by which signatures name this key."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def line(self) -> str:
        """The key as one prints and hands it on: name+id+key."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.kind]) + self.public).decode()}"

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Whether this key made the signature."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signer:
    """A secret key under its name."""

    name: str
    seed: bytes = field(repr=False)
    kind: int = PLAIN

    @property
    def verifier(self) -> Verifier:
        """Its public half."""
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
        return Verifier(self.name, public.public_bytes_raw(), self.kind)

    def signature(self, message: bytes) -> bytes:
        """Ed25519 over a message."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)

    def sign(self, text: str) -> str:
        """The note of a text that ends with a line feed."""
        return f"{text}\n{signature_line(self.verifier, self.signature(text.encode()))}"


@dataclass(frozen=True, slots=True)
class Signature:
    """One line below a note: who it says signed, with which key, and the bytes."""

    name: str
    key: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it was read; nothing is verified yet."""

    text: str
    signatures: tuple[Signature, ...]

    def by(self, verifier: Verifier) -> Signature | None:
        """The first signature that names this key; right or wrong."""
        mine = (one for one in self.signatures if (one.name, one.key) == (verifier.name, verifier.id))
        return next(mine, None)


def signature_line(verifier: Verifier, value: bytes) -> str:
    """One line below a note."""
    return f"{_MARK}{verifier.name} {base64.b64encode(verifier.id + value).decode()}\n"


def read_verifier(line: str) -> Verifier:
    """The key of a line `name+id+key`; raises `BadNote`."""
    parts = line.strip().split("+", 2)
    key = unbase64(parts[2]) if len(parts) == 3 else b""
    if len(key) != 33 or key[0] not in (PLAIN, COSIGNED) or not _NAME.fullmatch(parts[0]):
        raise BadNote("a key is name+id+key, of Ed25519")
    verifier = Verifier(parts[0], key[1:], key[0])
    if parts[1] != verifier.id.hex():
        raise BadNote("the key does not fit its id")
    return verifier


def read_note(data: str | bytes) -> Note:
    """The text and the signatures of a note; raises `BadNote`."""
    try:
        note = data.decode() if isinstance(data, bytes) else data
        note.encode()
    except UnicodeError:
        raise BadNote("a note is UTF-8") from None
    if len(note) > LONGEST_NOTE or any(sign < " " and sign != "\n" for sign in note):
        raise BadNote("a note is short and has no control characters")
    text, gap, lines = note.rpartition("\n\n")
    if not gap or not lines.endswith("\n"):
        raise BadNote("a note is a text, an empty line and signatures")
    return Note(text + "\n", tuple(_signature(line) for line in lines[:-1].split("\n")))


def _signature(line: str) -> Signature:
    name, _, value = line.removeprefix(_MARK).partition(" ")
    data = unbase64(value)
    if not line.startswith(_MARK) or not _NAME.fullmatch(name) or len(data) < 5:
        raise BadNote("a line of signature is a dash, a name and base64")
    return Signature(name, data[:4], data[4:])


def verified(note: Note, verifier: Verifier) -> None:
    """Raises `BadNote` unless the key signed this note's text."""
    found = note.by(verifier)
    if found is None:
        raise BadNote(f"{verifier.name} has not signed this note")
    if not verifier.verify(note.text.encode(), found.value):
        raise BadNote(f"the signature of {verifier.name} does not fit the text")


def unbase64(text: str) -> bytes:
    """The bytes of canonical base64; raises `BadNote`."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, binascii.Error):
        raise BadNote("not base64") from None
    if base64.b64encode(data).decode() != text:
        raise BadNote("not base64 as it must be written")
    return data
