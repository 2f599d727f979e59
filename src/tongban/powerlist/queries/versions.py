"""Reading items and their versions; published versions are kept in the process, since they never change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from tongban.kernel.clock.limits import Limit, LimitKind, StartEvent, Unit
from tongban.kernel.flow.net import Net
from tongban.kernel.flow.stored import from_json
from tongban.kernel.refusals import refuse
from tongban.powerlist.models import ItemVersion
from tongban.powerlist.rules.codes import IN_USE, SITUATIONS, SUSPENDED
from tongban.powerlist.rules.content import ItemContent, ItemLimit, parse_content

VERSIONS_KEPT = 2_048
_kept: dict[UUID, VersionRef] = {}


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
    return version_ref(row)


def version_ref(row: ItemVersion) -> VersionRef:
    """A row of the table as a ready version; read once if it is published."""
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
            flow=from_json(row.net) if row.net else None,
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


# Asked at every application and every guide: one statement, and the long content of the version stays in memory.
_ITEM: Final = """
SELECT i.id, i.code, i.state, i.state_since, i.state_basis, (SELECT v.id FROM powerlist_itemversion v
  WHERE v.item_id = i.id AND v.state = 'published' AND v.valid @> %s::date LIMIT 1) FROM powerlist_item i WHERE """


def published_item(key: UUID | str, on: date | None = None) -> PublishedItem:
    """An item by id or code, with the version in force on a day (None: today). Refused when there is no such item."""
    row = None
    if isinstance(key, UUID) or key.isprintable():  # no code holds other signs, and the database takes not all of them
        with connection.cursor() as cursor:
            where = "i.id = %s" if isinstance(key, UUID) else "i.code = %s"
            cursor.execute(_ITEM + where, [on or timezone.localdate(), key])
            row = cursor.fetchone()
    if row is None:
        raise refuse("no_item", zh="没有这个事项。", en="There is no such item.")
    item_id, code, state, since, basis, found = row
    return PublishedItem(item_id, code, state, since, basis, version(found) if found is not None else None)


def guide(code: str, on: date | None = None) -> PublishedItem:
    """The item whose guide a code shows: in force today, or the last that was. Refused if never published."""
    item = published_item(code, on)
    if item.version is not None:
        return item
    last = published().filter(item_id=item.id).order_by("-no").first()
    if last is None:
        raise refuse("not_published", zh="这个事项还没有公布。", en="This item has not been published yet.")
    return PublishedItem(item.id, item.code, item.state, item.state_since, item.state_basis, version_ref(last))


def items_for_certificate(kind: str, on: date) -> list[VersionRef]:
    """The items in use on a day by which the holder of a certificate of a kind renews, changes, replaces or ends it."""
    rows = in_force(on).filter(content__situation__certificate=kind, item__state=IN_USE)
    found = [version_ref(row) for row in rows.order_by("item__code")]
    order = list(SITUATIONS)
    named = [(ref.content.situation.kind, ref) for ref in found if ref.content.situation is not None]
    return [ref for situation, ref in sorted(named, key=lambda one: order.index(one[0])) if situation != "new"]


def draft_of(item_id: UUID) -> VersionRef | None:
    """The draft version of an item, if it has one."""
    row = ItemVersion.objects.select_related("item").filter(item_id=item_id, state="draft").first()
    return version_ref(row) if row is not None else None


def versions_of(item_id: UUID) -> list[VersionRef]:
    """All published versions of an item, newest first."""
    return [version_ref(row) for row in published().filter(item_id=item_id).order_by("-no")]


def published() -> QuerySet[ItemVersion]:
    """All published versions with their items."""
    return ItemVersion.objects.select_related("item").filter(state="published")


def versions_of_type(item_type: str) -> list[UUID]:
    """Every version ever published of items of a type, for reading cases by it; one statement."""
    return list(published().filter(content__item_type=item_type).values_list("pk", flat=True))


def in_force(on: date) -> QuerySet[ItemVersion]:
    """The versions in force on a day."""
    return published().filter(valid__contains=on)


def listed(on: date) -> QuerySet[ItemVersion]:
    """The versions on the list of a day: in force then, of an item that was not cancelled by then."""
    stood = Q(item__state__in=[IN_USE, SUSPENDED]) | Q(item__state_since__gt=on)
    return in_force(on).filter(stood)


def version_refs(ids: list[UUID]) -> dict[UUID, VersionRef]:
    """Some versions by id, in one statement for those not kept yet."""
    missing = [pk for pk in ids if pk not in _kept]
    loaded = {row.pk: version_ref(row) for row in ItemVersion.objects.select_related("item").filter(pk__in=missing)}
    return {pk: loaded.get(pk) or _kept[pk] for pk in ids}
