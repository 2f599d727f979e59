"""Bodies and places as JSON for everybody; and, for officials and their systems, as whom one acts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from tongban.agencies.queries import body_named, divisions, posts, standing_bodies
from tongban.kernel.actor import Actor

public = Router()
mine = Router()


class BodyOut(Schema):
    """A body of the county with its name of today."""

    id: UUID
    key: str
    uscc: str
    kind: str
    place_id: UUID
    name_zh: str
    name_en: str


class BodiesOut(Schema):
    """The bodies that stand today, by key."""

    bodies: list[BodyOut]


class PlaceOut(Schema):
    """A place with its code and name of today."""

    id: UUID
    kind: str
    code: str
    parent_id: UUID | None
    name_zh: str
    name_en: str


class PlacesOut(Schema):
    """All places, a county before its townships."""

    places: list[PlaceOut]


class MeOut(Schema):
    """As whom the caller acts: body, post and the duties that stand now; with a token also its purpose."""

    body_id: UUID | None
    body_zh: str
    post_id: UUID | None
    post_zh: str
    duties: list[str]
    cover: bool
    token_purpose: str | None
    token_system: str | None


@public.get("/bodies", response=BodiesOut, summary="各单位 · The bodies of the county")
def list_bodies(request: HttpRequest) -> Any:
    """Every body with its key, which the list and the desk use."""
    return {"bodies": sorted(standing_bodies(), key=lambda body: body.key)}


@public.get("/places", response=PlacesOut, summary="各地方 · The county, its townships and villages")
def list_places(request: HttpRequest) -> Any:
    """Every place; an application names one."""
    return {"places": divisions()}


@mine.get("/me", response=MeOut, summary="我现在以什么身份办事 · As whom I act")
def me(request: HttpRequest) -> Any:
    """The post in which every act of this caller is recorded. For trying a token out."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    bearer = getattr(request, "bearer", None)
    post = posts([actor.post_id]).get(actor.post_id) if actor.post_id else None
    body = body_named(actor.body_id, timezone.localdate()) if actor.body_id else None
    return {
        "body_id": actor.body_id, "body_zh": body.name_zh if body else "", "post_id": actor.post_id,
        "post_zh": post.name_zh if post else "", "duties": sorted(actor.duties), "cover": actor.cover_for is not None,
        "token_purpose": bearer.purpose if bearer else None, "token_system": bearer.system if bearer else None,
    }  # fmt: skip
