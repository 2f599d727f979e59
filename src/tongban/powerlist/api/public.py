"""The power list as JSON: search, one item with its guide, the published list of a day, one version. For everybody.

What the list office works on is in `office`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from tongban.agencies.queries import body_by_key
from tongban.kernel.refusals import refuse
from tongban.powerlist.queries import (
    PublishedItem,
    VersionRef,
    guide,
    holdings_of,
    list_digest,
    published_list,
    search,
    version,
)
from tongban.powerlist.queries.providers import drawn_register
from tongban.powerlist.rules.content import content_json
from tongban.powerlist.rules.providers import REGISTERS, SHOWN_DIGITS
from tongban.rulebook.lookup import number

router = Router()
Typed = Annotated[str, Field(max_length=100)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))]
Rows = Annotated[int, Field(ge=1, le=200)]


class Words(Schema):
    """A name in both languages."""

    zh: str
    en: str


class ItemLine(Schema):
    """One item of the list in a version."""

    item_id: UUID
    version_id: UUID
    code: str
    name: Words
    item_type: str
    body: str
    no: int
    valid_from: date | None
    digest: str
    whole: bool


class FoundLine(ItemLine):
    """An item that was searched for, and how well it fits (0 to 1)."""

    fit: float


class FoundItems(Schema):
    """What a search found, the best first."""

    items: list[FoundLine]


class ListOut(Schema):
    """One page of the published list. `digest` is that of the whole list of the day; `after` begins the next page."""

    day: date
    digest: str
    total: int
    items: list[ItemLine]
    after: str | None


class HoldingOut(Schema):
    """Who holds a function of the item's power at a place."""

    function: str
    place_id: UUID
    body_id: UUID
    legal_form: str
    supervisor_id: UUID | None


class VersionOut(ItemLine):
    """A version whole: `content` is everything that the list says of it (docs: the content of items)."""

    state: str
    content: dict[str, Any]


class GuideOut(Schema):
    """An item with the version in force, or the last that was, and who holds its power today."""

    code: str
    state: int
    state_since: date | None
    version: VersionOut
    holdings: list[HoldingOut]


class ProviderOut(Schema):
    """A provider of a register, in the drawn order."""

    uscc: str
    name: dict[str, str]
    address: dict[str, str]
    phone: str
    listed_from: date


class RegisterOut(Schema):
    """A public register on a day; with `seed` and `number` anybody draws the same order again."""

    key: str
    day: date
    seed: str
    number: str
    providers: list[ProviderOut]


@router.get("/registers/{key}", response=RegisterOut, summary="名录 · A register of providers")
def read_register(
    request: HttpRequest,
    key: Annotated[str, Field(max_length=40)],
    number: Annotated[str, Field(max_length=SHOWN_DIGITS, pattern="^[a-z0-9]*$")] = "",
) -> Any:
    """Who is listed today, in the order drawn for a number; without one, for today's date."""
    today = timezone.localdate()
    if key not in REGISTERS:
        raise refuse("not_found", zh="没有这个名录。", en="There is no such register.")
    found = drawn_register(key, number=number or f"{today:%Y%m%d}", on=today)
    providers = [
        {"uscc": one.uscc, "name": {"zh": one.name_zh, "en": one.name_en}, "phone": one.phone,
         "address": {"zh": one.address_zh, "en": one.address_en}, "listed_from": one.listed_from}
        for one in found.providers
    ]  # fmt: skip
    return {
        "key": key, "day": today, "seed": found.seed, "number": found.number, "providers": providers,
    }  # fmt: skip


@router.get("/items", response=FoundItems, summary="按名称、拼音、事情查找事项 · Find items by words")
def search_items(request: HttpRequest, q: Typed, limit: Rows = 20) -> Any:
    """Items in use that fit what was typed: part of a name, pinyin, a slip of the pen, English, a turn of life."""
    return {"items": [{**_line(found.version), "fit": found.fit} for found in search(q, limit)]}


@router.get("/items/{code}", response=GuideOut, summary="一个事项的办事指南 · The guide of an item")
def item_guide(request: HttpRequest, code: Annotated[str, Field(max_length=80)]) -> Any:
    """Everything the guide page says, as data."""
    return _guide(guide(code))


@router.get("/list", response=ListOut, summary="某日公布的权责清单 · The published list of a day")
def list_of_day(
    request: HttpRequest,
    on: Day | None = None,
    body: Annotated[str, Field(max_length=40)] = "",
    q: Typed = "",
    after: Typed = "",
    limit: Rows | None = None,
) -> Any:
    """The items in force on a day by code, of one body or all; the next page begins after the last code."""
    today = timezone.localdate()
    day = on or today
    page = published_list(
        body_id=body_by_key(body).id if body else None,
        q=q.strip(),
        after=after,
        limit=limit or number("interface.page_size", today),
        on=day,
    )
    items = [_line(ref) for ref in page.lines]
    return {
        "day": day, "digest": list_digest(day), "total": page.total, "items": items, "after": page.next_after or None,
    }  # fmt: skip


@router.get("/versions/{version_id}", response=VersionOut, summary="事项的一个版本 · One version of an item")
def item_version(request: HttpRequest, version_id: UUID) -> Any:
    """A published version as it was and stays. A draft is the list office's own."""
    ref = version(version_id)
    return _version(ref if ref.state == "published" else version(UUID(int=0)))


def _line(ref: VersionRef) -> dict[str, Any]:
    content = ref.content
    return {
        "item_id": ref.item_id, "version_id": ref.id, "code": ref.code, "no": ref.no, "digest": ref.digest,
        "name": {"zh": content.name.zh, "en": content.name.words("en")}, "item_type": content.item_type,
        "body": content.body or content.handler, "valid_from": ref.valid_from, "whole": content.whole,
    }  # fmt: skip


def _version(ref: VersionRef) -> dict[str, Any]:
    return {**_line(ref), "state": ref.state, "content": content_json(ref.content)}


def _guide(item: PublishedItem) -> dict[str, Any]:
    assert item.version is not None  # `guide` answers no item without one
    held = holdings_of(item.id, timezone.now())
    return {
        "code": item.code,
        "state": item.state,
        "state_since": item.state_since,
        "version": _version(item.version),
        "holdings": [
            {
                "function": one.function,
                "place_id": one.place_id,
                "body_id": one.body_id,
                "legal_form": one.legal_form,
                "supervisor_id": one.supervisor_id,
            }
            for one in held
        ],
    }
