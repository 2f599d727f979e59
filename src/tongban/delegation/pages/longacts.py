"""How a long act is told on the page of its decision or sheet."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from tongban.delegation.pages.duties import place
from tongban.delegation.queries.longacts import newest_long_act
from tongban.delegation.rules.longacts import STATES

SECONDS = 5


def told_long(subject_id: UUID, now: datetime) -> dict[str, Any] | None:
    """The newest long act in words; `seconds` after which the page looks again while it is under way."""
    found = newest_long_act(subject_id, now)
    if found is None:
        return None
    at = place()
    return {
        "words": STATES[found.state][at], "state": found.state, "under_way": found.under_way, "since": found.since,
        "lines": found.lines, "problem": found.problem.get("en" if at else "zh", ""), "made": found.made_id,
        "seconds": SECONDS,
    }  # fmt: skip
