"""结果一致 (S-13): like cases that ended differently, found to be reviewed by a person; that they differ is no finding.

Alike are decided cases of one version of an item and one situation for which the same papers came. What the answers
say is personal and sealed, so the machine cannot see it: whoever reviews opens both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from tongban.supervision.rules.track import Track

GRANT: Final = "grant"
PAPERS: Final = {"case.received": ("materials", "materials_held"), "case.supplemented": ("materials",),
                 "case.supplied_later": ("materials",)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ended:
    """A decided case by what it was decided on."""

    case: UUID
    version: str
    situation: str
    papers: frozenset[str]
    granted: bool


@dataclass(slots=True)
class Alike:
    """Cases with one version, situation and set of papers, granted and refused."""

    version: str
    papers: tuple[str, ...]
    granted: list[UUID] = field(default_factory=list)
    refused: list[UUID] = field(default_factory=list)


def ended_as(track: Track) -> Ended | None:
    """What a case was decided on; None for one that has no decision on paper."""
    decided, begun = track.last("case.decided"), track.begun
    if decided is None or begun is None:
        return None
    papers = {
        str(key) for kind, names in PAPERS.items() for fact in track.all(kind) for name in names
        for key in fact.data.get(name, ())
    }  # fmt: skip
    granted = decided.data.get("decision") == GRANT
    return Ended(track.subject, track.version, str(begun.data.get("situation") or ""), frozenset(papers), granted)


def differing(cases: Iterable[Ended]) -> list[Alike]:
    """The groups of like cases in which one was granted and another refused; most refusals first."""
    groups: dict[tuple[str, str, frozenset[str]], Alike] = {}
    for one in cases:
        key = (one.version, one.situation, one.papers)
        group = groups.setdefault(key, Alike(one.version, tuple(sorted(one.papers))))
        (group.granted if one.granted else group.refused).append(one.case)
    found = [group for group in groups.values() if group.granted and group.refused]
    return sorted(found, key=lambda group: (-len(group.refused), -len(group.granted), group.version, group.papers))
