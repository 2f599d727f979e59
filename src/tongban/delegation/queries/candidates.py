"""Candidates for delegation as they stand at a moment: counted, scored, proposed by the table, chosen by a person.

Some statements for any number of items: the versions are kept in the process, the year is counted by the database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.utils import timezone

from tongban.delegation.models.candidates import CaseSeen, ItemTraits, ModeChoice, Voice
from tongban.delegation.queries.tables import Edition, edition_in_force
from tongban.delegation.queries.township import townships
from tongban.delegation.rules import candidates as rules
from tongban.delegation.rules.candidates import Component, Evidence
from tongban.delegation.rules.tables import TRAITS, Proposal, power_of, propose
from tongban.kernel.flow.model import Kind
from tongban.kernel.refusals import refuse
from tongban.powerlist.queries import VersionRef
from tongban.powerlist.queries.versions import in_force, version_refs
from tongban.rulebook.lookup import number


@dataclass(frozen=True, slots=True)
class Candidate:
    """One item: what was counted, the sum, the facts for the table, its proposal, the newest choice and the traits."""

    item_id: UUID
    code: str
    name_zh: str
    name_en: str
    body: str
    evidence: Evidence
    components: tuple[Component, ...]
    score: int
    gold: str
    facts: Mapping[str, Any]
    proposal: Proposal
    edition: Edition | None
    choice: ModeChoice | None
    traits: ItemTraits | None


def year_before(at: datetime) -> datetime:
    """The moment twelve months before: what "in the last year" counts from."""
    return at.replace(year=at.year - 1, day=min(at.day, 28)) if at.month == 2 else at.replace(year=at.year - 1)


def figures(on: date) -> dict[str, int]:
    """The rulebook's weights and marks in force on a day."""
    return {key: number(rules.PREFIX + key, on) for key in rules.FIGURES}


def candidates(at: datetime) -> list[Candidate]:
    """All items in force that are handled here, best score first."""
    rows = in_force(timezone.localdate(at)).exclude(content__whole=False)
    found = _candidates(list(rows.values_list("id", flat=True)), at)
    return sorted(found, key=lambda one: (-one.score, one.code))


def candidate(code: str, at: datetime) -> Candidate:
    """One item by its code. Refused when no such item is in force and handled here."""
    rows = in_force(timezone.localdate(at)).exclude(content__whole=False).filter(item__code=code)
    found = _candidates(list(rows.values_list("id", flat=True)), at)
    if not found:
        raise refuse("no_candidate", zh="没有这个可以下放的事项。", en="There is no such item that could be delegated.")
    return found[0]


def _candidates(versions: list[UUID], at: datetime) -> list[Candidate]:
    refs = [one for one in version_refs(versions).values() if one.flow is not None and not one.content.members]
    items = [one.item_id for one in refs]
    counted, voices = _counted(items, at), _voices(items, at)
    traits = {one.item_id: one for one in ItemTraits.objects.filter(item_id__in=items)}
    newest = ModeChoice.objects.filter(item_id__in=items).order_by("item_id", "-at", "-id").distinct("item_id")
    choices = {one.item_id: one for one in newest}
    edition, known = edition_in_force(at), figures(timezone.localdate(at))
    return [
        _candidate(
            ref, _evidence(ref, counted.get(ref.item_id), voices.get(ref.item_id), traits.get(ref.item_id)),
            traits.get(ref.item_id), choices.get(ref.item_id), edition, known,
        )
        for ref in refs
    ]  # fmt: skip


def _counted(items: Collection[UUID], at: datetime) -> dict[UUID, dict[str, Any]]:
    rows = CaseSeen.objects.filter(item_id__in=items, received_at__gt=year_before(at), received_at__lte=at)
    found = rows.values("item_id").annotate(
        volume=Count("subject_id"), people=Count("applicant", distinct=True), money=Sum("fee")
    )
    return {row["item_id"]: {**row} for row in found}


def _voices(items: Collection[UUID], at: datetime) -> dict[UUID, dict[str, Any]]:
    rows = Voice.objects.filter(item_id__in=items, at__gt=year_before(at), at__lte=at).values("item_id")
    found = rows.annotate(
        requests=Count("event_id", filter=Q(kind="request")), low=Count("event_id", filter=Q(kind="low_rating"))
    )
    return {row["item_id"]: {**row} for row in found}


