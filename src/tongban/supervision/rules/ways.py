"""The ways that cases really took, and what each place or channel asked of its applicants; from tracks alone. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tongban.supervision.rules.track import Track


@dataclass(frozen=True, slots=True)
class Way:
    """The same steps in the same order, and the cases that went so."""

    nodes: tuple[str, ...]
    cases: tuple[UUID, ...]


def ways_of(tracks: Iterable[Track]) -> list[Way]:
    """The ways of some cases, the commonest first: the steps in the order in which they opened, each time again."""
    found: dict[tuple[str, ...], list[UUID]] = defaultdict(list)
    for track in tracks:
        found[tuple(task.node for task in track.opened)].append(track.subject)
    ways = [Way(nodes, tuple(cases)) for nodes, cases in found.items()]
    return sorted(ways, key=lambda one: (-len(one.cases), one.nodes))


@dataclass(frozen=True, slots=True)
class Demand:
    """What one place or channel asked: of how many cases, how many papers came with half of them, how many were told
    to supply something, and what (papers and questions) was asked for here and nowhere else, with its cases.
    """

    key: Any
    cases: int
    papers: int
    noticed: tuple[UUID, ...]
    alone: Mapping[str, tuple[UUID, ...]]


def demands(tracks: Sequence[Track], by: str) -> list[Demand]:
    """The sides of a comparison (S-13) by `place` or `channel`, the most cases first.

    With one side there is nothing to compare, so nothing is asked for alone.
    """
    sides: dict[Any, list[Track]] = defaultdict(list)
    for track in tracks:
        sides[track.place if by == "place" else str(track.told("channel") or "")].append(track)
    points = {key: _points(some) for key, some in sides.items()}
    found = []
    for key, some in sides.items():
        elsewhere = {point for other, told in points.items() if other != key for point in told}
        alone = {point: tuple(cases) for point, cases in sorted(points[key].items()) if point not in elsewhere}
        counts = sorted(len(track.told("materials") or ()) for track in some)
        noticed = tuple(track.subject for track in some if track.first("case.notified") is not None)
        found.append(Demand(key, len(some), counts[len(counts) // 2], noticed, alone if len(sides) > 1 else {}))
    return sorted(found, key=lambda one: (-one.cases, str(one.key)))


def _points(tracks: Iterable[Track]) -> dict[str, list[UUID]]:
    """Papers and questions that notices named, with the cases that each was asked of."""
    found: dict[str, list[UUID]] = defaultdict(list)
    for track in tracks:
        told = {str(point).partition(":")[0] for one in track.all("case.notified") for point in one.data["points"]}
        for point in told:
            found[point].append(track.subject)
    return found
