"""代办: beginning an application and supplying papers for somebody else, under a mandate that carries it.

Filling in and submitting are the same acts as the applicant's own (`drafts`); there the mandate is looked at too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongban.cases.actions.drafts import start_draft
from tongban.cases.actions.mandates import use_mandate
from tongban.cases.actions.receive import Given
from tongban.cases.actions.supplement import supplement_case
from tongban.cases.models import Case, Draft
from tongban.cases.queries.mandates import CHANNEL, acting_for, mandate_for
from tongban.kernel.actor import Actor
from tongban.powerlist.queries import version


@transaction.atomic
def begin_for(*, mandate_id: UUID, version_id: UUID, place_id: UUID, by: Actor, at: datetime) -> UUID:
    """Begins an application for the person of a mandate; answers the draft, which that person sees and may submit too.

    Refused when the mandate is not this helper's, has ended or does not name the item, and as `start_draft` refuses.
    """
    found = mandate_for(mandate_id, by)
    draft = start_draft(
        version_id=version_id, party_id=found.principal_id, place_id=place_id, channel=CHANNEL,
        by=acting_for(by, found), at=at,
    )  # fmt: skip
    Draft.objects.filter(pk=draft).update(mandate_id=mandate_id)
    item_id = version(version_id).item_id
    use_mandate(mandate_id=mandate_id, what="begun", item_id=item_id, ref=draft, by=acting_for(by, found), at=at)
    return draft


@transaction.atomic
def supply_for(
    *, mandate_id: UUID, case_id: UUID, answers: Mapping[str, Any] | None, materials: Sequence[Given], by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    """Supplies what a notice asked for, for the person of a mandate. Refused as the mandate and the case refuse."""
    acting = acting_for(by, mandate_for(mandate_id, by))
    supplement_case(case_id=case_id, answers=answers, materials=materials, by=acting, at=at)
    item_id = Case.objects.values_list("item_id", flat=True).get(pk=case_id)
    use_mandate(mandate_id=mandate_id, what="supplied", item_id=item_id, ref=case_id, case_id=case_id, by=acting, at=at)
