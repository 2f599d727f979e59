"""Publishes the fictional county's items through the list office's own acts and says who holds each power where."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from tongban.kernel.actor import Actor
from tongban.powerlist.actions.bundles import compose_bundle
from tongban.powerlist.actions.holdings import grant_holding
from tongban.powerlist.actions.items import create_item, publish_version, save_draft_version
from tongban.powerlist.actions.providers import list_provider
from tongban.powerlist.queries.names import item_codes
from tongban.simulation.actions.bodies import County
from tongban.simulation.rules.codes import body_code, firm_code
from tongban.simulation.rules.places import DATA

BASIS: Final = "青政发〔2019〕1号"
BUNDLES: Final = "bundle_"
IN_TOWNSHIPS: Final = '"@township/'


def item_files() -> list[str]:
    """The keys of the whole items, in order; what is made of others comes after them."""
    keys = (path.stem for path in (DATA / "items").glob("*.json"))
    return sorted(keys, key=lambda key: (key.startswith(BUNDLES), key))


def build_items(
    county: County, *, by: Actor, at: datetime, valid_from: date, only: Collection[str] | None = None
) -> dict[str, UUID]:
    """Publishes the whole items (or `only` some) and grants their powers; answers version ids by key."""
    versions = {}
    if only is None or "seal_making" in only:
        build_registers(by=by, at=at, listed_from=valid_from)
    for key in item_files():
        if only is None or key in only:
            versions[key] = _publish(county, key, by, at, valid_from)
    return versions


def _publish(county: County, key: str, by: Actor, at: datetime, valid_from: date) -> UUID:
    content: dict[str, Any] = json.loads((DATA / "items" / f"{key}.json").read_text(encoding="utf-8"))
    flow = (DATA / "items" / f"{key}.bpmn").read_text(encoding="utf-8")
    content["implementing_code"] = f"{body_code(1)}{content['level']}{content['basic_code']}"
    if "members" in content:
        outside = {member["item"] for member in content["members"] if member.get("outside")}
        build_guides(by=by, at=at, valid_from=valid_from, only=outside)
        content = compose_bundle(content | {"implementing_code": ""}, on=valid_from)
    item_id = create_item(code=content["local_code"], by=by, at=at)
    version_id = save_draft_version(item_id=item_id, content=content, flow=flow, by=by, at=at)
    publish_version(version_id=version_id, valid_from=valid_from, by=by, at=at)
    _grant(county, item_id, content, flow, by, at)
    return version_id


def _grant(county: County, item_id: UUID, content: dict[str, Any], flow: str, by: Actor, at: datetime) -> None:
    """A county item is held by its body for the whole county; an item of the townships by each township at home.

    What a township receives and the county decides is the county body's in each township, so that one asks at home.
    """
    body = county.bodies.get(content["body"])
    holders = {county.home: body}
    if content["body"] == "@holder":
        holders = {place: county.bodies.get(key) for key, place in _townships(county)}
    elif IN_TOWNSHIPS in flow:
        holders = {place: body for key, place in _townships(county) if key in county.bodies}
    for place, body in holders.items():
        if body is not None:
            form = "statutory" if content["power_source"] == "statutory" else "transferred"
            grant_holding(
                item_id=item_id, place_id=place, function="decide", body_id=body, legal_form=form, valid_from=at,
                basis_doc=BASIS, by=by, at=at,
            )  # fmt: skip


def build_registers(*, by: Actor, at: datetime, listed_from: date) -> int:
    """Puts the county's seal makers on their public register; answers how many."""
    entries: list[dict[str, Any]] = json.loads((DATA / "registers.json").read_text(encoding="utf-8"))
    for serial, one in enumerate(entries):
        list_provider(
            register=one["register"], uscc=firm_code(9100 + serial), name=(one["zh"], one["en"]),
            address=(one["address"]["zh"], one["address"]["en"]), phone=one["phone"], listed_from=listed_from, by=by,
            at=at,
        )  # fmt: skip
    return len(entries)


def _townships(county: County) -> list[tuple[str, UUID]]:
    data = json.loads((DATA / "county.json").read_text(encoding="utf-8"))
    return [(p["key"], county.places[p["code"]]) for p in data["places"] if "key" in p]


def build_guides(*, by: Actor, at: datetime, valid_from: date, only: Collection[str] | None = None) -> int:
    """Publishes the entries (or `only` some, by code) that are only guides and not there yet; answers how many."""
    entries: list[dict[str, Any]] = json.loads((DATA / "guides.json").read_text(encoding="utf-8"))
    known = set(item_codes())
    entries = [one for one in entries if one["local_code"] not in known and (only is None or one["local_code"] in only)]
    for content in entries:
        item_id = create_item(code=content["local_code"], by=by, at=at)
        version_id = save_draft_version(item_id=item_id, content=content, flow="", by=by, at=at)
        publish_version(version_id=version_id, valid_from=valid_from, by=by, at=at)
    return len(entries)
