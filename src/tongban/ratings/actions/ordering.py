"""差评转办: a bad rating opens an order of the hotline, once, beside the work on the rating itself."""

from __future__ import annotations

from typing import Final

from tongban.hotline.actions.taking import take_order
from tongban.hotline.rules.intake import Request
from tongban.hotline.rules.kinds import Channel, Kind
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.events import Entry
from tongban.ratings.models import Rating
from tongban.ratings.rules.levels import LEVELS, MATTER, ORDER, REASONS, STAGES, is_bad

GIVEN: Final = "rating.given"
NO_DESK: Final = "no_desk"


def open_order(entry: Entry) -> bool:
    """Opens the order of a bad rating; heard again it is the same order. Without a desk of the line there is none.

    What the rater wrote stays on the rating alone, and who wished to stay unnamed is unnamed in the order too.
    """
    if entry.type != GIVEN or not is_bad(int(entry.data["level"])):
        return False
    row = Rating.objects.select_related("occasion").filter(pk=entry.subject).first()
    if row is None:
        return False
    try:
        take_order(asked=_asked(row), by=SYSTEM, at=entry.at)
    except Refused as refused:
        if refused.refusal.code != NO_DESK:
            raise
        return False
    return True


def _asked(row: Rating) -> Request:
    occasion = row.occasion
    reasons = "、".join(REASONS[one][0] for one in row.reasons if one in REASONS) or "没有选原因"
    return Request(
        request=row.pk, kind=Kind.COMPLAINT.value, place_id=occasion.place_id, channel=Channel.RATING.value,
        text=f"对“{occasion.item_name}”（{STAGES[occasion.stage][0]}）的评价是{LEVELS[row.level][0]}：{reasons}。",
        party_id=occasion.party_id if row.named else None, named=row.named,
        item_id=occasion.item_id if occasion.kind in (MATTER, ORDER) else None,
    )  # fmt: skip
