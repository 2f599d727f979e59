"""Opens the county's halls: the service centre and the townships' convenience centres, each with its windows.

And says how many people they are for.
"""

from __future__ import annotations

from datetime import datetime

from tongban.agencies.actions.bodies import open_centre, open_window
from tongban.agencies.queries import bodies_by_id, posts_of_body
from tongban.centres.actions.days import open_days
from tongban.centres.actions.population import record_population
from tongban.centres.rules.population import Figure
from tongban.kernel.actor import Actor
from tongban.simulation.actions.bodies import County, county_data

KINDS = ("centre", "township")
INVENTED = "演示县的虚构整数"


def build_halls(county: County, *, by: Actor, at: datetime) -> int:
    """A hall for each body of the county that has window posts, its coming days open; answers how many."""
    found = bodies_by_id(county.bodies.values())
    opened = 0
    for body in sorted(found.values(), key=lambda one: one.key):
        windows = [post for post in posts_of_body(body.id) if "receive" in post.duties]
        if body.kind not in KINDS or not windows:
            continue
        zh, en = f"{body.name_zh}一楼大厅", f"Ground floor of {body.name_en}"
        open_centre(body_id=body.id, address_zh=zh, address_en=en, by=by, at=at)
        for number, post in enumerate(windows, start=1):
            open_window(centre_id=body.id, number=number, post_id=post.post_id, by=by, at=at)
        opened += 1
    open_days(at=at)
    _people(county, by=by, at=at)
    return opened


def _people(county: County, *, by: Actor, at: datetime) -> None:
    """Round figures that nobody can take for a census."""
    told = {place["code"]: place["people"] for place in county_data()["places"] if "people" in place}
    figures = [Figure(county.places[code], at.year - 1, people) for code, people in told.items()]
    record_population(figures=figures, source=INVENTED, by=by, at=at)
