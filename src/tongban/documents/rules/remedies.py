"""Which authority reviews which body's decisions, and whether one must go there first: read from the rulebook. Pure.

Reconsideration Law (2023) arts. 23, 24, 27. Names of bodies are not here.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal
from tongban.rulebook.lookup import rule

LINES = ("level", "vertical")
FIRST = "first"


class Authority(StrEnum):
    """Who decides on reconsideration, seen from the body that decided."""

    SAME_LEVEL = "government_same_level"
    ABOVE = "government_above"
    SUPERIOR = "superior_department"


def authority_for(body_kind: str, line: str, on: date) -> Authority:
    """The authority over a body of a kind (department, township, centre, government) and line (level, vertical)."""
    key = "vertical" if line == "vertical" else body_kind
    return Authority(str(rule(f"remedy.authority.{key}", on).value))


def reconsideration_first(act: str, on: date) -> bool:
    """Whether a suit needs reconsideration before it, for an act of a kind: licence, penalty_on_the_spot …"""
    return str(rule(f"remedy.order.{act}", on).value) == FIRST


def line_problem(by: Actor, line: str, authority: str, court: str) -> Refusal | None:
    """Why a review line cannot be set so; None if it can."""
    if by.kind is not ActorKind.SYSTEM and not by.has("admin"):
        return Refusal(
            "not_administrator",
            "复议机关和法院由系统管理岗设定，您现在的岗位不能改。",
            "Who reviews a body's decisions is set by the administrator's post.",
        )
    if line not in LINES or not court.strip() or (line == "vertical" and not authority.strip()):
        return Refusal(
            "review_line",
            "请写明领导体制和法院；垂直领导的机关还要写明上一级主管部门。",
            "Give the line and the court; for a body run from above also the department above it.",
        )
    return None
