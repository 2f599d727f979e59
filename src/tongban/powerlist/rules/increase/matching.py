"""Which item of the old list is which of the new one: the same, renamed, merged or split; fast over whole lists.

Candidates come from an inverted index (signs of the name, articles, codes), so nobody is compared with everybody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tongban.powerlist.rules.increase.entry import Entry
from tongban.powerlist.rules.increase.text import alike, core, grams, paper_subject, plain

SAME, RENAMED, MERGED, SPLIT = "same", "renamed", "merged", "split"
COMMON: Final = 60
CANDIDATES: Final = 12
MATCHES: Final = 0.55
JOINS: Final = 0.5
WEIGHT_NAME, WEIGHT_BASES, WEIGHT_PAPERS = 0.5, 0.3, 0.2


@dataclass(frozen=True, slots=True)
class Link:
    """Items of both lists that are one matter; `likeness` (0 to 100) is that of the weakest of them."""

    how: str
    old: tuple[Entry, ...]
    new: tuple[Entry, ...]
    likeness: int


@dataclass(frozen=True, slots=True)
class Matched:
    """The whole comparison: what belongs together, what is gone, what is new."""

    links: tuple[Link, ...]
    gone: tuple[Entry, ...]
    added: tuple[Entry, ...]


class _Index:
    """The new list by the signs of its names, its articles and its codes."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, entry in enumerate(entries):
            for key in _keys(entry):
                self._places[key].append(place)

    def near(self, entry: Entry) -> list[int]:
        """The places that share most with an entry; what very many share says little and is passed over."""
        shared: dict[int, float] = defaultdict(float)
        for key in _keys(entry):
            places = self._places.get(key, ())
            if len(places) <= COMMON:
                for place in places:
                    shared[place] += 1 / len(places)
        best = sorted(shared, key=lambda place: (-shared[place], place))
        return best[:CANDIDATES]


def _keys(entry: Entry) -> Iterable[str]:
    yield f"c {entry.code}"
    yield f"n {core(entry.name)}"
    yield from (f"g {gram}" for gram in grams(core(entry.name)))
    yield from (f"b {plain(basis)}" for basis in entry.bases)


def likeness(old: Entry, new: Entry) -> float:
    """How far two items are one matter, 0 to 1: by name, by articles, by papers; what one lacks does not count."""
    name = alike(core(old.name), core(new.name))
    parts = [(WEIGHT_NAME, name)]
    bases = [{plain(basis) for basis in one.bases} for one in (old, new)]
    if all(bases):
        parts.append((WEIGHT_BASES, _share(*bases)))
    papers = [{paper_subject(paper.name) for paper in one.papers} for one in (old, new)]
    if all(papers):
        parts.append((WEIGHT_PAPERS, _share(*papers)))
    found = sum(weight * part for weight, part in parts) / sum(weight for weight, _ in parts)
    return min(found + 0.2, 1.0) if old.code == new.code else found


def _share(one: set[str], other: set[str]) -> float:
    """How much of the smaller set the other has too: a merged item holds the articles of both."""
    return len(one & other) / min(len(one), len(other))


def match(old: Sequence[Entry], new: Sequence[Entry]) -> Matched:
    """Brings two lists together; each item of either stands in one link at most, or is gone or added.

    What kept its code and its name is itself without further looking; only the rest is searched for.
    """
    first = _unchanged(old, new)
    taken = set(first.values())
    scores: dict[tuple[int, int], float] = {}
    after = _Index(new)
    for at, entry in enumerate(old):
        if at not in first:
            scores.update({(at, place): likeness(entry, new[place]) for place in after.near(entry)})
    rest = [place for place in range(len(new)) if place not in taken]
    before = _Index(old) if rest else None
    for place in rest:
        near = before.near(new[place]) if before is not None else []
        scores.update({(at, place): likeness(old[at], new[place]) for at in near if (at, place) not in scores})
    ranked = [(score, at, place) for (at, place), score in scores.items()]
    return _links(old, new, ranked, first | _one_to_one(ranked, first))


