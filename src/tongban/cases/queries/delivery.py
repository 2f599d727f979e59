"""What waits to be delivered, and the papers that go with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tongban.cases.models import Case, Decision, Delivery, Task
from tongban.cases.queries.window import Received


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """A decided case as the delivery post sees it; `post_id` is whose task it is (None: not open)."""

    case_id: UUID
    number: str
    item_name: str
    applicant_id: UUID
    body_id: UUID
    state: str
    decision: str
    decided_at: datetime | None
    decision_paper: UUID | None
    post_id: UUID | None
    due_at: datetime | None
    method: str
    delivered_at: datetime | None
    record_paper: UUID | None


def delivery_view(case_id: UUID) -> DeliveryView | None:
    """A case with its decision, its open delivery step and its delivery, if any (four statements)."""
    columns = ("id", "number", "item_name", "applicant_id", "body_id", "state", "decision", "decided_at")
    row = Case.objects.filter(pk=case_id).values_list(*columns).first()
    if row is None:
        return None
    decided = Decision.objects.filter(case_id=case_id).values_list("document_id", flat=True).first()
    task = Task.objects.filter(case_id=case_id, act="deliver", closed_at__isnull=True)
    post, due = task.values_list("post_id", "due_at").first() or (None, None)
    done = Delivery.objects.filter(case_id=case_id).values_list("method", "at", "document_id").first()
    method, at, record = done or ("", None, None)
    (case_id, number, item_name, applicant_id, body_id, state, decision, decided_at) = row
    return DeliveryView(
        case_id, number, item_name, applicant_id, body_id, state, decision, decided_at, decided, post, due, method, at,
        record,
    )  # fmt: skip


def bodies_in_case(case: Received) -> tuple[set[UUID], set[UUID | None]]:
    """The bodies and posts that have or had a step in a case, with its window (one statement)."""
    steps = Task.objects.filter(case_id=case.case_id, body_id__isnull=False).values_list("body_id", "post_id")
    found = list(steps)
    return {case.body_id, *(body for body, _post in found)}, {case.window_post_id, *(post for _body, post in found)}
