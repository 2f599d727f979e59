"""The worker's round over the ledger: once a night everything is recomputed from the bodies.

Hours of a round are read in UTC: 18:50 there is ten to three at night in China.
"""

from __future__ import annotations

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from tongban.ledger.actions.auditing import audit_by_night

logger = logging.getLogger(__name__)


@app.periodic(cron="50 18 * * *")
@app.task(name="ledger.audit", queueing_lock="ledger_audit")
def audit_round(timestamp: int) -> None:
    """At night: what does not fit is an alarm here, on pages of staff and in the ledger itself."""
    for fault in audit_by_night(at=timezone.now()).faults:
        logger.critical("ALARM the ledger is not as it was recorded: %s", fault)
