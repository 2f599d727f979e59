"""Is this the body's business? Which body is meant when one is typed, and whether a case was recorded as not theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from tongban.agencies.queries import BodyRef, unseal
from tongban.agencies.rules.sealing import SealingKey
from tongban.cases.models import Doubt

DOUBTED: Final = "(SELECT jsonb_build_object('doubted', EXISTS (SELECT 1 FROM cases_doubt q WHERE q.case_id = c.id)))"
MOST_NAMED: Final = 6


@dataclass(frozen=True, slots=True)
class RightBody:
    """What was typed as the competent body: one of the list (`body`), several that fit, or none of the list."""

    typed: str
    body: BodyRef | None
    several: tuple[str, ...] = ()


def right_body(typed: str, bodies: Sequence[BodyRef]) -> RightBody:
    """The body that is meant: by its key, its name, or a part of the name that only one has."""
    text = "".join(typed.split())
    exact = [body for body in bodies if text in (body.key, body.name_zh, "".join(body.name_en.split()))]
    found = exact or [
        body for body in bodies if text and (text in body.name_zh or text.lower() in body.name_en.lower())
    ]
    if len(found) == 1:
        return RightBody(typed, found[0])
    return RightBody(typed, None, tuple(body.name for body in found[:MOST_NAMED]))


@dataclass(frozen=True, slots=True)
class DoubtView:
    """A case was recorded as not this body's business: when, by whom, in which words."""

    at: datetime
    by_ref: UUID
    words: str


def doubt_of(case_id: UUID, key: SealingKey | None) -> DoubtView | None:
    """The recorded doubt of a case, opened; None when there is none."""
    row = Doubt.objects.filter(case_id=case_id).first()
    if row is None:
        return None
    return DoubtView(row.at, row.by_ref, unseal(key, bytes(row.words)).decode() if key is not None else "")
