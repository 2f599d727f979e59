"""Number and lookup code as people type them, and the stored form of a code. Pure but for the installation's secret."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from typing import Final

from django.conf import settings

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LONGEST: Final = 64  # longer typing is no number and no code; it is cut before anything else is done with it


def lookup_hash(number: str, code: str) -> bytes:
    """The stored form of a lookup code; spaces, dashes and case in what people type do not matter."""
    plain = "".join(sign for sign in code.upper() if sign in ALPHABET)
    return hmac.new(settings.SECRET_KEY.encode(), f"{number}|{plain}".encode(), hashlib.sha256).digest()


def clean_number(typed: str) -> str:
    """A case number as it is stored: letters and digits, capitals."""
    folded = unicodedata.normalize("NFKC", typed[:LONGEST]).upper()
    return "".join(sign for sign in folded if sign.isascii() and sign.isalnum())


def lacking(number: str, code: str) -> list[str]:
    """Which of the two was not given, by the names of the fields."""
    return [name for name, given in (("number", number), ("code", code)) if not given]


def clean_code(typed: str) -> str:
    """A lookup code as it was given, without spaces and dashes."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", typed[:LONGEST]).upper() if sign in ALPHABET)
