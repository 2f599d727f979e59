"""Where a rating was given. Staff cannot rate; what comes from an office's own machine, or several ratings from one
device within minutes, is no proof of anything, but somebody looks at it. Of the address nothing is kept: a mark that
holds for one day and leads back to nobody without the installation's key. Pure.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date
from typing import Final

MARK_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Given:
    """On an office's own network or not, and the mark of the device; None where no device is known."""

    office: bool
    source: bytes | None


NOWHERE: Final = Given(office=False, source=None)


def source_of(device: str, day: date, key: bytes) -> bytes:
    """The mark of a device on a day: equal marks are one device, another day's are never equal."""
    told = f"rating\0{day}\0{device}".encode("utf-8", "surrogatepass")
    return hmac.new(key, told, hashlib.sha256).digest()[:MARK_BYTES]
