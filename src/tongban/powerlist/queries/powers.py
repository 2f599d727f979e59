"""What some powers are, by id: code, names and the type of power, as the newest published version says."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from tongban.powerlist.models import Item, ItemVersion


@dataclass(frozen=True, slots=True)
class PowerRef:
    """One power of the list; `item_type` is empty when no version was ever published."""

    id: UUID
    code: str
    name_zh: str
    name_en: str
    item_type: str
    state: int


def powers(ids: Collection[UUID]) -> dict[UUID, PowerRef]:
    """Some powers by id; unknown ids are left out. Two statements for any number."""
    return _powers(Item.objects.filter(pk__in=ids).values_list("id", "code", "state"))


def powers_coded(codes: Collection[str]) -> dict[str, PowerRef]:
    """Some powers by code; unknown codes are left out."""
    found = _powers(Item.objects.filter(code__in=codes).values_list("id", "code", "state"))
    return {one.code: one for one in found.values()}


def _powers(rows: Collection[tuple[UUID, str, int]]) -> dict[UUID, PowerRef]:
    known = list(rows)
    columns = ("item_id", "content__name__zh", "content__name__en", "content__item_type")
    said = {
        item: (zh or "", en or zh or "", kind or "")
        for item, zh, en, kind in ItemVersion.objects.filter(item_id__in=[pk for pk, _, _ in known], state="published")
        .order_by("item_id", "no")
        .values_list(*columns)
    }
    return {pk: PowerRef(pk, code, *said.get(pk, (code, code, "")), state) for pk, code, state in known}
