"""The townships of the demonstration county: their duty lists, and what comes down to them."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, Final

from tongban.delegation.actions.duties import publish_duties
from tongban.delegation.rules.duties import DutyLine
from tongban.kernel.actor import Actor
from tongban.simulation.actions.bodies import County
from tongban.simulation.rules.places import DATA

# Hill townships have no line about crowded market streets, valley towns none about landslides.
HILLS: Final = ("yunling", "qingshan", "nantang")
NOT_IN_THE_HILLS, NOT_IN_THE_VALLEY = "SH-02", "PH-04"


def build_duties(county: County, *, by: Actor, at: datetime, valid_from: date) -> int:
    """Publishes each township's list, about a dozen lines; answers how many lists."""
    written = json.loads((DATA / "duties.json").read_text(encoding="utf-8"))
    towns = county.township_keys()
    for _, key in towns:
        without = NOT_IN_THE_HILLS if key in HILLS else NOT_IN_THE_VALLEY
        lines = [_line(one, county) for one in written if one["code"] != without]
        publish_duties(township_id=county.bodies[key], lines=lines, valid_from=valid_from, by=by, at=at)
    return len(towns)


def _line(one: dict[str, Any], county: County) -> DutyLine:
    said = {name: value for name, value in one.items() if name not in ("lead", "taker")}
    named = {name: county.bodies[one[name]] for name in ("lead", "taker") if name in one}
    return DutyLine(**said, **named)
