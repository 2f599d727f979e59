"""减免、更正: the head of the body changes what is due for a case, with reason and legal source; nothing is erased."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tongban.agencies.actions.recording import go_on, stop
from tongban.cases.events.charges import ChargeChanged
from tongban.cases.models import Charge, ChargeChange
from tongban.cases.permissions import NOT_YOURS
from tongban.cases.queries.charges import due_of, ended_sources
from tongban.cases.rules.chargechanges import WAIVED, change_problem, may_change_charge, source_problem
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.law.rules.citations import parse_citations

REASON_LIMIT = 200


@transaction.atomic
def change_charge(*, charge_id: UUID, way: str, amount: int, reason: str, source: str, by: Actor, at: datetime) -> UUID:
    """A charge is `waived`, `reduced` or `corrected` to an amount in fen; answers the change.

    What was collected beyond it is listed as to be given back until bank and treasury told that it was. Refused to
    all but the head of the body, and without reason and a legal source in force.
    """
    charge = Charge.objects.select_for_update().filter(pk=charge_id).first()
    if charge is None:
        raise Refused(NOT_YOURS)
    stop(may_change_charge(by, charge.body_id))
    due, to = due_of(charge), 0 if way == WAIVED else amount
    stop(change_problem(way, charge.kind, due, to, reason))
    source = source.strip()[:REASON_LIMIT]
    cited = parse_citations(source)
    stop(source_problem(len(cited), ended_sources(cited, timezone.localdate(at))))
    event = ChargeChanged(case=charge.case_id, way=way, was=due, now=to, source=source)
    seq = go_on(charge, event, by=by, at=at)
    row = ChargeChange(
        charge=charge, way=way, amount=to, reason=reason.strip()[:REASON_LIMIT], source=source, at=at, seq=seq
    )
    row.save(force_insert=True)
    return row.id
