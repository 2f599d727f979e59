"""The dumping case: what the grid worker of 柳河镇 finds at dawn, and the three bodies called."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.cast import Cast, on
from tongban.documents.queries.papers import documents_of
from tongban.hotline.actions.grid import Report, report_event
from tongban.hotline.actions.mediation import Side, agree, hold_session, open_mediation, record_consent
from tongban.hotline.actions.whistles import blow_whistle
from tongban.kernel.ids import uuid7

FOUND = on(11, 14, 6)  # a Saturday at dawn: hours run round the clock
BODIES = ("urban", "market", "forestry")


def report(cast: Cast, **changes: Any) -> Report:
    plain = Report(
        id=uuid7(), event_kind="dumping", text="河边夜里倒了一车建筑垃圾，车已离开", spot="柳河镇河沿村桥头",
        bodies=[cast.county.bodies[key] for key in BODIES], lat_micro=34_123456, lon_micro=117_654321,
        found_at=FOUND - timedelta(minutes=40),
    )  # fmt: skip
    return replace(plain, **changes)


def found(cast: Cast, **changes: Any) -> UUID:
    return report_event(report=report(cast, **changes), by=cast.officer("liuhe_review", FOUND), at=FOUND)


def mediated(cast: Cast) -> tuple[UUID, UUID]:
    """柳河镇 mediates a dispute that ended in a written agreement: (the mediation, its paper)."""
    by = cast.officer("liuhe_review", FOUND)
    assert by.ref is not None
    sides = (Side(name="罗大勇", phone="13900000001"), Side(name="周小云"))
    words = "两家院墙排水相争，雨水流进对方院里"
    found = open_mediation(dispute="neighbour", sides=sides, words=words, mediators=[by.ref], by=by, at=FOUND)
    for side in "ab":
        record_consent(mediation_id=found, side=side, agrees=True, how="spoken", by=by, at=FOUND)
    hold_session(mediation_id=found, held_at=FOUND, a_came=True, b_came=True, words="双方愿意改排水", by=by, at=FOUND)
    agree(mediation_id=found, terms="改排水沟", perform_by=FOUND.date(), written=True, by=by, at=FOUND)
    return found, documents_of(found)[0].id


def whistled(cast: Cast) -> UUID:
    """柳河镇 calls the same three bodies to come."""
    bodies = [cast.county.bodies[key] for key in BODIES]
    by = cast.officer("liuhe_review", FOUND)
    return blow_whistle(bodies=bodies, words="河边连续倾倒垃圾，请到场处置", by=by, at=FOUND)
