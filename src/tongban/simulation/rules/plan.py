"""How cases of the fictional county go: shares and delays, drawn from a seed, so that the same day gives the same
county.

Nothing here is law. A plan is what a body will do and when, in working time; the acts themselves are the real ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Plan:
    """What will befall one case: each value is a decision drawn once, before it starts."""

    channel: str
    lacks_paper: bool
    supplies: bool
    silent: bool
    disagreed_by: str
    late_node: str
    withdraws: bool
    pace: float


def draw_plan(random: Random, review_nodes: tuple[str, ...]) -> Plan:
    """Shares as a small county has them.

    A fifth lacks a paper, one in eight is late, one in fifty is met with silence.
    """
    lacks = random.random() < 0.20
    late = random.choice(review_nodes) if review_nodes and random.random() < 0.12 else ""
    refused = random.choice(review_nodes) if review_nodes and random.random() < 0.05 else ""
    return Plan(
        channel="web" if random.random() < 0.65 else "window",
        lacks_paper=lacks,
        supplies=random.random() < 0.9,
        silent=not lacks and random.random() < 0.02,
        disagreed_by=refused,
        late_node=late,
        withdraws=random.random() < 0.02,
        pace=random.uniform(0.25, 0.95),
    )


def share_of_limit(plan: Plan, node: str, random: Random) -> float:
    """How much of its limit a task takes: the plan's pace with some play; the late node runs over."""
    if node == plan.late_node:
        return random.uniform(1.3, 2.4)
    return max(0.05, min(0.98, plan.pace * random.uniform(0.6, 1.2)))
