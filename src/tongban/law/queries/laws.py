"""Reading the library: laws, their versions, and one law as it stands on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from tongban.law.models import Law, LawChange, LawVersion
from tongban.law.rules.names import name_key
from tongban.law.rules.numerals import ArticleNo

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class VersionRef:
    """One version of a law; `articles` is 0 and `digest` empty while its text is not in the library."""

    id: UUID
    law_id: UUID
    no: int
    valid_from: date
    valid_to: date | None
    document: str
    source: str
    digest: str
    articles: int
    notes: tuple[str, ...]
    annex: str


@dataclass(frozen=True, slots=True)
class LawRef:
    """One law with the version in force on the day asked for (None: none is)."""

    id: UUID
    title: str
    key: str
    kind: str
    number: str
    issuer: str
    repealed_on: date | None
    repeal_document: str
    version: VersionRef | None

    def repealed(self, on: date) -> bool:
        """Whether the law no longer applies on a day."""
        return self.repealed_on is not None and self.repealed_on <= on


@dataclass(frozen=True, slots=True)
class LawPage:
    """One page of the library by name, the count of all its laws, and the key after which the next page begins."""

    lines: tuple[LawRef, ...]
    total: int
    next_after: str


def law(law_id: UUID, on: date | None = None) -> LawRef | None:
    """One law as it stands on a day (None: today); None when there is no such law."""
    row = Law.objects.filter(pk=law_id).first()
    if row is None:
        return None
    return _law_ref(row, _versions_on([row.pk], on or timezone.localdate()).get(row.pk))


def laws(*, q: str = "", after: str = "", limit: int = PAGE, on: date | None = None) -> LawPage:
    """The library by name, from behind `after`; by part of a name or of a document number. Three statements."""
    rows = Law.objects.all()
    if q:
        rows = rows.filter(Q(title__icontains=q) | Q(number__icontains=q))
    page = list(rows.filter(key__gt=after).order_by("key", "pk")[: limit + 1])
    versions = _versions_on([row.pk for row in page], on or timezone.localdate())
    lines = tuple(_law_ref(row, versions.get(row.pk)) for row in page[:limit])
    return LawPage(lines, rows.count(), page[limit - 1].key if len(page) > limit else "")


def law_titles(law_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of some laws, in one statement."""
    return dict(Law.objects.filter(pk__in=set(law_ids)).values_list("pk", "title"))


def versions_of(law_id: UUID) -> tuple[VersionRef, ...]:
    """All versions of a law, the newest first."""
    return tuple(_version_ref(row) for row in LawVersion.objects.filter(law_id=law_id).order_by("-no"))


def laws_named(names: Iterable[str], on: date | None = None) -> dict[str, LawRef]:
    """The laws that names mean on a day, by their key: short and full names alike; two statements for any number.

    Of two laws of one name the one in force on the day, else the later.
    """
    day = on or timezone.localdate()
    keys = {name_key(name) for name in names} - {""}
    rows = list(Law.objects.filter(key__in=keys).order_by("pk")) if keys else []
    versions = _versions_on([row.pk for row in rows], day) if rows else {}
    found: dict[str, LawRef] = {}
    for row in rows:
        ref = _law_ref(row, versions.get(row.pk))
        if row.key not in found or found[row.key].version is None or ref.version is not None:
            found[row.key] = ref
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """One article (or, without `no`, the whole law) that an act touched from a day on, by a document."""

    law_id: UUID
    key: str
    title: str
    kind: str
    no: ArticleNo | None
    to: ArticleNo | None
    since: date
    document: str
    note: str


def changes(
    *, law_id: UUID | None = None, since: date | None = None, until: date | None = None, act: int | None = None
) -> tuple[Change, ...]:
    """What acts touched, of one law or all, taking effect from `since` to `until` (both included), in their order.

    `act` is the number of one event of the law: what that act alone touched.
    """
    rows = LawChange.objects.all()
    if act is not None:
        rows = rows.filter(seq=act)
    if law_id is not None:
        rows = rows.filter(law_id=law_id)
    if since is not None:
        rows = rows.filter(since__gte=since)
    if until is not None:
        rows = rows.filter(since__lte=until)
    columns = ("kind", "number", "extra", "to_number", "to_extra", "since", "document", "note")
    ordered = rows.order_by("since", "law_id", "number", "extra", "kind", "pk")
    return tuple(
        Change(pk, key, title, kind, _no(number, extra), _no(to, to_extra), day, document, note)
        for pk, key, title, kind, number, extra, to, to_extra, day, document, note in ordered.values_list(
            "law_id", "law__key", "law__title", *columns
        )
    )


def _no(number: int | None, extra: int) -> ArticleNo | None:
    return ArticleNo(number, extra) if number is not None else None


def _versions_on(law_ids: list[UUID], on: date) -> dict[UUID, VersionRef]:
    rows = LawVersion.objects.filter(law_id__in=law_ids, valid__contains=on)
    return {row.law_id: _version_ref(row) for row in rows}


def _law_ref(row: Law, version: VersionRef | None) -> LawRef:
    return LawRef(
        row.pk, row.title, row.key, row.kind, row.number, row.issuer, row.repealed_on, row.repeal_document, version
    )  # fmt: skip


def _version_ref(row: LawVersion) -> VersionRef:
    return VersionRef(
        row.pk, row.law_id, row.no, row.valid.lower, row.valid.upper, row.document, row.source, row.digest,
        row.articles, tuple(row.notes), row.annex,
    )  # fmt: skip
