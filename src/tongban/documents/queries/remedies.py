"""Where a decision of a body can be looked at again: the authority, the court, and which comes first."""

from __future__ import annotations

import time
from datetime import date
from typing import Any
from uuid import UUID

from tongban.agencies.queries import BodyRef, bodies, body_named, divisions
from tongban.documents.models import ReviewLine
from tongban.documents.rules.remedies import Authority, authority_for, reconsideration_first

KEPT_SECONDS, KEPT_MOST = 60, 2_000
_kept: dict[tuple[UUID, str, date], tuple[float, dict[str, Any]]] = {}


def remedies_against(body_id: UUID, *, act: str, on: date) -> dict[str, Any]:
    """What a decision of a body must tell of remedies, as documents hold it; empty names where nothing is set.

    `act` is the kind of act in the rulebook (`remedy.order.…`): licence, penalty_on_the_spot, disclosure_refused …
    Kept in the process for a minute: it changes a few times a year and is read at every decision.
    """
    address = (body_id, act, on)
    found = _kept.get(address)
    if found is None or time.monotonic() - found[0] > KEPT_SECONDS:
        if len(_kept) > KEPT_MOST:
            _kept.clear()
        found = _kept[address] = (time.monotonic(), _read(body_id, act, on))
    return dict(found[1])


def forget_remedies() -> None:
    """Drops what is kept: when a line was set in this process, and between tests."""
    _kept.clear()


def _read(body_id: UUID, act: str, on: date) -> dict[str, Any]:
    line = ReviewLine.objects.filter(body_id=body_id).first()
    body = body_named(body_id, on)
    kind = authority_for(body.kind, line.line if line else "level", on)
    return {
        "reconsideration_body": _authority(body, kind, line, on),
        "court": line.court_zh if line else "",
        "reconsideration_first": reconsideration_first(act, on),
    }


def _authority(body: BodyRef, kind: Authority, line: ReviewLine | None, on: date) -> str:
    if line is not None and line.authority_zh:
        return line.authority_zh
    if kind is Authority.SUPERIOR:
        return ""
    government = _government(body.place_id if kind is Authority.SAME_LEVEL else _above(body.place_id, on), on)
    return government.name_zh if government is not None and government.id != body.id else ""


def superiors_of(body_id: UUID, on: date) -> frozenset[UUID]:
    """The bodies of this county above a body: its government, and for a township the county's.

    A body that is run from above has its superior outside; then there is none here.
    """
    line = ReviewLine.objects.filter(body_id=body_id).values_list("line", flat=True).first()
    body = body_named(body_id, on)
    if line == "vertical":
        return frozenset()
    kind = authority_for(body.kind, "level", on)
    found = _government(body.place_id if kind is Authority.SAME_LEVEL else _above(body.place_id, on), on)
    return frozenset({found.id} - {body_id}) if found is not None else frozenset()


def _government(place_id: UUID | None, on: date) -> BodyRef | None:
    return next((one for one in bodies(on) if one.kind == "government" and one.place_id == place_id), None)


def _above(place_id: UUID, on: date) -> UUID | None:
    return next((place.parent_id for place in divisions(on) if place.id == place_id), None)
