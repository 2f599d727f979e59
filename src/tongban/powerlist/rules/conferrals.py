"""What the digest of a conferral covers: every row as it was written, in one order. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID

OPEN = "-"
Span = tuple[datetime, datetime | None]


def moment(at: datetime | None) -> str:
    """A moment in words that sort: UTC with six digits of a second; `-` for no end."""
    return OPEN if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def told(row: Sequence[object], start: str, until: str) -> str:
    """One row in words: id, power, place, function, body, form, from, until, whose it was."""
    key, item, place, function, body, form, former = row
    return f"{key} {item} {place} {function} {body} {form} {start} {until} {former or OPEN}"


def digest(rows: Iterable[str]) -> str:
    """The digest over all rows, whatever order they come in."""
    return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()


def change(row: UUID, was: Span, now: Span) -> str:
    """What an event says of one row that changes."""
    return " ".join([str(row), *(moment(one) for one in (*was, *now))])


def as_written(changes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """By row, the span it was written with: what its first change says it was until then."""
    first: dict[str, tuple[str, str]] = {}
    for one in changes:
        key, start, until, *_ = one.split(" ")
        first.setdefault(key, (start, until))
    return first
