"""Sections of a body and how they are merged and split (大科室制): posts and powers go on under new roofs. Pure.

A post, a power and an open case keep their identity; only the unit they are counted under changes. So every figure
before a reorganisation can be put beside the figure after it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tongban.kernel.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Parts:
    """What belongs to a unit: its posts, and the powers it is responsible for."""

    posts: frozenset[UUID]
    powers: frozenset[UUID]


def plan_problem(ended: Collection[Parts], formed: Sequence[Parts]) -> Refusal | None:
    """Why units cannot be made into these: each post and power of the old goes to exactly one of the new.

    Units may also be formed of what belonged to none (`ended` empty); then only nothing may be in two of them.
    """
    posts = _goes_once([one.posts for one in ended], [one.posts for one in formed])
    powers = _goes_once([one.powers for one in ended], [one.powers for one in formed])
    if not (posts and powers):
        return Refusal(
            "units_differ",
            "重组前后要对得上：原来科室的每个岗位、每项权力都要去到且只去到一个新科室。",
            "Every post and every power of the old units goes to exactly one of the new ones.",
        )
    if not formed or not all(one.posts for one in formed):
        return Refusal("unit_empty", "每个新科室至少要有一个岗位。", "Each new unit needs at least one post.")
    return None


def _goes_once(before: Sequence[frozenset[UUID]], after: Sequence[frozenset[UUID]]) -> bool:
    """Whether nothing is in two of the new, and, where there were old ones, they have the same between them."""
    has = Counter(part for parts in after for part in parts)
    return all(number == 1 for number in has.values()) and (not before or frozenset().union(*before) == has.keys())


def figures_by_unit(units: Mapping[UUID, Parts], by_post: Mapping[UUID, int]) -> dict[UUID, int]:
    """A figure that is counted by post (open cases, decisions …) as a figure of each unit."""
    return {unit: sum(by_post.get(post, 0) for post in parts.posts) for unit, parts in units.items()}


def roots(unit: UUID, made_of: Mapping[UUID, Iterable[UUID]]) -> frozenset[UUID]:
    """The first units that a unit descends from; a unit made of none is its own root."""
    before = tuple(made_of.get(unit, ()))
    return frozenset({unit}) if not before else frozenset().union(*(roots(one, made_of) for one in before))
