"""Opens the county's halls: the service centre and the townships' convenience centres, each with its windows."""

from __future__ import annotations

from datetime import datetime

from tongban.agencies.actions.bodies import open_centre, open_window
from tongban.agencies.queries import bodies_by_id, posts_of_body
from tongban.centres.actions.days import open_days
from tongban.kernel.actor import Actor
from tongban.simulation.actions.bodies import County

KINDS = ("centre", "township")


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
    return opened
