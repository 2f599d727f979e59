"""县乡双向考核评议: what townships mark, and the score from their marks and the ledger's facts, by hand again. Pure.

mark of an indicator = average of the townships' levels × points of a level, where enough townships gave one;
score = average of the indicators shown − what refused vetoes and returned tasks cost; points = score × share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tongban.kernel.refusals import Refusal

DEPARTMENT, DISPATCHED = "department", "dispatched"
KINDS: Final = {DEPARTMENT: ("部门", "department"), DISPATCHED: ("派驻机构", "dispatched body")}
INDICATORS: Final = {
    "guidance": ("业务指导和培训", "guidance and training"),
    "answers": ("乡镇提出的事有人答、按时解决", "what townships ask is answered and solved"),
    "resources": ("事放下来，钱、人、权跟着下来", "money, people and power come with the work"),
    "burden": ("不层层加码、不多头要表", "no needless tasks, forms and checks"),
}
LEVELS: Final = {
    5: ("很好", "very good"), 4: ("好", "good"), 3: ("一般", "fair"), 2: ("差", "poor"), 1: ("很差", "very poor"),
}  # fmt: skip
FACTS: Final = {
    "veto": ("被退回的一票否决", "refused vetoes"),
    "returned": ("县里退回的清单外任务", "tasks on no list that the county returned"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """The figures of the rulebook: points of a level, least townships, costs and their most, the share in percent."""

    level_points: int
    least: int
    costs: Mapping[str, int]
    most: int
    share: int


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator: how many townships marked it, and their average in tenths of a point; None when too few did."""

    key: str
    raters: int
    tenths: int | None


@dataclass(frozen=True, slots=True)
class Cost:
    """One kind of fact: how many there were, points for each."""

    key: str
    number: int
    each: int

    @property
    def points(self) -> int:
        """What they cost together."""
        return self.number * self.each


@dataclass(frozen=True, slots=True)
class Reverse:
    """反向考评: a body's score by the townships. Figures in tenths of a point; None where marks are too few to show."""

    lines: tuple[Line, ...]
    costs: tuple[Cost, ...]
    average: int | None
    deducted: int
    score: int | None
    share: int
    points: int | None


def rounded(value: Fraction) -> int:
    """To a whole number, halves upwards."""
    return int((value * 2 + 1) // 2)


def marks_problem(marks: Mapping[str, int]) -> Refusal | None:
    """Why marks cannot be: none at all, an unknown indicator or level."""
    if marks and set(marks) <= set(INDICATORS) and set(marks.values()) <= set(LEVELS):
        return None
    return Refusal(
        "marks",
        "请至少给一项打分，分值从“很好”到“很差”里选；没有打过交道的项可以不选。",
        "Mark at least one indicator, from very good to very poor; leave those that you had nothing to do with.",
    )


def reverse(sheets: Iterable[Mapping[str, int]], facts: Mapping[str, int], formula: Formula) -> Reverse:
    """The score of one body from the townships' sheets (indicator → level) and the facts (kind → number)."""
    given = list(sheets)
    lines = tuple(_line(key, [one[key] for one in given if key in one], formula) for key in INDICATORS)
    shown = [line.tenths for line in lines if line.tenths is not None]
    costs = tuple(Cost(key, facts.get(key, 0), formula.costs[key]) for key in FACTS)
    deducted = min(formula.most, sum(one.points for one in costs))
    average = rounded(Fraction(sum(shown), len(shown))) if shown else None
    score = None if average is None else max(0, average - 10 * deducted)
    points = None if score is None else rounded(Fraction(score * formula.share, 100))
    return Reverse(lines, costs, average, deducted, score, formula.share, points)


def _line(key: str, levels: list[int], formula: Formula) -> Line:
    if len(levels) < max(1, formula.least):
        return Line(key, len(levels), None)
    return Line(key, len(levels), rounded(Fraction(10 * formula.level_points * sum(levels), len(levels))))
