"""Who waits for whom: the steps of a case on one axis of working days, used, over, done or not begun, the late first.

Standing and ruler come from the one clock; what is said about them is the page's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from tongban.agencies.queries import calendar
from tongban.cases.models import Task
from tongban.cases.queries.casefile import CaseFile
from tongban.cases.queries.limits import ZONE
from tongban.cases.queries.standing import case_clock, task_clock
from tongban.kernel.clock.ruler import Cell, Ruler
from tongban.kernel.clock.standing import Standing
from tongban.kernel.flow.feel import compile_condition
from tongban.kernel.flow.model import Edge, Kind
from tongban.kernel.flow.net import Net, Node

DRAWN: Final = ("accept", "review", "decide")
OUTCOMES: Final = frozenset({"acceptance", "decision"})
LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Branch:
    """One step drawn: its node of the flow, its task (None: not begun), how it stands and its cells."""

    node: Node
    task: Task | None
    standing: Standing | None
    ruler: Ruler

    @property
    def open(self) -> bool:
        """It waits in somebody's hands."""
        return self.task is not None and self.task.closed_at is None

    @property
    def late(self) -> bool:
        """It is open and past its limit."""
        return self.open and self.standing is not None and self.standing.own.passed


def whole_standing(file: CaseFile, now: datetime, *, step_over: bool = False) -> Standing | None:
    """How the whole case stands; None before acceptance."""
    clock = case_clock(file.content, file.times(), file.turned)
    return clock.standing(now, step_over=step_over) if clock else None


def task_now(file: CaseFile, task: Task, now: datetime) -> Standing | None:
    """How one task stands."""
    clock = task_clock(file.content, task.limit_key, file.times(task), file.turned)
    return clock.standing(now) if clock else None


def branches_of(file: CaseFile, now: datetime) -> list[Branch]:
    """The steps to draw: acceptance until it is done, then reviews and the decision; the latest first in words."""
    newest = {task.node: task for task in file.tasks if task.act in DRAWN}
    accepted = file.case.accepted_at is not None
    acts = ("review", "decide") if accepted else ("accept",)
    way = on_the_way(file.ref.net, file.case.facts)
    nodes = [node for node in file.ref.net.nodes.values() if node.act in acts and (node.id in way or node.id in newest)]
    begun = [_begun(file, node, newest[node.id], now) for node in nodes if node.id in newest]
    found = sorted((branch for branch in begun if branch is not None), key=_order)
    last = max((branch.ruler.cells[-1].day for branch in found if branch.ruler.cells), default=None)
    return found + [_not_begun(file, node, last, now) for node in nodes if node.id not in newest]


def on_the_way(net: Net, facts: Mapping[str, Any]) -> set[str]:
    """The nodes that a case with these facts can come to; outcomes of acts to come may fall either way."""
    model = net.model
    kinds = {node.id: node for node in model.nodes}
    seen: set[str] = set()
    pending = [node.id for node in model.nodes if node.kind is Kind.START]
    while pending:
        here = pending.pop()
        if here not in seen:
            seen.add(here)
            leaving = [edge for edge in model.edges if edge.source == here]
            pending += [edge.target for edge in _chosen(leaving, kinds[here].default, facts)]
    return seen


def _chosen(leaving: list[Edge], default: str, facts: Mapping[str, Any]) -> list[Edge]:
    """All ways out, or the one way that the facts have already chosen."""
    asked = {edge.id: compile_condition(edge.condition) for edge in leaving if edge.condition}
    if not asked or any(condition.names & OUTCOMES for condition in asked.values()):
        return leaving
    holding = [edge for edge in leaving if edge.id in asked and asked[edge.id].holds(facts)]
    return holding[:1] or [edge for edge in leaving if edge.id == default]


def _order(branch: Branch) -> tuple[bool, bool, int]:
    left = branch.standing.left if branch.standing else 0
    return (not branch.late, not branch.open, left)


def _begun(file: CaseFile, node: Node, task: Task, now: datetime) -> Branch | None:
    clock = task_clock(file.content, task.limit_key, file.times(task), file.turned)
    if clock is None:
        return Branch(node, task, None, Ruler((), "", ""))
    return Branch(node, task, clock.standing(now), clock.ruler(now))


def _not_begun(file: CaseFile, node: Node, after: date | None, now: datetime) -> Branch:
    """From the day after the last branch to the end of the whole case: where the step will have to fit."""
    whole = file.case.promised_due_at or file.case.due_at
    if file.case.state not in ("received", "noticed", "accepted") or whole is None:
        return Branch(node, None, None, Ruler((), "", ""))
    known, end = calendar(), whole.astimezone(ZONE).date()
    cells: list[Cell] = []
    before = max(after or now.astimezone(ZONE).date(), now.astimezone(ZONE).date())
    while before < end and len(cells) < LONGEST:
        following = known.add_working_days(before, 1)
        cells.append(Cell(day=following, is_limit=following >= end, week_starts=(following - before).days > 1))
        before = following
    return Branch(node, None, None, Ruler(tuple(cells), "还没有开始", "not begun"))
