"""What receiving takes and looks up in one statement: the case's number, who holds the power there, the sealing key.

The number is taken inside the receiving act's transaction: an application that is refused gives it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings

from tongban.agencies.queries import sealing_key
from tongban.agencies.rules.sealing import SealingKey
from tongban.cases.queries.limits import ZONE
from tongban.cases.queries.wire import one_row
from tongban.powerlist.queries import HoldingRef, holding_within

_TAKE: Final = (
    "WITH n AS (INSERT INTO cases_casenumber AS s (prefix, day, next) VALUES (%s, %s, 2) "
    "ON CONFLICT (prefix, day) DO UPDATE SET next = s.next + 1 RETURNING next - 1 AS no), {holding} "
    "SELECT n.no, p.key_id, k.wrapped, h.* FROM n LEFT JOIN agencies_party p ON p.id = %s "
    "LEFT JOIN agencies_partykey k ON k.party_id = p.id LEFT JOIN holding h ON true"
)


@dataclass(frozen=True, slots=True)
class Taken:
    """The number, the holding (None when nobody holds the power there) and the applicant's key."""

    number: str
    holding: HoldingRef | None
    key: SealingKey


def take(*, item_id: UUID, place_id: UUID, applicant_id: UUID, at: datetime) -> Taken:
    """`QH2026 1105 0417` without spaces (prefix, year, month and day, serial of the day) and what the routing needs.

    Refused for an applicant that is unknown or erased. Inside the receiving act only.
    """
    day, prefix = at.astimezone(ZONE).date(), settings.COUNTY["prefix"]
    holding, values = holding_within(item_id, place_id, "decide", at)
    row = one_row(_TAKE.format(holding=holding), [prefix, day, *values, applicant_id])
    assert row is not None  # an INSERT that returns
    held = HoldingRef(*row[3:]) if row[3] is not None else None
    known = row[2] is not None
    key = SealingKey(applicant_id, row[1], bytes(row[2])) if known else sealing_key(applicant_id)
    return Taken(f"{prefix}{day:%Y%m%d}{int(row[0]):04d}", held, key)