def _unchanged(old: Sequence[Entry], new: Sequence[Entry]) -> dict[int, int]:
    by_code = {entry.code: place for place, entry in enumerate(new)}
    found = {}
    for at, entry in enumerate(old):
        place = by_code.get(entry.code)
        if place is not None and core(new[place].name) == core(entry.name):
            found[at] = place
    return found


def _one_to_one(scores: list[tuple[float, int, int]], first: dict[int, int]) -> dict[int, int]:
    """The best partner of each that has none yet; a name that agrees goes before a code, for codes are given anew."""
    chosen: dict[int, int] = {}
    taken = set(first.values())
    for score, at, place in sorted(scores, key=lambda one: (-one[0], one[1], one[2])):
        if score >= MATCHES and at not in first and at not in chosen and place not in taken:
            chosen[at] = place
            taken.add(place)
    return chosen


def _links(
    old: Sequence[Entry], new: Sequence[Entry], scores: list[tuple[float, int, int]], first: dict[int, int]
) -> Matched:
    """What found no partner of its own joins the item it is most like: several old ones merged, one old one split."""
    merged = _grouped({place: at for at, place in first.items()}, _joins(old, new, scores, first, new_side=True))
    out = _joins(old, new, scores, first, new_side=False)
    # An old item that others were merged with is not split as well: the more careful of two readings.
    split = _grouped(first, {place: at for place, at in out.items() if len(merged[first[at]]) == 1})
    links = [_link(_at(old, merged[place]), _at(new, split[at])) for at, place in sorted(first.items())]
    return Matched(tuple(links), _others(old, merged), _others(new, split))


def _grouped(first: dict[int, int], joining: dict[int, int]) -> dict[int, list[int]]:
    """For each paired item its partner and what joins them, in their order."""
    groups = {one: [other] for one, other in first.items()}
    for other, one in joining.items():
        groups[one].append(other)
    return {one: sorted(others) for one, others in groups.items()}


def _at(entries: Sequence[Entry], numbers: list[int]) -> list[Entry]:
    return [entries[number] for number in numbers]


def _others(entries: Sequence[Entry], groups: dict[int, list[int]]) -> tuple[Entry, ...]:
    """The items in no group."""
    used = {number for numbers in groups.values() for number in numbers}
    return tuple(entry for number, entry in enumerate(entries) if number not in used)


def _joins(
    old: Sequence[Entry], new: Sequence[Entry], scores: list[tuple[float, int, int]], first: dict[int, int],
    *, new_side: bool,
) -> dict[int, int]:  # fmt: skip
    """For each item left alone on one side, the paired item of the other side it is most like."""
    used, paired = (set(first), set(first.values())) if new_side else (set(first.values()), set(first))
    best: dict[int, tuple[float, int]] = {}
    for score, at, place in scores:
        left, right = (at, place) if new_side else (place, at)
        if left not in used and right in paired and score >= JOINS and related(old[at], new[place]):
            best[left] = max(best.get(left, (0.0, -len(new) - len(old))), (score, -right))
    return {left: -right for left, (_, right) in best.items()}


def related(old: Entry, new: Entry) -> bool:
    """Whether two items may be parts of one matter: they stand on a common article, where both name one."""
    bases = [{plain(basis) for basis in one.bases} for one in (old, new)]
    return not all(bases) or bool(bases[0] & bases[1])


def _link(old: list[Entry], new: list[Entry]) -> Link:
    if len(old) == len(new) == 1 and old[0].code == new[0].code and plain(old[0].name) == plain(new[0].name):
        return Link(SAME, tuple(old), tuple(new), 100)
    weakest = min(likeness(one, other) for one in old for other in new)
    if len(old) > 1:
        how = MERGED
    elif len(new) > 1:
        how = SPLIT
    else:
        how = SAME if plain(old[0].name) == plain(new[0].name) else RENAMED
    return Link(how, tuple(old), tuple(new), round(100 * weakest))
