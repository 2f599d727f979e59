"""What certificates do by themselves: seal each new one, and come back for those whose sealing broke off."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tongban.certificates.actions import SIGN_TASK, sign_certificate
from tongban.certificates.queries import unsigned_before


@app.task(name=SIGN_TASK, retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def sign(certificate_id: str) -> None:
    """Seals one certificate; harmless when it is sealed already."""
    sign_certificate(certificate_id=UUID(certificate_id), at=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="certificates.sign_missing", queueing_lock="certificates.sign_missing")
def sign_missing(timestamp: int) -> int:
    """Seals what was issued more than five minutes ago and still has no file; answers how many."""
    waiting = unsigned_before(timezone.now() - timedelta(minutes=5))
    for certificate_id in waiting:
        sign_certificate(certificate_id=certificate_id, at=timezone.now())
    return len(waiting)
