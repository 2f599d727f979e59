"""What arrangements with the applicant write to the ledger: papers that follow, promises, handings over, wrong organs.

Papers are named by their keys, posts and officials by their references; words stand sealed on the rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tongban.cases.events.case import CaseEvent


@dataclass(frozen=True, kw_only=True)
class CaseSuppliedLater(CaseEvent):
    """容缺补交: papers that were to follow after acceptance came in; `late` when one came after its day."""

    type: ClassVar[str] = "case.supplied_later"
    materials: list[str]
    late: bool


@dataclass(frozen=True, kw_only=True)
class CaseSupplyReminded(CaseEvent):
    """提醒补交: the applicant was reminded of papers that are due soon or overdue."""

    type: ClassVar[str] = "case.supply_reminded"
    materials: list[str]
    due: str


@dataclass(frozen=True, kw_only=True)
class CaseCommitted(CaseEvent):
    """告知承诺: the applicant chose to promise instead of proving; `materials` need not be handed in."""

    type: ClassVar[str] = "case.committed"
    materials: list[str]
    conditions: int
    document: str


@dataclass(frozen=True, kw_only=True)
class CaseCommitmentChecked(CaseEvent):
    """承诺核查: what was promised is kept, or broken, which is a ground to revoke; `late` when checked past its day."""

    type: ClassVar[str] = "case.commitment_checked"
    result: str
    due: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class CaseNotOurs(CaseEvent):
    """不属本单位: recorded before the right body is known; from here silence does not count as acceptance."""

    type: ClassVar[str] = "case.not_ours"
    task: str


@dataclass(frozen=True, kw_only=True)
class CaseNoted(CaseEvent):
    """批注: an official wrote a note on a page of a paper; what it says stands sealed beside, never here."""

    type: ClassVar[str] = "case.noted"
    note: str
    paper: str
    page: int


@dataclass(frozen=True, kw_only=True)
class CaseOpinionGiven(CaseEvent):
    """审查意见之一: the first of two officials gave an opinion; the step stays open for the second."""

    type: ClassVar[str] = "case.opinion_given"
    task: str
    opinion: str
    of: int


@dataclass(frozen=True, kw_only=True)
class CaseHandoverOffered(CaseEvent):
    """转交: a step was offered to another post of the body; it stays where it is until that post takes it over."""

    type: ClassVar[str] = "case.handover_offered"
    task: str
    from_post: str
    to_post: str


@dataclass(frozen=True, kw_only=True)
class CaseHandoverAnswered(CaseEvent):
    """接收或者退回: the other post took the step over (`taken`), or did not (`declined`); no clock changes."""

    type: ClassVar[str] = "case.handover_answered"
    task: str
    answer: str
    to_post: str


@dataclass(frozen=True, kw_only=True)
class CaseMoved(CaseEvent):
    """移交: an open case went along with the power to the body that holds it now; `tasks` moved, no day changed."""

    type: ClassVar[str] = "case.moved"
    from_holding: str
    to_holding: str
    document: str
    tasks: list[str]
