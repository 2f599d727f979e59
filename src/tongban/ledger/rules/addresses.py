"""Short writings of hashes and tiles in addresses."""

from __future__ import annotations

import base64
import re
from typing import Final
from uuid import UUID

from tongban.kernel.merkle.tiles import WIDTH

_PLACE: Final = re.compile(r"((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", re.ASCII)
LARGEST: Final = 2**53


def short(digest: bytes) -> str:
    """A hash as 43 letters for an address."""
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def held_path(event_id: UUID, digest: bytes) -> str:
    """Where the holder of an event sees whether it is as it was recorded; the hash is what only the holder knows."""
    return f"/r/{event_id}/{short(digest)}/"


def tile_place(text: str) -> tuple[int, int] | None:
    """Number and width of a tile as C2SP writes them, `x001/x234/067.p/5`; None when it is written otherwise."""
    found = _PLACE.fullmatch(text)
    if found is None or len(found[1]) > 24:
        return None
    number, width = int(found[1].replace("/", "").replace("x", "")), int(found[2] or WIDTH)
    return (number, width) if width <= WIDTH and number < LARGEST else None
