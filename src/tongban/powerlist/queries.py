"""Reading the list: items and versions in force, who holds a power, search, and the published list.

The only door through which other things read it. Published versions are kept in the process: they never change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from tongban.kernel.clock.limits import Limit, LimitKind, StartEvent, Unit
from tongban.kernel.flow.net import Net
from tongban.kernel.refusals import refuse
from tongban.powerlist.models import ImportPreview, Item, ItemVersion, PowerHolding
from tongban.powerlist.rules.codes import IN_USE, SUSPENDED
from tongban.powerlist.rules.content import ItemContent, ItemLimit, parse_content
from tongban.powerlist.rules.words import asked

VERSIONS_KEPT = 2_048
NO_SOUND = "—"  # stands in no pinyin, so a single letter is not looked for by sound
SPECIFIC = {"village": 0, "township": 1, "county": 2}
_kept: dict[UUID, VersionRef] = {}

# How well a wording fits what was typed, from 1 (the same) down; sound counts less than characters, likeness least.
_SEARCH = """
WITH fits AS (
  SELECT t.item_id, t.kind, greatest(
    CASE WHEN t.text = %(q)s::text THEN 1.0
         WHEN starts_with(t.text, %(q)s::text) THEN 0.95
         WHEN position(%(q)s::text IN t.text) > 0 THEN 0.9
         WHEN length(t.text) > 1 AND position(t.text IN %(q)s::text) > 0 THEN 0.75 ELSE 0 END,
    CASE WHEN length(%(p)s::text) < 3 OR t.pinyin = '' THEN 0
         WHEN t.pinyin = %(p)s::text THEN 0.88
         WHEN starts_with(t.pinyin, %(p)s::text) THEN 0.8
         WHEN position(%(p)s::text IN t.pinyin) > 0 THEN 0.7 ELSE 0 END,
    CASE WHEN NOT %(latin)s::bool OR length(%(p)s::text) < 2 THEN 0
         WHEN t.initials = %(p)s::text THEN 0.85
         WHEN starts_with(t.initials, %(p)s::text) THEN 0.72
         WHEN position(%(p)s::text IN t.initials) > 0 THEN 0.6 ELSE 0 END,
    CASE WHEN length(%(p)s::text) < 4 THEN 0 ELSE 0.65 * greatest(
      similarity(t.text, %(q)s::text), similarity(t.pinyin, %(p)s::text), word_similarity(%(q)s::text, t.text),
      CASE WHEN length(%(p)s::text) > 5 THEN word_similarity(%(p)s::text, t.pinyin) ELSE 0 END) END
  ) AS fit
  FROM powerlist_searchterm t
  WHERE t.text LIKE %(part)s::text OR t.pinyin LIKE %(sound)s::text OR t.initials LIKE %(sound)s::text
     OR t.pinyin %% %(p)s::text OR %(q)s::text <%% t.text OR position(t.text IN %(q)s::text) > 0
     OR (length(%(p)s::text) > 5 AND word_similarity(%(p)s::text, t.pinyin) > 0.5)
)
SELECT v.id, i.code, max(f.fit * CASE f.kind WHEN 'event' THEN 0.9 ELSE 1 END) AS fit
  FROM fits f
  JOIN powerlist_item i ON i.id = f.item_id AND i.state = 1
  JOIN powerlist_itemversion v ON v.item_id = i.id AND v.state = 'published' AND v.valid @> %(on)s::date
 WHERE f.fit >= 0.27
 GROUP BY v.id, i.code ORDER BY fit DESC, i.code LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class VersionRef:
    """One version of an item, read and ready: content, flow, digest. `valid_from` is None for a draft."""

    id: UUID
    item_id: UUID
    code: str
    no: int
    state: str
    digest: str
    valid_from: date | None
    content: ItemContent
    flow: Net | None

    @property
    def net(self) -> Net:
        """The compiled flow; refused for an entry that only guides elsewhere."""
        if self.flow is None:
            raise refuse(
                "item.guide_only",
                zh="这个事项只提供办事指南，不在这里办理。请按指南所写的地方申请。",
                en="This item has a guide only and is not handled here. Apply where its guide says.",
            )
        return self.flow


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """An item with its state and the version in force on a day (None: nothing is in force then)."""

    id: UUID
    code: str
    state: int
    state_since: date | None
    state_basis: str
    version: VersionRef | None


