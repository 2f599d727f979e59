"""Setting who reviews the decisions of a body; printed in the remedies of each of its decisions from then on."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongban.agencies.rules.bodies import moved_on
from tongban.documents.events import ReviewLineSet
from tongban.documents.models import ReviewLine
from tongban.documents.queries.remedies import forget_remedies
from tongban.documents.rules.remedies import line_problem
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.ledger.actions import append


@transaction.atomic
def set_review_line(
    *,
    body_id: UUID,
    line: str,
    court: tuple[str, str],
    by: Actor,
    at: datetime,
    authority: tuple[str, str] = ("", ""),
    seen: int | None = None,
) -> None:
    """Says whether a body is run by its government (`level`) or by the department above it (`vertical`).

    `authority` and `court` are names in Chinese and English; the authority is needed for vertical lines and for the
    county government itself; `seen` is the entry at which the line was read (0: none yet). Refused: `review_line`,
    `not_administrator`, `body_moved_on`.
    """
    problem = line_problem(by, line, authority[0], court[0])
    if problem is not None:
        raise Refused(problem)
    known = ReviewLine.objects.select_for_update().filter(body_id=body_id).first()
    late = moved_on(known.seq if known else 0, seen) if seen is not None else None
    if late is not None:
        raise Refused(late)
    seq = 1 if known is None else known.seq + 1
    digest = hashlib.sha256("\n".join((*authority, *court)).encode()).hexdigest()
    append(event=ReviewLineSet(line=line, names_digest=digest), subject=body_id, seq=seq, by=by, at=at)
    values = {
        "line": line, "authority_zh": authority[0], "authority_en": authority[1], "court_zh": court[0],
        "court_en": court[1], "seq": seq,
    }  # fmt: skip
    if known is None:
        ReviewLine.objects.create(body_id=body_id, **values)
    else:
        ReviewLine.objects.filter(body_id=body_id).update(**values)
    forget_remedies()
