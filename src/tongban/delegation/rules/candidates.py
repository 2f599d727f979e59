"""How much it would help people to move an item down (D-07): seven components, each from figures one can open.

Points are whole numbers from 0 to 100, rounded down; the score is the sum of points times weight, in hundredths. Caps,
weights and points a step costs are rows of the rulebook. The score ranks, it decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

Words = tuple[str, str]
PREFIX: Final = "candidate."
FULL: Final = 100

COMPONENTS: Final[dict[str, Words]] = {
    "volume": ("年办件量", "cases a year"),
    "people": ("涉及人数", "people affected"),
    "money": ("收费金额（元）", "fees paid, yuan"),
    "simple": ("简便程度", "simplicity"),
    "wishes": ("诉求和差评", "requests and low ratings"),
    "expertise": ("专业要求低", "little expertise needed"),
    "legal": ("依据层级", "rank of the legal basis"),
}
RANKS: Final[dict[str, tuple[int, str, str]]] = {
    "law": (0, "法律", "law"),
    "regulation": (50, "行政法规或地方性法规", "regulation"),
    "rule": (100, "规章或规范性文件", "rule or document"),
}
FIGURES: Final = (
    *(f"weight_{name}" for name in COMPONENTS),
    *(f"full_{name}" for name in ("volume", "people", "money", "wishes")),
    "points_step",
    "points_body",
    "points_material",
    "points_expertise",
    "gold",
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is counted of an item in the twelve months looked at, and what its version in force asks."""

    volume: int
    people: int
    money: int
    requests: int
    low_ratings: int
    steps: int
    bodies: int
    materials: int
    expertise: int
    rank: str


@dataclass(frozen=True, slots=True)
class Component:
    """One line of the sum: what was counted, how it became points, its weight, and points times weight."""

    key: str
    counted: int
    points: int
    weight: int
    how: Words

    @property
    def product(self) -> int:
        """Points times weight: hundredths of the score."""
        return self.points * self.weight


def rank_of(laws: list[str]) -> str:
    """The highest rank among the names of laws cited: `law` for …法, `regulation` for …条例, else `rule`."""
    ends = {"law": ("法",), "regulation": ("条例",)}
    for rank, tails in ends.items():
        if any(name.rstrip("》").endswith(tails) and not name.endswith("办法") for name in laws):
            return rank
    return "rule"


def complexity(evidence: Evidence, figures: Mapping[str, int]) -> int:
    """How complicated the item is: steps, bodies and materials with their points each, at most 100."""
    points = (
        evidence.steps * figures["points_step"]
        + evidence.bodies * figures["points_body"]
        + evidence.materials * figures["points_material"]
    )
    return min(FULL, points)


def _share(counted: int, full: int) -> tuple[int, Words]:
    points = min(FULL, counted * FULL // full)
    return points, (f"{counted:,} ÷ {full:,} × 100，最多 100", f"{counted:,} / {full:,} × 100, at most 100")


def _simple(evidence: Evidence, figures: Mapping[str, int]) -> tuple[int, int, Words]:
    found = complexity(evidence, figures)
    s, b, m = figures["points_step"], figures["points_body"], figures["points_material"]
    n = evidence
    zh = f"100 −（{n.steps} 步 × {s} + {n.bodies} 个单位 × {b} + {n.materials} 份材料 × {m}，最多 100）"
    en = f"100 − ({n.steps} steps × {s} + {n.bodies} bodies × {b} + {n.materials} papers × {m}, at most 100)"
    return found, FULL - found, (zh, en)


def components(evidence: Evidence, figures: Mapping[str, int]) -> tuple[Component, ...]:
    """The seven lines of the sum. `figures` are the rulebook's rows without their prefix."""
    counted = {
        "volume": evidence.volume,
        "people": evidence.people,
        "money": evidence.money,
        "wishes": evidence.requests + evidence.low_ratings,
    }
    lines: dict[str, tuple[int, int, Words]] = {
        key: (number, *_share(number, figures[f"full_{key}"])) for key, number in counted.items()
    }
    lines["simple"] = _simple(evidence, figures)
    level, cost = evidence.expertise, figures["points_expertise"]
    lines["expertise"] = (
        level,
        max(0, FULL - level * cost),
        (f"100 − {level} 级 × {cost}", f"100 − level {level} × {cost}"),
    )
    points, zh, en = RANKS[evidence.rank]
    lines["legal"] = (points, points, (f"最高依据是{zh}", f"the highest basis is a {en}"))
    return tuple(
        Component(key, lines[key][0], lines[key][1], figures[f"weight_{key}"], lines[key][2]) for key in COMPONENTS
    )


def score(lines: tuple[Component, ...]) -> int:
    """The score in hundredths: 0 to 10,000 when the weights sum to 100."""
    return sum(line.product for line in lines)


def gold(evidence: Evidence, total: int, figures: Mapping[str, int]) -> str:
    """含金量: `high` from the rulebook's mark on, `hollow` when nobody asked for it in the year, else `usual`."""
    if evidence.volume == 0:
        return "hollow"
    return "high" if total >= figures["gold"] * FULL else "usual"


GOLD: Final[dict[str, Words]] = {
    "high": ("含金量高", "worth much"),
    "usual": ("一般", "usual"),
    "hollow": ("一年无人办", "nobody asked"),
}


WORTH: Final[dict[str, Words]] = {
    "hollow": ("没有含金量：取消前一年无人办", "hollow: nobody asked for it in the year before"),
    "real": ("有含金量", "worth something"),
    "unknown": ("办件不在本平台，无从计算", "its cases were not kept here, so it is not known"),
}


def worth_of(*, handled_here: bool, volume: int) -> str:
    """What a cancellation is worth, by how many asked for the item in the year before; unknown where nobody counted."""
    if volume:
        return "real"
    return "hollow" if handled_here else "unknown"


def _request(data: Mapping[str, Any]) -> str | None:
    return data.get("item")


def _low_rating(data: Mapping[str, Any]) -> str | None:
    """The item of a rating at one of the last two of five levels, which are the bad ones."""
    grade = data.get("level")
    return data.get("item") if isinstance(grade, int) and grade >= 4 else None


_VOICES: Final[dict[str, tuple[str, Callable[[Mapping[str, Any]], str | None]]]] = {
    "order.taken": ("request", _request),
    "rating.given": ("low_rating", _low_rating),
}


def voice_of(event_type: str, data: Mapping[str, Any]) -> tuple[str, str] | None:
    """(kind, item) when an event is a request or a low rating about an item; else None."""
    found = _VOICES.get(event_type)
    item = found[1](data) if found else None
    return (found[0], item) if found and item else None
