"""Reading the published editions of the list, and the lines that an edition of a day would have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tongban.agencies.queries import bodies
from tongban.powerlist.models import ListEdition
from tongban.powerlist.queries.versions import VersionRef, listed, version_ref
from tongban.powerlist.rules import codes
from tongban.powerlist.rules.sheet import Line


@dataclass(frozen=True, slots=True)
class EditionRef:
    """One edition without its lines."""

    id: UUID
    no: int
    day: date
    digest: str
    items: int
    note: str
    published_at: datetime


def list_lines(day: date) -> list[Line]:
    """The whole list of a day as lines of its file, by code."""
    names = {body.key: body.name_zh for body in bodies(day)}
    return [_line(version_ref(row), names) for row in listed(day).order_by("item__code")]


def _line(ref: VersionRef, names: dict[str, str]) -> Line:
    content = ref.content
    return (
        ref.code,
        content.name.zh,
        content.name.en,
        f"{content.item_type} {codes.word(codes.ITEM_TYPES, content.item_type, 'zh')}",
        names.get(content.body, content.handler),
        str(ref.no),
        ref.valid_from.isoformat() if ref.valid_from else "",
        ref.digest,
    )


def editions() -> tuple[EditionRef, ...]:
    """All editions, the newest first."""
    return tuple(_ref(row) for row in ListEdition.objects.defer("lines").order_by("-no"))


def edition(no: int) -> EditionRef | None:
    """One edition by its number; None when there is none."""
    row = ListEdition.objects.defer("lines").filter(no=no).first()
    return _ref(row) if row else None


def lines_of(no: int) -> list[Line]:
    """The lines of an edition as they were published."""
    found = ListEdition.objects.filter(no=no).values_list("lines", flat=True).first()
    return [tuple(line) for line in found or ()]


def _ref(row: ListEdition) -> EditionRef:
    return EditionRef(row.pk, row.no, row.day, row.digest, row.items, row.note, row.published_at)
