"""A small county for tests: a township and two bodies, and items drafted and published through the real acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tongban.agencies.actions.bodies import create_body, create_division
from tongban.kernel.actor import SYSTEM
from tongban.powerlist.actions.items import create_item, publish_version, save_draft_version

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
FIRST_DAY = date(2020, 1, 1)
BY: dict[str, Any] = {"by": SYSTEM, "at": AT}


@dataclass(frozen=True)
class Places:
    """The ids of the small county."""

    county: UUID
    township: UUID
    market: UUID
    willow: UUID


def places() -> Places:
    """Qinghe County with Liuhe township; the market bureau and the township's own body."""
    on = {"valid_from": FIRST_DAY, **BY}
    county = create_division(code="990823", name_zh="青禾县", name_en="Qinghe County", kind="county", **on)
    town = create_division(code="990823101", name_zh="柳河镇", name_en="Liuhe", kind="township", parent_id=county, **on)
    made = [
        create_body(key=key, uscc=uscc, kind=kind, place_id=place, name_zh=zh, name_en=key, **on)
        for key, uscc, kind, place, zh in (
            ("market", "11511301008778183N", "department", county, "县市场监管局"),
            ("willow", "11511301008778220W", "township", town, "柳河镇人民政府"),
        )
    ]
    return Places(county, town, *made)


def draft(content: dict[str, Any], *, flow: str = "", code: str = "") -> tuple[UUID, UUID]:
    """An item with a draft; answers both ids."""
    item = create_item(code=code or content["local_code"], **BY)
    return item, save_draft_version(item_id=item, content=content, flow=flow, **BY)


def publish(content: dict[str, Any], *, flow: str = "", code: str = "", valid_from: date = date(2026, 1, 1)) -> UUID:
    """A published item; answers its id."""
    item, version = draft(content, flow=flow, code=code)
    publish_version(version_id=version, valid_from=valid_from, **BY)
    return item
