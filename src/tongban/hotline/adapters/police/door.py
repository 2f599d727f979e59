"""110's rows, read and written through a door of the exchange; `CONTRACT.md` beside this file says what holds."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict, dataclass, fields
from typing import Final

from django.conf import settings

from tongban.exchange.adapters.door import Door, Unreadable
from tongban.exchange.adapters.registry import door

FROM_US: Final = ("transfer", "taken", "refused", "result")
FROM_THEM: Final = ("call", "taken", "refused", "result")
LONGEST: Final = 4000
LIMITS: Final = {"number": 60, "ours": 24, "place": 12, "urgency": 10, "name": 60, "phone": 20, "result": 40}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One row as it travels, either way."""

    what: str
    number: str = ""
    ours: str = ""
    at: str = ""
    place: str = ""
    urgency: str = ""
    name: str = ""
    phone: str = ""
    text: str = ""
    result: str = ""
    words: str = ""


COLUMNS: Final = tuple(field.name for field in fields(Told))


def linked() -> Door | None:
    """The door to 110 of this installation; None where none is connected."""
    link = settings.POLICE_LINK
    return door(link["adapter"], link) if link["adapter"] else None


def write_row(way: Door, told: Told) -> bytes:
    """One row as 110 reads it."""
    return way.write([asdict(told)])


def read_rows(way: Door, data: bytes) -> list[Told]:
    """The rows of one message, without signs that cannot be stored; what is no row of the contract is left out."""
    try:
        rows = way.read(data).rows
    except Unreadable:
        return []
    told = [Told(**{name: _plain(name, row.get(name, "")) for name in COLUMNS}) for row in rows]
    return [one for one in told if one.what in FROM_THEM and (one.number or one.ours)]


def _plain(name: str, text: str) -> str:
    kept = "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", kept).strip()[: LIMITS.get(name, LONGEST)]
