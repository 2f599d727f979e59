"""Reading drafts for their applicant: answers opened, papers with what they are, places one may choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson
from django.utils import timezone

from tongban.agencies.queries import sealing_key, standing_divisions, unseal
from tongban.agencies.rules.sealing import SealingKey
from tongban.cases.models import Draft
from tongban.cases.permissions import may_act_as_applicant
from tongban.cases.queries.registers import with_registers
from tongban.cases.queries.sources import consents_of
from tongban.documents.queries.files import FileRef, files_of
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse
from tongban.powerlist.queries import VersionRef, holdings_of, version
from tongban.powerlist.rules.providers import number_of


@dataclass(frozen=True, slots=True)
class Place:
    """A place that one may choose."""

    id: UUID
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper put to a draft: what the platform has, or a stored file with its own name."""

    key: str
    held: bool
    file: FileRef | None
    name: str


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft opened for its applicant; `answers` are as typed, right or wrong."""

    id: UUID
    ref: VersionRef
    party_id: UUID
    place_id: UUID
    answers: Mapping[str, Any]
    papers: Mapping[str, Paper]
    key: SealingKey
    expires_on: date
    submitted_case: UUID | None
    consents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in a list."""

    id: UUID
    ref: VersionRef
    updated_at: datetime
    expires_on: date


def draft_of(draft_id: UUID, by: Actor) -> DraftView:
    """One's own draft; refused (`not_found`) for another's in the words for one that is gone."""
    row = Draft.objects.filter(pk=draft_id).first()
    if row is None or may_act_as_applicant(by, applicant_id=row.party_id) is not None:
        raise refuse(
            "not_found", zh="没有查到这份草稿，它可能已经过期。", en="We found no such draft; it may have expired."
        )
    key = sealing_key(row.party_id)
    answers: dict[str, Any] = orjson.loads(unseal(key, bytes(row.sealed))) if row.sealed else {}
    files = {file.id: file for file in files_of(row.pk)}
    papers = {}
    for put in row.materials.order_by("key"):
        file = files.get(put.file_id) if put.file_id else None
        papers[put.key] = Paper(put.key, put.held, file, file_name(file, key))
    ref = version(row.item_version_id)
    content = with_registers(ref.content, number=number_of(str(row.pk)), on=timezone.localdate())
    return DraftView(
        row.pk, replace(ref, content=content), row.party_id, row.place_id, answers, papers, key, row.expires_on,
        row.submitted_case, frozenset(consents_of(row.pk)),
    )  # fmt: skip


def file_name(file: FileRef | None, key: SealingKey) -> str:
    """The name under which a file was sent; empty when it was not kept."""
    return unseal(key, file.sealed_name).decode() if file is not None and file.sealed_name else ""


def drafts_of(party_id: UUID, today: date) -> list[DraftLine]:
    """The drafts of a person that can still be finished, the latest first."""
    rows = Draft.objects.filter(party_id=party_id, submitted_case__isnull=True, expires_on__gte=today)
    columns = rows.order_by("-updated_at").values_list("id", "item_version_id", "updated_at", "expires_on")
    return [DraftLine(pk, version(ref), updated, until) for pk, ref, updated, until in columns]


def places_for(item_id: UUID, at: datetime) -> list[Place]:
    """The places whose body decides an item: the county, or the townships that hold the power, by code.

    Where some townships hold it and the county holds it for the others, everybody says in which township it is.
    """
    held = {holding.place_id for holding in holdings_of(item_id, at) if holding.function == "decide"}
    known = standing_divisions()
    kinds = {place.kind for place in known if place.id in held}
    if {"county", "township"} <= kinds:
        held = {place.id for place in known if place.kind == "township"}
    return [Place(place.id, place.name_zh, place.name_en) for place in known if place.id in held]


def draft_owner(draft_id: UUID) -> UUID | None:
    """Whose draft it is, for sealing what that person typed; None when there is no such draft."""
    return Draft.objects.filter(pk=draft_id, submitted_case__isnull=True).values_list("party_id", flat=True).first()
