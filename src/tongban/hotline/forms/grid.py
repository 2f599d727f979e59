"""What the grid worker's phone sends, as a report. Parsing only; nothing typed here can break a page."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from uuid import UUID

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from tongban.hotline.actions.grid import Report
from tongban.kernel.ids import uuid7

MOST_PHOTO: Final = 20_000_000


def read_report(sent: QueryDict, files: MultiValueDict[str, Any]) -> Report:
    """A report; what is unreadable is left out, and an id that is none is made here."""
    photo = files.get("photo")
    data = photo.read(MOST_PHOTO) if photo is not None else b""
    bodies = [one for one in map(_uuid, sent.getlist("bodies")[:20]) if one is not None]
    return Report(
        id=_uuid(sent.get("id", "")) or uuid7(),
        event_kind=sent.get("kind", "")[:12],
        text=_plain(sent.get("text", "")),
        spot=_plain(sent.get("spot", ""))[:120],
        bodies=bodies,
        lat_micro=_micro(sent.get("lat", ""), 90),
        lon_micro=_micro(sent.get("lon", ""), 180),
        found_at=_moment(sent.get("found_at", "")),
        photo=data,
    )


def _plain(text: str) -> str:
    return text[:2000].encode("utf-8", "replace").decode().replace("\0", "")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text[:40])
    except ValueError:
        return None


def _micro(text: str, most: int) -> int | None:
    try:
        value = Decimal(text[:20])
    except InvalidOperation:
        return None
    return int(value * 1_000_000) if value.is_finite() and abs(value) <= most else None


def _moment(text: str) -> datetime | None:
    try:
        read = datetime.fromisoformat(text[:40].replace("Z", "+00:00"))
    except ValueError:
        return None
    return read if read.tzinfo is not None and 2000 < read.year < 2100 else None
