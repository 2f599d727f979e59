"""扫描件入档: papers that came with a matter (a letter, a statement) are scanned in and stay with its order."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongban.agencies.queries import seal, sealing_key
from tongban.documents.actions.files import store_file
from tongban.hotline.actions.parts import locked, move
from tongban.hotline.events.closing import OrderPaperAdded
from tongban.hotline.queries.view import order_for
from tongban.hotline.rules.states import State
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse


@transaction.atomic
def add_paper(*, order_id: UUID, data: bytes, name: str, by: Actor, at: datetime) -> UUID:
    """Adds a paper to an order for whoever may see it; the same paper twice is one. Answers the stored file.

    Refused for what the house's files refuse (kind, size, pages), and once the order was joined to another.
    """
    order_for(order_id, by, at)
    order = locked(order_id)
    if order.state == State.MERGED:
        raise refuse("paper_merged", zh="请在主单上添加材料。", en="Add it to the order that this one was joined to.")
    if not data:
        raise refuse("paper_missing", zh="请选择扫描件。", en="Choose the scanned paper.")
    key = sealing_key(order.party_id)
    stored = store_file(data=data, name=name, owner=order.pk, by=by, at=at, seal=lambda words: seal(key, words))
    if not stored.already:
        move(order, OrderPaperAdded(file=stored.id, sha256=stored.sha256, pages=stored.pages), by=by, at=at)
    return stored.id
