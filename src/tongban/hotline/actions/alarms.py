"""超时告警: a step that nobody did in time is an alarm, told once for each limit that passed."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F

from tongban.hotline.actions.parts import move
from tongban.hotline.events.closing import OrderAlarmed
from tongban.hotline.models import Order
from tongban.hotline.models.orders import IS_ENDED
from tongban.hotline.rules.states import State
from tongban.kernel.actor import SYSTEM

BATCH: Final = 200


@transaction.atomic
def raise_alarms(*, at: datetime) -> int:
    """Tells each open order whose step is over its time, once for each limit; answers how many.

    What was answered and not drawn waits for nobody: when its days pass it is closed and is no alarm.
    """
    late = Order.objects.select_for_update(skip_locked=True, of=("self",)).filter(step_due__lt=at)
    late = late.exclude(IS_ENDED).exclude(state=State.REPLIED).exclude(alarmed=F("step_due"))
    rows = list(late.order_by("step_due", "pk")[:BATCH])
    for order in rows:
        assert order.step_due is not None  # an open order has one, says the database
        event = OrderAlarmed(state=order.state, body=order.body_id, step_due=order.step_due)
        move(order, event, by=SYSTEM, at=at, alarmed=order.step_due)
    return len(rows)
