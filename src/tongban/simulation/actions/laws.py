"""Enters the laws on which the county's items rest: names, numbers and days only, no words of any law.

Where a guide leads to such an entry it says that the text is not in the library yet; `manage import_laws` brings it.
"""

from __future__ import annotations

import json
from datetime import date, datetime

from tongban.kernel.actor import Actor
from tongban.law.actions.laws import enact_law
from tongban.simulation.rules.places import DATA


def build_laws(*, by: Actor, at: datetime) -> int:
    """Enters the laws that the items cite; answers how many."""
    entries: list[dict[str, str]] = json.loads((DATA / "laws.json").read_text(encoding="utf-8"))
    for entry in entries:
        enact_law(
            title=entry["title"], kind=entry["kind"], number=entry["number"], issuer=entry["issuer"],
            valid_from=date.fromisoformat(entry["valid_from"]), source=entry["source"], by=by, at=at,
        )  # fmt: skip
    return len(entries)
