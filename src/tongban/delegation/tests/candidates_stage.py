"""A small county whose ledger is followed: applications for the restaurant item, a request, a low rating."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from tests.cast import Cast, on, small_county

from tongban.delegation.actions.candidates import choose_mode, note_event, set_traits
from tongban.delegation.actions.tables import save_table, ship_table
from tongban.delegation.rules.tables import shipped
from tongban.kernel.actor import SYSTEM
from tongban.ledger.events import Entry
from tongban.powerlist.queries import version

NOW = on(11, 20)
SPACE = UUID("00000000-0000-7000-8000-0000000000d7")


@dataclass
class Told:
    """Tells the projections what the ledger would: events with a place in no chain."""

    item: UUID
    number: int = 0
    events: list[Entry] = field(default_factory=list)

    def event(self, event_type: str, kind: str, at: datetime, data: dict[str, Any], place: UUID | None = None) -> None:
        """One event more, told twice: a follower may see it again after a stop."""
        self.number += 1
        key, subject = (uuid5(SPACE, f"{word}{self.number}") for word in ("event", "subject"))
        entry = Entry(
            idx=self.number, id=key, kind=kind, subject=subject, seq=1, type=event_type, version=1, actor=None,
            post_id=None, body_id=None, place_id=place, on_behalf=None, at=at, recorded_at=at, data=data, hash=b"",
        )  # fmt: skip
        self.events.append(entry)
        for _ in range(2):
            note_event(entry)

    def case(self, at: datetime, applicant: int, fee: int = 0) -> None:
        """An application received."""
        data = {
            "item": str(self.item), "applicant": str(uuid5(SPACE, f"person{applicant}")), "channel": "web",
            "fee": fee, "number": f"QH-{self.number + 1:04d}",
        }  # fmt: skip
        self.event("case.received", "case", at, data)

    def request(self, at: datetime, place: UUID | None = None) -> None:
        """A call to the hotline about the item."""
        self.event("order.taken", "order", at, {"item": str(self.item), "number": f"H{self.number + 1}"}, place)

    def rating(self, at: datetime, level: int, place: UUID | None = None) -> None:
        """A rating of a case of the item."""
        self.event("rating.given", "rating", at, {"item": str(self.item), "level": level}, place)


def restaurant() -> tuple[Cast, Told, str]:
    """The cast, the teller of its restaurant item, and the item's code."""
    cast = small_county()
    found = version(cast.version_id)
    return cast, Told(found.item_id), found.code


def with_candidates(cast: Cast) -> str:
    """Every table of candidates with a row: the shipped edition, a draft, traits, a choice; answers the item's code."""
    found = version(cast.version_id)
    ship_table(by=SYSTEM, at=NOW)
    save_table(table=shipped(), by=SYSTEM, at=NOW)
    set_traits(item_id=found.item_id, traits=["urgent"], expertise=1, reason="季节性", by=SYSTEM, at=NOW)
    choose_mode(code=found.code, act="adopt", by=SYSTEM, at=NOW)
    told = Told(found.item_id)
    told.case(NOW, 1)
    told.request(NOW)
    return found.code
