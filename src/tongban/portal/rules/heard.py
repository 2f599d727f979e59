"""Which powers people speak of most: complaints, low ratings and votes of surveys joined by item. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Power:
    """One item: orders, low ratings and votes about it, and the topics that its orders belong to, the largest first."""

    item_id: UUID
    orders: int
    low: int
    votes: int
    topics: tuple[tuple[UUID, str], ...]

    @property
    def evidence(self) -> int:
        """How many pieces of evidence it has; each counts one."""
        return self.orders + self.low + self.votes


def ranked(
    orders: Iterable[tuple[UUID, UUID | None, str]], low: Iterable[UUID], votes: Iterable[tuple[UUID, int]]
) -> list[Power]:
    """Items by their evidence, the most first. Orders come as (item, topic, its name), votes as (item, how many)."""
    told: Counter[UUID] = Counter()
    topics: dict[UUID, Counter[tuple[UUID, str]]] = {}
    for item, topic, name in orders:
        told[item] += 1
        if topic is not None:
            topics.setdefault(item, Counter())[(topic, name)] += 1
    bad, voted = Counter(low), Counter[UUID]()
    for item, number in votes:
        voted[item] += number
    found = [
        Power(item, told[item], bad[item], voted[item], tuple(_most(topics.get(item, Counter()))))
        for item in {*told, *bad, *voted}
    ]
    return sorted(found, key=lambda one: (-one.evidence, -one.orders, str(one.item_id)))


def _most(counted: Counter[tuple[UUID, str]]) -> list[tuple[UUID, str]]:
    return sorted(counted, key=lambda one: (-counted[one], one[1], str(one[0])))
