"""Leaning on a holding: what receives or decides locks the row it was routed by, so that a stale route does neither.

Whoever gives a power away or takes it back locks the same rows; the one that comes second finds the row changed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from tongban.cases.actions.statement import StepStatement
from tongban.cases.queries.step import StepView
from tongban.delegation.queries.along import not_gone_along
from tongban.kernel.refusals import Refusal
from tongban.powerlist.queries import HoldingRef, holding_still

TABLE: Final = "powerlist_powerholding"
MOVED: Final = Refusal(
    "route_moved",
    "这项职权刚刚交由别的单位行使，本次没有办成。请重新提交，系统会转到现在的承办单位。",
    "The power has just passed to another body, so this was not done. Send it again; it goes to whoever holds it now.",
)
ENDED: Final = Refusal(
    "route_ended",
    "这项职权已不由本单位行使，在办的件已经转出，不能再作决定。",
    "Your body no longer holds this power and its open cases have moved; it can decide nothing more.",
)


AS_READ: Final = " AND seq = %s::int AND valid @> %s::timestamptz"
NOT_ENDED: Final = (
    " AND (upper(valid) IS NULL OR upper(valid) > CASE WHEN closes THEN %s::timestamptz ELSE %s::timestamptz END)"
)


def lock_to_receive(statement: StepStatement, holding: HoldingRef | None, at: datetime) -> None:
    """The row that routed the case is as it was read, and in force when the case is received."""
    if holding is not None:
        _lock(statement, holding.id, AS_READ, [holding.seq, at], MOVED)


def lock_to_decide(statement: StepStatement, view: StepView, at: datetime) -> None:
    """The row had not ended when the case was received; where it closes, or its cases go along, it has not at all."""
    if view.holding_id is not None:
        here, values = not_gone_along(view.place_id, received_at=view.received_at, at=at)
        _lock(statement, view.holding_id, NOT_ENDED + here, [at, view.received_at, *values], ENDED)


def _lock(statement: StepStatement, holding_id: UUID, where: str, values: list[Any], refusal: Refusal) -> None:
    """Another part of the step may be what was gone, so the row is looked at again before it is blamed."""
    statement.lock(
        TABLE, holding_id, where=where, values=values,
        why=lambda: None if holding_still(holding_id, where, values) else refusal,
    )  # fmt: skip
