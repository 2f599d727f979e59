"""What a decision laid over a wider row takes along: open work that the wider row's body decides no more on.

The wider row stands for other places, so it does not say by itself that it closes here; the line of the decision does.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

_ALONG: Final = """
 AND NOT EXISTS (SELECT 1 FROM delegation_line l JOIN delegation_decision d ON d.id = l.decision_id
   WHERE l.item_id = powerlist_powerholding.item_id AND l.place_id <> powerlist_powerholding.place_id
     AND l.place_id IN (SELECT %s::uuid UNION ALL SELECT parent_id FROM agencies_division WHERE id = %s::uuid)
     AND l.state IN ('live', 'trial') AND l.holding_id IS NOT NULL AND d.moves_cases
     AND l.starts_at > %s::timestamptz AND l.starts_at <= %s::timestamptz
     AND coalesce(l.until, 'infinity') > %s::timestamptz)
"""


def not_gone_along(place_id: UUID, *, received_at: datetime, at: datetime) -> tuple[str, list[Any]]:
    """A condition on a row of `powerlist_powerholding` and its values: what was received at a place has not gone along.

    False when a decision that takes open cases along came into force at the place, below the row, since the receipt.
    """
    return _ALONG, [place_id, place_id, received_at, at, at]
