"""取消事项回头看: what the list office found of an item that was cancelled."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from tongban.agencies.actions.recording import begin, stop
from tongban.delegation.events.cancelled import GoneLooked
from tongban.delegation.models.cancelled import GoneLook
from tongban.delegation.permissions.candidates import may_choose
from tongban.delegation.queries.cancelled import cancelled_named, looks_of, since_gone
from tongban.delegation.rules.cancelled import DONE, FOUND
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse

LEAST, MOST = 4, 2000


@transaction.atomic
def look_at_cancelled(*, code: str, found: str, words: str, by: Actor, at: datetime) -> UUID:
    """Records a look-back at a cancelled item (D-16): done closes it, anything else sets the day of the next one.

    Refused for others than the list office, for items that are in use, without words, once it is closed, and as done
    while applications for it still come in.
    """
    stop(may_choose(by))
    item = cancelled_named(code, "zh")
    if item is None:
        raise refuse("not_cancelled", zh="没有这个编号的已取消事项。", en="No cancelled item has this code.")
    text = words.strip()[:MOST]
    if found not in FOUND or len(text) < LEAST:
        raise refuse(
            "look_incomplete", zh="请选择结论，并用几句话写明依据。", en="Choose what you found, and say why in words."
        )
    with connection.cursor() as cursor:  # two look-backs of one item come one after the other
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"gone_look of {item.item_id}"])
    past = looks_of(item.item_id)
    if past and past[0].found == DONE:
        raise refuse("look_closed", zh="这个事项的回头看已经办结。", en="The look-backs of this item are closed.")
    cases, wishes = since_gone(item.item_id, item.gone)
    if found == DONE and cases:
        raise refuse(
            "still_received",
            zh=f"取消以后还收了 {cases} 件申请，不能写“取消到位”。",
            en=f"{cases} applications came in after it was cancelled, so it is not really gone.",
        )
    row = GoneLook(item_id=item.item_id, found=found, words=text, cases=cases, wishes=wishes, by_ref=by.ref, at=at)
    digest = hashlib.sha256(text.encode()).hexdigest()
    begin(
        row, GoneLooked(item=item.item_id, found=found, cases=cases, wishes=wishes, words_digest=digest), by=by, at=at
    )
    return row.pk
