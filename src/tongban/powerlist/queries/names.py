"""What items are called today, for registers and lists that hold only their ids."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language

from tongban.powerlist.models import Item
from tongban.powerlist.queries.versions import in_force


def item_names(ids: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """(name in the language shown, code) of some items in force today; others are left out. One statement."""
    language = "en" if (get_language() or "zh").startswith("en") else "zh"
    rows = in_force(timezone.localdate()).filter(item_id__in=ids)
    return {
        item: (str(name.get(language) or name.get("zh", "")), code)
        for item, code, name in rows.values_list("item_id", "item__code", "content__name")
    }


def names_by_code(codes: Collection[str]) -> dict[str, str]:
    """The names, in the language shown, of some items in force today by code. One statement."""
    language = "en" if (get_language() or "zh").startswith("en") else "zh"
    rows = in_force(timezone.localdate()).filter(item__code__in=codes).values_list("item__code", "content__name")
    return {code: str(name.get(language) or name.get("zh", "")) for code, name in rows}


def item_codes() -> list[str]:
    """The codes of all items that were ever entered, in their order."""
    return list(Item.objects.order_by("code").values_list("code", flat=True))


def items_to_compose(but: str) -> dict[str, tuple[str, str]]:
    """The items in force today that one thing may be made of, by code: not itself, nor another of its kind."""
    rows = in_force(timezone.localdate()).exclude(item__code=but).order_by("item__code")
    return {
        code: (f"{name['zh']}（{code}）", f"{name.get('en') or name['zh']} ({code})")
        for code, name, members in rows.values_list("item__code", "content__name", "content__members")
        if not members
    }
