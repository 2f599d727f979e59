"""整改建议 out of a pattern (C-06): several requests about a body say the same; it answers for their cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.agencies.actions.recording import begin, stop
from tongban.agencies.queries import working_days_on
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse
from tongban.rulebook.lookup import number
from tongban.supervision.actions.recommending import words_digest
from tongban.supervision.actions.telling import tell_of_recommendation
from tongban.supervision.events import RecommendationOnPattern
from tongban.supervision.models import Recommendation
from tongban.supervision.permissions import may_supervise
from tongban.supervision.rules.cards import words_problem
from tongban.supervision.rules.effects import MEASURES


@dataclass(frozen=True, slots=True)
class Pattern:
    """Requests that say the same of one body: how they are counted, which pattern, its name, (id, number) of each."""

    kind: str
    key: UUID | None
    name: str
    requests: Sequence[tuple[UUID, str]]


@transaction.atomic
def recommend_on_pattern(*, body_id: UUID, pattern: Pattern, words: str, by: Actor, at: datetime) -> UUID:
    """Sends a recommendation that rests on a pattern; the head of the body answers by the rulebook's days.

    Refused below the rulebook's number of requests, and while one on the same pattern waits for its answer or effect.
    """
    stop(may_supervise(by))
    stop(words_problem(words))
    least = number("supervision.pattern_least", timezone.localdate(at))
    if pattern.kind not in MEASURES or len(pattern.requests) < least:
        raise refuse(
            "pattern_small",
            zh="同类诉求不足 {least} 件，还不成规律，请逐件督办。",
            en="Fewer than {least} requests are no pattern yet. Supervise each by itself.",
            least=str(least),
        )
    same = Recommendation.objects.filter(body_id=body_id, pattern_kind=pattern.kind, pattern=pattern.key)
    if same.exclude(state="closed").exists():
        raise refuse(
            "pattern_asked",
            zh="对这个单位的同一问题已经发出整改建议，还没有了结。",
            en="The body was asked about this already, and that is not closed yet.",
        )
    known = sorted(pattern.requests, key=lambda one: one[1])
    row = Recommendation(
        body_id=body_id, pattern_kind=pattern.kind, pattern=pattern.key, about=pattern.name[:120],
        grounds=[{"id": str(key), "number": number_} for key, number_ in known], words=words.strip(), state="made",
        made_at=at, made_by=by.ref, answer_by=working_days_on(at, "supervision.recommendation_days"),
    )  # fmt: skip
    event = RecommendationOnPattern(
        body=body_id, pattern_kind=pattern.kind, pattern=pattern.key, subjects=tuple(key for key, _ in known),
        words_digest=words_digest(words), answer_by=row.answer_by,
    )  # fmt: skip
    begin(row, event, by=by, at=at)
    tell_of_recommendation(row=row, at=at)
    return row.pk
