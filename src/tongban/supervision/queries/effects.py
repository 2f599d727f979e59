"""What came of a recommendation that rests on a pattern of requests."""

from __future__ import annotations

from datetime import datetime

from tongban.supervision.models import Recommendation
from tongban.supervision.rules.effects import MEASURES


def pattern_effect(row: Recommendation, at: datetime) -> tuple[int, int]:
    """Requests of the pattern about the body in as long a span before the recommendation as since, and since."""
    count, span = MEASURES[row.pattern_kind], at - row.made_at
    return (
        count(row.pattern, row.body_id, row.made_at - span, row.made_at),
        count(row.pattern, row.body_id, row.made_at, at),
    )
