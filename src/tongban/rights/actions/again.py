"""After a backup was brought back: what persons had erased, asked for or taken back after it is done again (PIPL 47).

The list comes from the database that the backup replaced, or from a newer export of the ledger. Each person is one
transaction, and doing it twice changes nothing, so that an interrupted round is simply run again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from tongban.agencies.actions.recording import go_on
from tongban.agencies.queries import sealing_key
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.rights.actions.erasing import erase_whole, file_erasure, locked_kept
from tongban.rights.events import DataRequestFinished, DataRequestTakenBack
from tongban.rights.models import Request
from tongban.rights.rules.requests import State, What

GROUND: Final = "erased_before"
OPEN: Final = (State.ASKED, State.KEPT)


def erase_again(owed: Mapping[str, Iterable[UUID]], *, at: datetime) -> dict[str, int]:
    """Does again what is owed: `erased` and `asked` are persons, `back` requests; answers how many of each it did."""
    acts = {"back": _back, "asked": _asked, "erased": _erased}
    return {name: sum(act(one, at) for one in owed.get(name, ())) for name, act in acts.items()}


@transaction.atomic
def _erased(party_id: UUID, at: datetime) -> bool:
    """A person who was erased whole is so again, and their requests are done."""
    locked_kept(party_id, at)
    if not _there(party_id):
        return False
    for row in Request.objects.select_for_update().filter(party_id=party_id, kind=What.ERASE, state__in=OPEN):
        row.state, row.ended_at, row.kept, row.rest_until = State.DONE, at, [], None
        go_on(row, DataRequestFinished(), by=SYSTEM, at=at, fields=("state", "ended_at", "kept", "rest_until"))
    erase_whole(party_id, GROUND, SYSTEM, at)
    return True


@transaction.atomic
def _asked(party_id: UUID, at: datetime) -> bool:
    """A person whose request is lost has it filed again in their name; what can go goes at once, as it did before."""
    kept = locked_kept(party_id, at)
    if not _there(party_id):
        return False
    if Request.objects.filter(party_id=party_id, kind=What.ERASE, state__in=OPEN).exists():
        return False
    # As a window would do for the person: phone and address go, too.
    file_erasure(party_id, kept, replace(SYSTEM, on_behalf_of=party_id, duties=frozenset({"receive"})), at)
    return True


@transaction.atomic
def _back(request_id: UUID, at: datetime) -> bool:
    """A request that was taken back is so again: nothing is erased against the person's later wish."""
    row = Request.objects.select_for_update().filter(pk=request_id, state__in=OPEN).first()
    if row is None:
        return False
    row.state, row.ended_at = State.BACK, at
    go_on(row, DataRequestTakenBack(), by=SYSTEM, at=at, fields=("state", "ended_at"))
    return True


def _there(party_id: UUID) -> bool:
    """Whether the person is registered and not erased yet."""
    try:
        sealing_key(party_id)
    except Refused:
        return False
    return True