@dataclass(frozen=True, slots=True)
class HoldingRef:
    """Who holds a function of a power at a place; `place_id` is the place of the row, which may be the county's."""

    id: UUID
    item_id: UUID
    place_id: UUID
    function: str
    body_id: UUID
    legal_form: str
    basis_doc: str


@dataclass(frozen=True, slots=True)
class Found:
    """One search result with how well it fits (0 to 1)."""

    version: VersionRef
    fit: float


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of the published list, the count of all its lines, and the key after which the next page begins."""

    lines: tuple[VersionRef, ...]
    total: int
    next_after: str


def clock_limit(limit: ItemLimit) -> Limit:
    """A limit of an item as the clock takes it, with its law and article (or the promise) as source."""
    kind = LimitKind.STEP if limit.scope == "task" and limit.kind == "promised" else LimitKind(limit.kind)
    source = f"《{limit.law}》{limit.article}" if limit.law else "承诺时限"
    return Limit(limit.length, Unit(limit.unit), StartEvent(limit.starts), kind, source)


def version(version_id: UUID) -> VersionRef:
    """One version by its id; published ones come from the process's memory. Refused when there is none."""
    found = _kept.get(version_id)
    if found is not None:
        return found
    row = ItemVersion.objects.select_related("item").filter(pk=version_id).first()
    if row is None:
        raise refuse("no_version", zh="没有这个事项版本。", en="There is no such version of an item.")
    return _ref(row)


def _ref(row: ItemVersion) -> VersionRef:
    found = _kept.get(row.pk)
    if found is None:
        found = VersionRef(
            id=row.pk,
            item_id=row.item_id,
            code=row.item.code,
            no=row.no,
            state=row.state,
            digest=row.digest,
            valid_from=row.valid.lower if row.valid else None,
            content=parse_content(row.content),
            flow=Net.from_json(row.net) if row.net else None,
        )
        if row.state == "published":
            _keep(found)
    return found


def _keep(found: VersionRef) -> None:
    if len(_kept) >= VERSIONS_KEPT:
        _kept.clear()
    _kept[found.id] = found


def forget_versions() -> None:
    """Drops the kept versions of this process: for tests, whose keys may repeat."""
    _kept.clear()


def published_item(key: UUID | str, on: date | None = None) -> PublishedItem:
    """An item by id or code, with the version in force on a day (None: today). Refused when there is no such item."""
    item = Item.objects.filter(pk=key).first() if isinstance(key, UUID) else Item.objects.filter(code=key).first()
    if item is None:
        raise refuse("no_item", zh="没有这个事项。", en="There is no such item.")
    row = _in_force(on or timezone.localdate()).filter(item=item).first()
    return PublishedItem(
        item.pk, item.code, item.state, item.state_since, item.state_basis, _ref(row) if row is not None else None
    )


def guide(code: str, on: date | None = None) -> PublishedItem:
    """The item whose guide a code shows: in force today, or the last that was. Refused if never published."""
    item = published_item(code, on)
    if item.version is not None:
        return item
    last = _published().filter(item_id=item.id).order_by("-no").first()
    if last is None:
        raise refuse("not_published", zh="这个事项还没有公布。", en="This item has not been published yet.")
    return PublishedItem(item.id, item.code, item.state, item.state_since, item.state_basis, _ref(last))


def draft_of(item_id: UUID) -> VersionRef | None:
    """The draft version of an item, if it has one."""
    row = ItemVersion.objects.select_related("item").filter(item_id=item_id, state="draft").first()
    return _ref(row) if row is not None else None


def versions_of(item_id: UUID) -> list[VersionRef]:
    """All published versions of an item, newest first."""
    return [_ref(row) for row in _published().filter(item_id=item_id).order_by("-no")]


def _published() -> QuerySet[ItemVersion]:
    return ItemVersion.objects.select_related("item").filter(state="published")


