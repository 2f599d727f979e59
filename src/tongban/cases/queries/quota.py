"""Where a case stands in the line for a limited number, and how many are granted."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from tongban.cases.models import Case, QuotaUse
from tongban.cases.rules import State
from tongban.cases.rules.quota import Line, period_of
from tongban.powerlist.rules.arrangements import QuotaCount


def line_of(
    quota: QuotaCount, *, item_id: UUID, place_id: UUID, received_at: datetime, number: str, today: date
) -> Line:
    """The line as one accepted case sees it: by receipt, then by number, among those accepted and not decided.

    Two statements.
    """
    use = QuotaUse.objects.filter(item_id=item_id, period=period_of(quota, today)).values_list("used", flat=True)
    waiting = Case.objects.filter(place_id=place_id, state__in=[State.ACCEPTED, State.SUSPENDED], item_id=item_id)
    before = waiting.filter(Q(received_at__lt=received_at) | Q(received_at=received_at, number__lt=number))
    return Line(quota.number, use.first() or 0, before.count() + 1)
