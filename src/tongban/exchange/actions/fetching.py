"""Reading what other systems have put out, from where we stopped last time."""

from __future__ import annotations

import logging
from datetime import datetime

from tongban.exchange.actions.taking import take_in
from tongban.exchange.adapters.door import Turned, Unreachable
from tongban.exchange.adapters.registry import door
from tongban.exchange.models import System
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused

log = logging.getLogger(__name__)


def fetch_all(*, at: datetime) -> int:
    """Fetches from every active system that gives cases; one that cannot be reached is asked again next time."""
    return sum(_fetch(system, at) for system in System.objects.filter(takes=True, state="active"))


def _fetch(system: System, at: datetime) -> int:
    try:
        messages, mark = door(system.adapter, system.settings).fetch(system.fetched)
    except (Unreachable, Turned) as error:
        log.warning("system %s not reached: %s", system.key, error)
        return 0
    changed = 0
    for data in messages:
        try:
            taken = take_in(system_id=system.pk, data=data, by=SYSTEM, at=at)
        except Refused as refused:
            log.warning("system %s: a message was refused: %s", system.key, refused.refusal.code)
            continue
        changed += taken.new + taken.moved
        if taken.findings:
            log.warning("system %s: %s values not understood", system.key, len(taken.findings))
    # How far we have read is a mark, no act; a crash before it is kept reads the same again, which changes nothing.
    System.objects.filter(pk=system.pk).update(fetched=mark, fetched_at=at)
    return changed
