"""Sets up the fictional county: places, bodies, posts with A and B holders, calendar, document marks.

Through the real acts.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from pypinyin import lazy_pinyin

from tongban.agencies.actions.bodies import create_body, create_division
from tongban.agencies.actions.calendar import publish_calendar
from tongban.agencies.actions.posts import appoint, create_post, register_official
from tongban.documents.actions.numbers import set_document_mark
from tongban.documents.actions.remedies import set_review_line
from tongban.kernel.actor import Actor
from tongban.rulebook.calendar_seed import SEED_VERSION, seed_rows
from tongban.simulation.rules.codes import body_code
from tongban.simulation.rules.places import DATA

FOUNDED: Final = date(2019, 1, 1)


@dataclass(slots=True)
class County:
    """What was set up, by its keys: places by code, bodies and posts by key, officials by name."""

    places: dict[str, UUID] = field(default_factory=dict)
    bodies: dict[str, UUID] = field(default_factory=dict)
    posts: dict[str, UUID] = field(default_factory=dict)
    officials: dict[str, UUID] = field(default_factory=dict)
    holders: dict[str, tuple[UUID, UUID]] = field(default_factory=dict)
    court: tuple[str, str] = ("", "")

    def township_keys(self) -> list[tuple[UUID, str]]:
        """The townships' places with the keys of their bodies, those that were set up."""
        known = {place["code"]: place.get("key", "") for place in county_data()["places"]}
        return [(self.places[code], key) for code, key in known.items() if key in self.bodies]

    @property
    def home(self) -> UUID:
        """The county itself."""
        return self.places["990823"]


def in_letters(name: str) -> str:
    """A person's name in letters: 张敏 becomes Zhang Min."""
    family, *given = (syllable.capitalize() for syllable in lazy_pinyin(name))
    return f"{family} {''.join(given).capitalize()}"


def county_data() -> dict[str, Any]:
    """The county as it is written down: places and bodies with their posts."""
    data: dict[str, Any] = json.loads((DATA / "county.json").read_text(encoding="utf-8"))
    return data


def build_bodies(*, by: Actor, at: datetime, only: Collection[str] | None = None) -> County:
    """Sets up places, bodies, posts and people; `only` limits the bodies (by key) for small stages."""
    data, county = county_data(), County()
    county.court = (data["court"]["zh"], data["court"]["en"])
    publish_calendar(
        version=SEED_VERSION, days=dict(seed_rows()), source="国务院办公厅节假日安排通知（2004-2026）", by=by, at=at
    )
    for place in data["places"]:
        parent = None if place["kind"] == "county" else county.places[place.get("in", "990823")]
        county.places[place["code"]] = create_division(
            code=place["code"],
            name_zh=place["zh"],
            name_en=place["en"],
            kind=place["kind"],
            valid_from=FOUNDED,
            by=by,
            at=at,
            parent_id=parent,
        )
    for serial, body in enumerate(data["bodies"]):
        if only is None or body["key"] in only:
            build_body(county, body, serial, by, at)
    return county


def build_body(county: County, body: dict[str, Any], serial: int, by: Actor, at: datetime) -> None:
    """Sets one body up as it is written down: with its mark, who reviews its decisions, its posts and their holders."""
    place = county.places[body.get("place", "990823")]
    body_id = create_body(
        key=body["key"],
        uscc=body_code(1000 + serial),
        kind=body["kind"],
        place_id=place,
        name_zh=body["zh"],
        name_en=body["en"],
        valid_from=FOUNDED,
        by=by,
        at=at,
    )
    county.bodies[body["key"]] = body_id
    set_document_mark(body_id=body_id, mark=body["mark"], by=by, at=at)
    _set_review_line(body_id, body, county.court, by, at)
    for post in body["posts"]:
        post_id = create_post(
            body_id=body_id,
            key=post["key"],
            name_zh=post["zh"],
            name_en=post["en"],
            duties=post["duties"],
            by=by,
            at=at,
        )
        county.posts[post["key"]] = post_id
        pair = [_official(county, body_id, post["key"], role, post[role], by, at) for role in ("A", "B")]
        for role, official in zip("AB", pair, strict=True):
            appoint(post_id=post_id, official_id=official, role=role, valid_from=at, by=by, at=at)
        county.holders[post["key"]] = (pair[0], pair[1])


def _set_review_line(body_id: UUID, body: dict[str, Any], court: tuple[str, str], by: Actor, at: datetime) -> None:
    """Run by the county's government unless the body says who stands above it."""
    above = body.get("above", {"line": "level", "zh": "", "en": ""})
    set_review_line(
        body_id=body_id, line=above["line"], authority=(above["zh"], above["en"]), court=court, by=by, at=at
    )


def _official(county: County, body_id: UUID, post: str, role: str, name: str, by: Actor, at: datetime) -> UUID:
    known = county.officials.get(name)
    if known is not None:
        return known
    username = f"{post}_{role}".lower()
    made = register_official(
        username=username,
        password=None,
        name_zh=name,
        name_en=in_letters(name),
        staff_no=f"QH{len(county.officials) + 1:04d}",
        body_id=body_id,
        by=by,
        at=at,
    )
    county.officials[name] = made
    return made