def _in_force(on: date) -> QuerySet[ItemVersion]:
    return _published().filter(valid__contains=on)


def holding_at(item_id: UUID, place_id: UUID, function: str, at: datetime) -> HoldingRef | None:
    """Who holds a function (accept, review, decide) of an item's power at a place and moment; one statement.

    The most specific row wins: the village's or township's own over the county's. None when nobody holds it.
    """
    here = Q(place_id=place_id) | Q(place__children=place_id) | Q(place__children__children=place_id)
    rows = PowerHolding.objects.filter(here, item_id=item_id, function=function, valid__contains=at)
    columns = ("pk", "item_id", "place_id", "function", "body_id", "legal_form", "basis_doc")
    found = sorted(rows.values_list("place__kind", *columns), key=lambda row: SPECIFIC.get(row[0], len(SPECIFIC)))
    return HoldingRef(*found[0][1:]) if found else None


def holdings_of(item_id: UUID, at: datetime) -> list[HoldingRef]:
    """All holdings of an item's power at a moment, for lists."""
    columns = ("pk", "item_id", "place_id", "function", "body_id", "legal_form", "basis_doc")
    rows = PowerHolding.objects.filter(item_id=item_id, valid__contains=at).order_by("function", "place_id")
    return [HoldingRef(*row) for row in rows.values_list(*columns)]


def search(q: str, limit: int = 20, on: date | None = None) -> list[Found]:
    """Items in use that fit what somebody typed, best first; nothing typed finds nothing.

    Part of a word, pinyin in full or by initials, a slip of the pen, English, and words of life events; two statements.
    """
    typed = asked(q)
    if not typed.text:
        return []
    said = typed.pinyin if len(typed.pinyin) > 1 else NO_SOUND
    with connection.cursor() as cursor:
        cursor.execute(
            _SEARCH,
            {"q": typed.text, "p": typed.pinyin, "latin": typed.latin, "part": f"%{_like(typed.text)}%",
             "sound": f"%{said}%", "on": on or timezone.localdate(), "limit": limit},
        )  # fmt: skip
        fits: Mapping[UUID, float] = {row[0]: float(row[2]) for row in cursor.fetchall()}
    refs = _refs(list(fits))
    return [Found(refs[pk], fit) for pk, fit in fits.items()]


def _like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _refs(ids: list[UUID]) -> dict[UUID, VersionRef]:
    missing = [pk for pk in ids if pk not in _kept]
    loaded = {row.pk: _ref(row) for row in ItemVersion.objects.select_related("item").filter(pk__in=missing)}
    return {pk: loaded.get(pk) or _kept[pk] for pk in ids}


def published_list(
    *, body_id: UUID | None = None, q: str = "", after: str = "", limit: int = 50, on: date | None = None
) -> ListPage:
    """The list in force on a day (None: today) by code, from behind `after`; by body and by part of name or code."""
    rows = _in_force(on or timezone.localdate()).filter(item__state__in=[IN_USE, SUSPENDED])
    if body_id is not None:
        rows = rows.filter(body_id=body_id)
    if q:
        rows = rows.filter(
            Q(item__code__icontains=q) | Q(content__name__zh__icontains=q) | Q(content__name__en__icontains=q)
        )
    page = list(rows.filter(item__code__gt=after).order_by("item__code")[: limit + 1])
    more = page[limit - 1].item.code if len(page) > limit else ""
    return ListPage(tuple(_ref(row) for row in page[:limit]), rows.count(), more)


def list_digest(on: date | None = None) -> str:
    """SHA-256, in hex, of the list in force on a day: a line `code,version,digest` for each item, by code."""
    rows = _in_force(on or timezone.localdate()).filter(item__state__in=[IN_USE, SUSPENDED]).order_by("item__code")
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


def preview_of(preview_id: UUID) -> PreviewRef | None:
    """A preview by its id, without its rows; None when there is none."""
    columns = ("pk", "file_name", "total", "good", "bad", "findings", "notices", "result")
    row = ImportPreview.objects.filter(pk=preview_id).values_list(*columns).first()
    return PreviewRef(*row) if row else None