def _evidence(
    ref: VersionRef, counted: dict[str, Any] | None, voices: dict[str, Any] | None, traits: ItemTraits | None
) -> Evidence:
    year, said = counted or {}, voices or {}
    return Evidence(
        volume=year.get("volume", 0),
        people=year.get("people", 0),
        money=year.get("money") or 0,
        requests=said.get("requests", 0),
        low_ratings=said.get("low", 0),
        steps=sum(node.kind is Kind.USER for node in ref.net.nodes.values()),
        bodies=1 + len(ref.content.joint_bodies),
        materials=len(ref.content.materials),
        expertise=traits.expertise if traits else 0,
        rank=rules.rank_of([basis.law for basis in ref.content.legal_basis]),
    )


def facts_of(evidence: Evidence, item_type: str, traits: Collection[str], known: Mapping[str, int]) -> dict[str, Any]:
    """What the decision table is asked with."""
    return {
        **{trait: trait in traits for trait in TRAITS},
        "power": power_of(item_type),
        "volume": evidence.volume,
        "complexity": rules.complexity(evidence, known),
        "people": evidence.people,
        "wishes": evidence.requests + evidence.low_ratings,
        "expertise": evidence.expertise,
    }


def _candidate(
    ref: VersionRef, evidence: Evidence, traits: ItemTraits | None, choice: ModeChoice | None,
    edition: Edition | None, known: Mapping[str, int],
) -> Candidate:  # fmt: skip
    lines = rules.components(evidence, known)
    total = rules.score(lines)
    facts = facts_of(evidence, ref.content.item_type, traits.traits if traits else (), known)
    return Candidate(
        item_id=ref.item_id, code=ref.code, name_zh=ref.content.name.zh, name_en=ref.content.name.en,
        body=ref.content.body, evidence=evidence, components=lines, score=total,
        gold=rules.gold(evidence, total, known), facts=facts,
        proposal=propose(edition.table, facts) if edition else Proposal("", (), ()),
        edition=edition, choice=choice, traits=traits,
    )  # fmt: skip


def cases_behind(item_id: UUID, at: datetime, limit: int) -> list[CaseSeen]:
    """The cases of the year that a candidate counts, newest first."""
    rows = CaseSeen.objects.filter(item_id=item_id, received_at__gt=year_before(at), received_at__lte=at)
    return list(rows.order_by("-received_at", "-subject_id")[:limit])


def voices_behind(item_id: UUID, at: datetime, limit: int) -> list[Voice]:
    """The requests and low ratings of the year that a candidate counts, newest first."""
    rows = Voice.objects.filter(item_id=item_id, at__gt=year_before(at), at__lte=at)
    return list(rows.order_by("-at", "-event_id")[:limit])


@dataclass(frozen=True, slots=True)
class Voiced:
    """How many requests and low ratings of the year came from one township; place None: it is not known where."""

    place_id: UUID | None
    requests: int
    low_ratings: int


def voices_by_township(item_id: UUID, at: datetime, known: Sequence[Voice] | None = None) -> list[Voiced]:
    """Where the requests and low ratings about an item came from, the most first: down there it is wanted (D-08).

    `known` are all of them when the caller has read them already.
    """
    rows = Voice.objects.filter(item_id=item_id, at__gt=year_before(at), at__lte=at)
    pairs = rows.values_list("place_id", "kind") if known is None else [(one.place_id, one.kind) for one in known]
    upward, counted = townships() if any(place for place, _ in pairs) else {}, Counter[tuple[UUID | None, str]]()
    for place, kind in pairs:
        counted[upward.get(place, place) if place else None, kind] += 1
    found = [Voiced(place, counted[place, "request"], counted[place, "low_rating"]) for place, _ in counted]
    return sorted(set(found), key=lambda one: (-one.requests - one.low_ratings, str(one.place_id)))


def choices_of(item_id: UUID) -> list[ModeChoice]:
    """All choices ever made for an item, newest first."""
    return list(ModeChoice.objects.filter(item_id=item_id).order_by("-at", "-id"))
