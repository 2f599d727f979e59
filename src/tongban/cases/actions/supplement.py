"""补正: the applicant supplies what the notice asked for; the organ has five working days again (licence law art.

32).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from tongban.agencies.queries import seal
from tongban.cases.actions.receive import Given, material_row
from tongban.cases.actions.step import begin_step, close_task, finish_task, retrying
from tongban.cases.events import CaseSupplemented
from tongban.cases.permissions import may_act_as_applicant, may_receive
from tongban.cases.queries.step import step_by_case
from tongban.cases.rules import Act
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse

REVISION = "(SELECT max(f.revision) FROM cases_caseform f WHERE f.case_id = c.id)"


def supplement_case(
    *, case_id: UUID, answers: Mapping[str, Any] | None, materials: Sequence[Given], by: Actor, at: datetime
) -> None:
    """Adds papers and, where answers were corrected, a new revision of the form (`answers` is then the whole form).

    By the applicant, or a window clerk who enters what the applicant handed in. Refused when nothing is supplied.
    """
    if not materials and answers is None:
        raise refuse(
            "nothing_supplied",
            zh="还没有补交任何材料。请按告知书逐项补交后再提交。",
            en="Nothing was supplied yet. Add what the notice lists.",
        )

    def attempt() -> None:
        read = step_by_case(case_id, "supplement", extra=REVISION, keyed=answers is not None)
        step = begin_step(read, Act.SUPPLEMENT, by=by, at=at)
        view = step.view
        problem = (
            may_receive(by)
            if by.kind is ActorKind.OFFICIAL and by.on_behalf_of is None
            else may_act_as_applicant(by, applicant_id=view.applicant_id)
        )
        if problem is not None:
            raise Refused(problem)
        revision = int(view.extra) + 1
        step.columns["received_last_at"] = at
        step.view = replace(view, received_last_at=at)
        close_task(step, outcome="supplemented", facts={"acceptance": None})
        statement = step.statement(CaseSupplemented(materials=sorted(m.key for m in materials), **step.notes()))
        finish_task(statement, step, outcome="supplemented")
        if answers is not None:
            sealed = seal(view.key, orjson.dumps(dict(answers)))
            statement.insert(
                "cases_caseform",
                [{"id": uuid7(), "case_id": case_id, "revision": revision, "sealed": sealed, "at": at}],
            )
        statement.insert("cases_casematerial", [material_row(case_id, given, view.seq + 1, at) for given in materials])
        statement.run()

    retrying(attempt)
