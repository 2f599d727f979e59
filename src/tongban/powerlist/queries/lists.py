"""Reading the published list of a day, and the previews of imported files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from tongban.powerlist.models import ImportPreview, ItemVersion
from tongban.powerlist.queries.versions import VersionRef, listed, version_ref


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of the published list, the count of all its lines, and the key after which the next page begins."""

    lines: tuple[VersionRef, ...]
    total: int
    next_after: str


def published_list(
    *, body_id: UUID | None = None, q: str = "", after: str = "", limit: int = 50, on: date | None = None
) -> ListPage:
    """The list in force on a day (None: today) by code, from behind `after`; by body and by part of name or code."""
    rows = listed(on or timezone.localdate())
    if body_id is not None:
        rows = rows.filter(body_id=body_id)
    if q:
        rows = rows.filter(
            Q(item__code__icontains=q) | Q(content__name__zh__icontains=q) | Q(content__name__en__icontains=q)
        )
    page = list(rows.filter(item__code__gt=after).order_by("item__code")[: limit + 1])
    more = page[limit - 1].item.code if len(page) > limit else ""
    return ListPage(tuple(version_ref(row) for row in page[:limit]), rows.count(), more)


def list_digest(on: date | None = None) -> str:
    """SHA-256, in hex, of the list in force on a day: a line `code,version,digest` for each item, by code."""
    rows = listed(on or timezone.localdate()).order_by("item__code")
    lines = (f"{code},{no},{digest}\n" for code, no, digest in rows.values_list("item__code", "no", "digest"))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def draft_count() -> int:
    """How many items have a draft that is not published, for the list office."""
    return ItemVersion.objects.filter(state="draft").count()


@dataclass(frozen=True, slots=True)
class PreviewRef:
    """A file that was judged: its counts, faults and notices, and what its import did (None: not imported)."""

    id: UUID
    file_name: str
    total: int
    good: int
    bad: int
    findings: list[dict[str, Any]]
    notices: list[list[str]]
    result: dict[str, int] | None


def preview_of(preview_id: UUID, kind: str = "list") -> PreviewRef | None:
    """A preview of a kind by its id, without its rows; None when there is none."""
    columns = ("pk", "file_name", "total", "good", "bad", "findings", "notices", "result")
    row = ImportPreview.objects.filter(pk=preview_id, kind=kind).values_list(*columns).first()
    return PreviewRef(*row) if row else None
