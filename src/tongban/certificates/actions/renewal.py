"""视为准予延续: a certificate whose renewal nobody decided before it expired holds on by law (licence law art. 50).

Which case asked for it, and whether in time, is known to the cases; here the period is moved and recorded, once.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.certificates.events import CertificateRenewed
from tongban.certificates.models import Certificate, CertificatePeriod
from tongban.certificates.queries import CertificateRef, certificate
from tongban.certificates.rules import Origin, State, deemed_period
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import refuse
from tongban.ledger.actions import append


@transaction.atomic
def deem_certificate_renewed(
    *, certificate_id: UUID, case_id: UUID, at: datetime, by: Actor = SYSTEM
) -> CertificateRef:
    """Moves the validity of an expired certificate on by a period as long as the one that ended.

    It counts from the day after the last day of validity, however late this runs. Doing it again for the same case
    changes nothing. Refused: `certificate_not_active`, `certificate_not_expired`, `stale`.
    """
    known = certificate(certificate_id)
    if CertificatePeriod.objects.filter(certificate_id=certificate_id, case_id=case_id).exists():
        return known
    if known.state is not State.ACTIVE:
        raise refuse("certificate_not_active", zh="这张证照已经失效，不能延续。", en="It is no longer in force.")
    if known.valid_to is None or timezone.localdate(at) <= known.valid_to:
        raise refuse(
            "certificate_not_expired",
            zh="这张证照还没有期满，不能视为准予延续。",
            en="The certificate has not expired, so nothing is deemed yet.",
        )
    start, end = deemed_period(known.valid_from_now, known.valid_to)
    seq = known.seq + 1
    event = CertificateRenewed(
        origin=Origin.DEEMED.value, case=case_id, previous_to=known.valid_to, valid_from=start, valid_to=end
    )
    append(event=event, subject=certificate_id, seq=seq, by=by, at=at)
    Certificate.objects.filter(id=certificate_id).update(
        valid_to=end, origin=Origin.DEEMED.value, origin_from=start, seq=seq
    )
    CertificatePeriod.objects.create(
        id=uuid7(), certificate_id=certificate_id, case_id=case_id, origin=Origin.DEEMED.value, valid_from=start,
        valid_to=end, recorded_at=at, seq=seq,
    )  # fmt: skip
    return replace(known, valid_to=end, origin=Origin.DEEMED, origin_from=start, seq=seq)
