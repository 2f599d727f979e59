"""What the list office does with an entry of the docket: keep the item with a reason, draft a version, stop the item.

Publishing the drafted version settles the entry (see `docket`); each of these acts records its own event.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tongban.agencies.actions.recording import stop
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse
from tongban.powerlist.actions.docket import record
from tongban.powerlist.actions.drafts import begin_draft
from tongban.powerlist.actions.items import cancel_item, need_list_office, need_own, suspend_item
from tongban.powerlist.events.docket import AdjustmentDrafted, AdjustmentKept, AdjustmentStopped
from tongban.powerlist.models import Adjustment, Item
from tongban.powerlist.queries.bases import basis_lines
from tongban.powerlist.queries.versions import version
from tongban.powerlist.rules import codes
from tongban.powerlist.rules.bases import live
from tongban.powerlist.rules.docket import WAITING, barred, state_word

REASON_LIMIT = 500
STOPS = {"suspend": (codes.SUSPENDED, suspend_item), "cancel": (codes.CANCELLED, cancel_item)}


@transaction.atomic
def keep_item(*, adjustment_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """The item stays as it is, for a reason that is kept with the entry.

    Refused without a reason, and for an item that would be left without any basis in force.
    """
    row = _waiting(adjustment_id, by, "keep")
    if not reason.strip() or len(reason) > REASON_LIMIT:
        raise refuse(
            "adjustment.reason",
            zh="请写明为什么不用改，500 字以内。",
            en="Say why nothing has to change, in at most 500 characters.",
        )
    bases = version(row.version_id).content.legal_basis
    if bases and not any(live(line) for line in basis_lines(bases, row.since)):
        raise refuse(
            "adjustment.no_basis",
            zh="这个事项的依据都已失效，不能维持不变。请改版换上现行依据，或者停用。",
            en="Every basis of this item has ended, so it cannot stay as it is. Draft a version on a basis in force, "
            "or stop the item.",
        )
    row.state, row.reason, row.decided_at = "kept", reason.strip(), at
    record(row, AdjustmentKept(hashlib.sha256(row.reason.encode()).hexdigest()), by, at)


@transaction.atomic
def draft_adjustment(*, adjustment_id: UUID, by: Actor, at: datetime) -> UUID:
    """Begins a changed version of the item, or takes up its draft; publishing it settles the entry. Answers the draft.

    Asked again for an entry that is being drafted it answers the same.
    """
    row = _waiting(adjustment_id, by, "draft")
    draft = begin_draft(item_id=row.item_id, by=by, at=at)
    if row.state == "open" or row.result_id != draft:
        row.state, row.result_id = "drafting", draft
        record(row, AdjustmentDrafted(draft), by, at)
    return draft


@transaction.atomic
def stop_item(*, adjustment_id: UUID, how: str, since: date, basis_doc: str, by: Actor, at: datetime) -> None:
    """Suspends or cancels the item (`how`) from a day on, by a document; cases under way go on.

    Every entry of the item that waits is settled by it.
    """
    row = _waiting(adjustment_id, by, how)
    if how not in STOPS:
        raise refuse("adjustment.how", zh="请选择暂停还是取消。", en="Choose whether to suspend or to cancel.")
    state, act = STOPS[how]
    act(item_id=row.item_id, since=since, basis_doc=basis_doc, by=by, at=at)
    for one in Adjustment.objects.select_for_update().filter(item_id=row.item_id, state__in=WAITING).order_by("id"):
        one.state, one.decided_at = "stopped", at
        record(one, AdjustmentStopped(state, since, basis_doc), by, at)


def _waiting(adjustment_id: UUID, by: Actor, do: str) -> Adjustment:
    need_list_office(by)
    # The item is locked first, as publication does, so that the two never wait for each other.
    item = Item.objects.select_for_update().filter(adjustments=adjustment_id).first()
    if item is None:
        raise refuse("no_adjustment", zh="没有这条待调整记录。", en="There is no such entry of the docket.")
    need_own(by, item)
    row = Adjustment.objects.select_for_update().get(pk=adjustment_id)
    if row.state not in WAITING:
        raise refuse(
            "stale",
            zh="这条记录已经有结果：{state_zh}。",
            en="This entry is decided already: {state_en}.",
            state_zh=state_word(row.state, "zh"),
            state_en=state_word(row.state, "en"),
        )
    stop(barred(do, row.cause, row.wanted))
    return row
