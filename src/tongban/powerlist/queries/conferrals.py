"""Are the rows of a conferral still those that its event in the ledger tells of?"""

from __future__ import annotations

from uuid import UUID

from tongban.ledger.queries import events_of
from tongban.ledger.rules.audit import Fault
from tongban.powerlist.models import Conferral, PowerHolding
from tongban.powerlist.rules.conferrals import as_written, digest, moment, told

_COLUMNS = ("id", "item_id", "place_id", "function", "body_id", "legal_form", "supervisor_id")


def changed_conferrals() -> list[Fault]:
    """Every conferral whose rows are not those its event tells of; part of `ledger fsck`."""
    known = Conferral.objects.order_by("pk").values_list("pk", flat=True)
    return [Fault(f"conferral {one}", "its rows are not those of its digest") for one in known if not rows_hold(one)]


def rows_hold(conferral_id: UUID) -> bool:
    """Whether the rows, with the changes that were recorded taken back, are those of the digest in the ledger."""
    events = events_of("conferral", conferral_id)
    said = next((one.data["digest"] for one in events if one.type == "powers.conferred"), "")
    before = as_written(change for one in events if one.type == "powers.changed" for change in one.data["changes"])
    rows = PowerHolding.objects.filter(conferral_id=conferral_id).values_list(*_COLUMNS, "valid")
    found = []
    for *row, valid in rows.iterator():
        start, until = before.get(str(row[0]), (moment(valid.lower), moment(valid.upper)))
        found.append(told(row, start, until))
    return digest(found) == said
