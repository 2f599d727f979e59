"""What the list office reads: the items in its reach with their states, one item with its draft, who saved it last."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from tongban.agencies.queries import body_named, official_names
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import refuse
from tongban.ledger.queries import events_of
from tongban.powerlist.models import ImportPreview, Item, ItemVersion
from tongban.powerlist.permissions import Reach
from tongban.powerlist.queries.versions import VersionRef, version_ref
from tongban.powerlist.rules import codes

STATES = ("draft", "published", "suspended", "cancelled", "none")
"""What the office filters by; `none` has never been published."""


@dataclass(frozen=True, slots=True)
class OfficeItem:
    """One item for the office: its state, its newest published version and its draft, each None where there is none.

    `revision` is the draft's: it grows with every save.
    """

    id: UUID
    code: str
    state: int
    state_since: date | None
    state_basis: str
    public: VersionRef | None
    draft: VersionRef | None
    draft_json: Any
    draft_flow: str
    revision: int

    @property
    def newest(self) -> VersionRef | None:
        """What the office works on: the draft, else what is published."""
        return self.draft or self.public

    @property
    def whose(self) -> str:
        """The key of the lead body."""
        return self.newest.content.body if self.newest else ""


@dataclass(frozen=True, slots=True)
class OfficePage:
    """One page of the office's items, how many there are in all, and the code after which the next page begins."""

    items: tuple[OfficeItem, ...]
    total: int
    next_after: str


def reach_of(by: Actor) -> Reach:
    """Which items an actor's list office keeps: the county's all, a body's its own."""
    if by.kind is ActorKind.SYSTEM:
        return Reach(everything=True)
    if by.body_id is None:
        return Reach(everything=False)
    county = body_named(by.body_id, timezone.localdate()).kind == "government"
    return Reach(everything=county, body_id=by.body_id)


def office_items(
    reach: Reach,
    *,
    body_id: UUID | None = None,
    q: str = "",
    state: str = "",
    after: str = "",
    limit: int = 50,
    codes_in: Collection[str] | None = None,
) -> OfficePage:
    """The items in reach by code, from behind `after`; by lead body, part of name or code, state, and among codes."""
    rows = _in_reach(reach)
    if codes_in is not None:
        rows = rows.filter(code__in=codes_in)
    if body_id is not None:
        rows = rows.filter(lead=body_id)  # type: ignore[misc]  # the annotation of `_in_reach`
    if q:
        rows = rows.filter(Q(code__icontains=q) | Q(_has(content__name__zh__icontains=q)))
    rows = _in_state(rows, state)
    page = list(rows.filter(code__gt=after).order_by("code")[: limit + 1])
    more = page[limit - 1].code if len(page) > limit else ""
    return OfficePage(tuple(_office_items(page[:limit])), rows.count(), more)


def _in_reach(reach: Reach) -> QuerySet[Item]:
    """The items whose newest version is led by a body in reach; nobody without a body reaches anything."""
    newest = ItemVersion.objects.filter(item=OuterRef("pk")).order_by("-no").values("body_id")[:1]
    rows: QuerySet[Item] = Item.objects.annotate(lead=Subquery(newest))
    if reach.everything:
        return rows
    if reach.body_id is None:
        return rows.none()
    return rows.filter(lead=reach.body_id)  # type: ignore[misc]  # annotated above


def _has(**wanted: Any) -> Exists:
    return Exists(ItemVersion.objects.filter(item=OuterRef("pk"), **wanted))


def _in_state(rows: QuerySet[Item], state: str) -> QuerySet[Item]:
    if state == "draft":
        return rows.filter(_has(state="draft"))
    if state == "published":
        return rows.filter(_has(state="published"), state=codes.IN_USE)
    if state == "none":
        return rows.filter(~_has(state="published"))
    wanted = {"suspended": codes.SUSPENDED, "cancelled": codes.CANCELLED}.get(state)
    return rows if wanted is None else rows.filter(state=wanted)


def _office_items(items: list[Item]) -> list[OfficeItem]:
    drafts: dict[UUID, ItemVersion] = {}
    public: dict[UUID, ItemVersion] = {}
    for row in ItemVersion.objects.select_related("item").filter(item__in=items).order_by("no"):
        (drafts if row.state == "draft" else public)[row.item_id] = row
    return [_office_item(item, public.get(item.pk), drafts.get(item.pk)) for item in items]


def _office_item(item: Item, public: ItemVersion | None, draft: ItemVersion | None) -> OfficeItem:
    return OfficeItem(
        item.pk, item.code, item.state, item.state_since, item.state_basis,
        version_ref(public) if public else None,
        version_ref(draft) if draft else None,
        draft.content if draft else None,
        draft.flow if draft else "",
        draft.seq if draft else 0,
    )  # fmt: skip


def office_item(code: str, reach: Reach) -> OfficeItem:
    """One item in reach; refused like an unknown one when it is another body's."""
    item = _in_reach(reach).filter(code=code).first() if code.isprintable() else None
    if item is None:
        raise refuse("no_item", zh="没有这个事项。", en="There is no such item.")
    return _office_items([item])[0]


@dataclass(frozen=True, slots=True)
class LastSave:
    """Who saved a draft last, and when; `name` is empty for the platform itself."""

    name: str
    at: datetime


def last_save(item_id: UUID) -> LastSave | None:
    """The newest save of an item's draft, for whoever was too late."""
    saves = [entry for entry in events_of("item", item_id) if entry.type in ("item.drafted", "item.imported")]
    if not saves:
        return None
    who = saves[-1].actor
    return LastSave(official_names([who]).get(who, "") if who else "", saves[-1].at)


def flow_text(version_id: UUID) -> str:
    """The BPMN text of a version."""
    return str(ItemVersion.objects.values_list("flow", flat=True).get(pk=version_id))


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One item a file would change: its code, whether anything differs, and faults its draft would have."""

    code: str
    same: bool
    blocking: int


def planned_items(preview_id: UUID) -> list[PlannedItem]:
    """What importing a file of whole items would do, item by item; empty once it was imported."""
    rows = ImportPreview.objects.values_list("rows", flat=True).get(pk=preview_id)
    return [PlannedItem(row["code"], row["same"], row["blocking"]) for row in rows]
