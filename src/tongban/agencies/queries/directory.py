"""The directory that every act looks things up in: bodies by key and id, posts by body and duty, kept in the process.

Bodies and posts change a few times a year, acts read them thousands of times a day. What is kept is renewed after
`KEPT_SECONDS` and whenever something asked for is not in it. Names are those of the day asked about.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tongban.agencies.models import Post
from tongban.agencies.models.refs import BodyRef, PostRef
from tongban.agencies.queries.bodies import bodies, divisions
from tongban.agencies.queries.posts import post_ref
from tongban.kernel.refusals import refuse

KEPT_SECONDS = 60
DAYS_KEPT = 400


@dataclass(frozen=True, slots=True)
class Directory:
    """What was read at one moment (`read_at`, monotonic seconds)."""

    read_at: float
    by_id: dict[UUID, BodyRef]
    by_key: dict[str, BodyRef]
    posts: dict[tuple[UUID, str], PostRef]


_kept: dict[date, Directory] = {}
_codes: dict[date, dict[UUID, str]] = {}


def forget_directory() -> None:
    """Drops what is kept: between tests, and after setting up a county in this process."""
    _kept.clear()
    _codes.clear()


def _directory(on: date, *, fresh: bool = False) -> Directory:
    found = _kept.get(on)
    if fresh or found is None or time.monotonic() - found.read_at > KEPT_SECONDS:
        found = _read(on)
        if len(_kept) > DAYS_KEPT:
            _kept.clear()
        _kept[on] = found
    return found


def _read(on: date) -> Directory:
    known = bodies(on)
    posts: dict[tuple[UUID, str], PostRef] = {}
    for row in Post.objects.order_by("key"):
        for duty in row.duties:
            posts.setdefault((row.body_id, duty), post_ref(row))
    return Directory(time.monotonic(), {b.id: b for b in known}, {b.key: b for b in known}, posts)


def body_named(body_id: UUID, on: date) -> BodyRef:
    """A body with its name of a day; refused when unknown."""
    found = _directory(on).by_id.get(body_id) or _directory(on, fresh=True).by_id.get(body_id)
    if found is None:
        raise refuse("no_body", zh="没有这个单位。", en="There is no such body.")
    return found


def place_code(place_id: UUID, on: date) -> str:
    """The division code that a place bears on a day; refused when it bears none.

    Kept apart from the bodies: only certificates and their like ask for it. A place's code of a day never changes.
    """
    if place_id not in _codes.get(on, {}):
        if len(_codes) > DAYS_KEPT:
            _codes.clear()
        _codes[on] = {place.id: place.code for place in divisions(on)}
    found = _codes[on].get(place_id)
    if found is None:
        raise refuse("no_division", zh="没有这个行政区划代码。", en="There is no division with this code.")
    return found


def body_keyed(key: str, on: date) -> BodyRef:
    """A body by its key, like `market`, with its name of a day; refused when unknown."""
    found = _directory(on).by_key.get(key) or _directory(on, fresh=True).by_key.get(key)
    if found is None:
        raise refuse("no_body", zh="没有这个单位。", en="There is no such body.")
    return found


def township_at(place_id: UUID, on: date) -> BodyRef:
    """The township government of a place; refused where there is none, as for the county itself."""
    for directory in (_directory(on), _directory(on, fresh=True)):
        for found in directory.by_id.values():
            if found.kind == "township" and found.place_id == place_id and found.stands(on):
                return found
    raise refuse(
        "choose_township",
        zh="这个事项由乡镇受理，请选择您所在的乡镇。",
        en="Townships take this application. Choose yours.",
    )


def post_with(body_id: UUID, duty: str, on: date) -> PostRef:
    """The post of a body that carries a duty (the first by key); refused when the body has none."""
    address = (body_id, duty)
    found = _directory(on).posts.get(address) or _directory(on, fresh=True).posts.get(address)
    if found is None:
        raise refuse(
            "no_post",
            zh="该单位还没有设负责这一步的岗位，请联系系统管理岗。",
            en="This body has no post for this step yet; ask the administrator.",
        )
    return found
