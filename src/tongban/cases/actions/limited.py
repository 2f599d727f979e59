"""数量限制: a grant of a limited number takes one in the very statement that grants, or does not happen."""

from __future__ import annotations

from tongban.cases.actions.statement import StepStatement
from tongban.cases.actions.step import Step
from tongban.cases.queries.limits import ZONE
from tongban.cases.queries.quota import line_of
from tongban.cases.rules.quota import Line, line_problem, period_of
from tongban.kernel.refusals import Refused

TAKE = (
    "quota AS (INSERT INTO cases_quotause AS u (item_id, period, used) SELECT %s::uuid, %s, 1 FROM e "
    "ON CONFLICT (item_id, period) DO UPDATE SET used = u.used + 1 WHERE u.used < %s RETURNING 1)"
)


def line_now(step: Step) -> Line | None:
    """The line before this case as it stands; None for an item without a limited number."""
    quota, view = step.ref.content.quota_count, step.view
    if quota is None:
        return None
    return line_of(
        quota, item_id=view.item_id, place_id=view.place_id, received_at=view.received_at, number=view.number,
        today=step.at.astimezone(ZONE).date(),
    )  # fmt: skip


def refuse_out_of_line(step: Step) -> None:
    """Stops a grant for which no number is left, or that others who applied first come before (art. 57)."""
    line = line_now(step)
    problem = line_problem(line) if line else None
    if problem is not None:
        raise Refused(problem)


def take_number(statement: StepStatement, step: Step) -> None:
    """Takes one of the number together with the grant; whoever comes too late at the same moment is refused."""
    quota = step.ref.content.quota_count
    if quota is None:
        return
    period = period_of(quota, step.at.astimezone(ZONE).date())
    full = line_problem(Line(quota.number, quota.number, 1))
    statement.extend([TAKE], [step.view.item_id, period, quota.number], must="quota", why=lambda: full)
