"""The other organisation of approvals: one bureau to which the county's licences were moved, instead of departments.

The departments keep the supervision of what it grants. Through the real acts; nothing of the departments goes away.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from tongban.kernel.actor import Actor
from tongban.powerlist.actions.holdings import move_power
from tongban.powerlist.queries import holdings_of, version
from tongban.powerlist.rules.codes import LICENCE
from tongban.simulation.actions.bodies import County, build_body
from tongban.simulation.rules.places import DATA

SERIAL: Final = 90
BASIS: Final = "国务院批准的相对集中行政许可权方案，青政发〔2026〕3号"
MODELS: Final = ("departments", "bureau")


def build_bureau(county: County, *, by: Actor, at: datetime) -> UUID:
    """Sets the approval bureau up with its posts, its mark and who reviews its decisions; answers its id."""
    data: dict[str, Any] = json.loads((DATA / "bureau.json").read_text(encoding="utf-8"))
    build_body(county, data, SERIAL, by, at)
    return county.bodies["approval"]


def concentrate(county: County, versions: Mapping[str, UUID], *, moved_at: datetime, by: Actor, at: datetime) -> int:
    """Moves every licence that a county department decides to the bureau from a moment on; answers how many.

    What townships decide, and what is no licence, stays (licence law art. 25 speaks of licences).
    """
    bureau, moved = county.bodies["approval"], 0
    for key in sorted(versions):
        ref = version(versions[key])
        if ref.content.item_type != LICENCE:
            continue
        for hold in holdings_of(ref.item_id, moved_at):
            if hold.function == "decide" and hold.place_id == county.home and hold.body_id != bureau:
                move_power(
                    item_id=ref.item_id, place_id=hold.place_id, body_id=bureau, legal_form="concentrated",
                    basis_doc=BASIS, moved_at=moved_at, by=by, at=at,
                )  # fmt: skip
                moved += 1
    return moved
