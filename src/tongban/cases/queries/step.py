"""The one read before a step: the task, its case and what permissions need, in a single statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from tongban.agencies.queries import sealing_key
from tongban.agencies.rules.sealing import SealingKey
from tongban.cases.queries.limits import Times
from tongban.cases.queries.wire import one_row
from tongban.powerlist.rules.holdings import IN_FORMERS_NAME

# In whose name the case is decided: what is entrusted is done in the entruster's, who answers for it.
_NAMED: Final = (
    "coalesce((SELECT h.supervisor_id FROM powerlist_powerholding h WHERE h.id = c.holding_id "
    f"AND h.legal_form IN ({', '.join(repr(form) for form in IN_FORMERS_NAME)})), c.body_id)"
)
_COLUMNS: Final = (
    "c.id, c.number, c.item_id, c.item_version_id, c.applicant_id, c.place_id, c.body_id, c.state, c.marking, c.facts, "
    "c.routes, c.paused, c.seq, c.received_at, c.received_last_at, c.counted_from, c.due_at, c.promised_due_at, "
    f"c.decision, c.holding_id, {_NAMED}, {{sealing}}, "
    "t.id, t.node, t.lane, t.act, t.post_id, t.body_id, t.holding_id, t.opened_at, t.closed_at, t.closed_by"
)

_KEY: Final = "JOIN agencies_party p ON p.id = c.applicant_id JOIN agencies_partykey k ON k.party_id = p.id"


@dataclass(frozen=True, slots=True)
class StepView:
    """A case and one of its tasks as they were read; `seq` is what the next event must follow.

    `in_name_of` is the body whose name and seal its papers bear: the entruster's where the power is entrusted.
    """

    case_id: UUID
    number: str
    item_id: UUID
    version_id: UUID
    applicant_id: UUID
    place_id: UUID
    body_id: UUID
    state: str
    marking: list[int]
    facts: dict[str, Any]
    routes: dict[str, dict[str, str | None]]
    paused: bool
    seq: int
    received_at: datetime
    received_last_at: datetime
    counted_from: datetime | None
    due_at: datetime | None
    promised_due_at: datetime | None
    decision: str
    case_holding_id: UUID | None
    in_name_of: UUID
    key_id: str | None
    wrapped: bytes | None
    task_id: UUID | None = None
    node: str | None = None
    lane: str | None = None
    act: str | None = None
    post_id: UUID | None = None
    task_body_id: UUID | None = None
    holding_id: UUID | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: UUID | None = None
    extra: Any = None

    def times(self, opened_at: datetime, counted_from: datetime | None = None) -> Times:
        """The moments from which the limits of a task opened at `opened_at` run."""
        return Times(self.received_last_at, counted_from or self.counted_from, opened_at)

    @property
    def key(self) -> SealingKey:
        """Under which the case's texts are sealed; looked up now when the read did not ask for it (`keyed`)."""
        if self.key_id is None or self.wrapped is None:
            return sealing_key(self.applicant_id)
        return SealingKey(self.applicant_id, self.key_id, bytes(self.wrapped))


_BY_TASK: Final = (
    f"SELECT {_COLUMNS} {{extra}} FROM cases_task t JOIN cases_case c ON c.id = t.case_id {{keys}} WHERE t.id = %s"
)
_BY_CASE: Final = (
    f"SELECT {_COLUMNS} {{extra}} FROM cases_case c "
    "LEFT JOIN cases_task t ON t.case_id = c.id AND t.closed_at IS NULL AND t.act = %s "
    "{keys} WHERE c.id = %s LIMIT 1"
)


def _one(statement: str, values: Sequence[Any], extra: str, keyed: bool) -> StepView | None:
    """Most steps seal nothing, so the key is joined only where the caller says that it will be needed."""
    sealing = ("p.key_id, k.wrapped", _KEY) if keyed else ("NULL, NULL", "")
    parts = {"extra": f", {extra}" if extra else "", "sealing": sealing[0], "keys": sealing[1]}
    row = one_row(statement.format(**parts), values)
    return StepView(*row) if row is not None else None


def step_by_task(task_id: UUID, *, extra: str = "", keyed: bool = False) -> StepView | None:
    """The step of one task. `extra` is one more column (SQL of this package); `keyed` brings the sealing key along."""
    return _one(_BY_TASK, [task_id], extra, keyed)


def step_by_case(case_id: UUID, act: str, *, extra: str = "", keyed: bool = False) -> StepView | None:
    """The step of a case whose open task does `act`; the task's fields are None when no such task is open."""
    return _one(_BY_CASE, [act, case_id], extra, keyed)


# The serial is taken only where a first certificate follows: an open step `issue`, an item that ends in one.
_TAKING: Final = (
    "WITH taken AS (INSERT INTO documents_numberseries AS s (body_id, series, year, last) "
    f"SELECT {_NAMED}, "
    "%s || (i.content #>> '{{result,certificate,kind}}'), %s::smallint, 1 FROM cases_case c "
    "JOIN powerlist_itemversion i ON i.id = c.item_version_id WHERE c.id = %s "
    "AND i.content #> '{{result,certificate,kind}}' IS NOT NULL AND NOT c.facts ? 'situation' "
    "AND EXISTS (SELECT 1 FROM cases_task o WHERE o.case_id = c.id AND o.act = 'issue' AND o.closed_at IS NULL) "
    "ON CONFLICT (body_id, series, year) DO UPDATE SET last = s.last + 1 RETURNING s.last) "
)
_FORM: Final = "(SELECT f.sealed FROM cases_caseform f WHERE f.case_id = c.id ORDER BY f.revision DESC LIMIT 1)"


def step_to_issue(case_id: UUID, *, series: str, year: int) -> StepView | None:
    """The step that makes the result, with its certificate's serial taken in the same statement.

    `series` is what comes before the kind of certificate. `extra` is the newest form, sealed, and the serial; the
    serial is None where no first certificate follows. Only inside a transaction that writes it or is undone.
    """
    return _one(
        _TAKING + _BY_CASE, [series, year, case_id, "issue", case_id], f"ROW({_FORM}, (SELECT last FROM taken))", True
    )


REVIEWERS: Final = (
    "(SELECT coalesce(array_agg(w.who), '{}') FROM (SELECT r.closed_by AS who FROM cases_task r "
    "WHERE r.case_id = c.id AND r.act = 'review' AND r.closed_by IS NOT NULL UNION SELECT o.by_ref "
    "FROM cases_opinion o "
    "WHERE o.task_id IN (SELECT r.id FROM cases_task r WHERE r.case_id = c.id AND r.act = 'review')) w)"
)
NOTICES: Final = "(SELECT count(*) FROM cases_notice n WHERE n.case_id = c.id)"
