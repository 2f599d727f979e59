"""The county's decision table for modes, what its list office recorded of three items, and two decisions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from tongban.delegation.actions.candidates import choose_mode, set_traits
from tongban.delegation.actions.tables import ship_table
from tongban.kernel.actor import Actor
from tongban.powerlist.queries import version

TRAITS: Final = {
    "medical_assistance": (("life_safety", "urgent"), 2, "大病救治等不得，常要跨县就医"),
    "temporary_relief": (("urgent",), 1, "遇急难要当天办"),
    "water_drawing": (("reserved",), 3, "取水许可由县级以上水行政主管部门审批"),
}
CHOICES: Final = (("medical_assistance", "adopt", "", ""), ("homestead", "keep", "", "乡镇审批人员尚未配齐，先留一年"))


def build_candidates(versions: Mapping[str, UUID], *, by: Actor, at: datetime) -> int:
    """Publishes the shipped table, records traits and decides on two items; answers how many items were looked at."""
    ship_table(by=by, at=at)
    found = {key: version(versions[key]) for key in {*TRAITS, *(one[0] for one in CHOICES)} if key in versions}
    for key, (traits, expertise, reason) in TRAITS.items():
        if key in found:
            item = found[key].item_id
            set_traits(item_id=item, traits=traits, expertise=expertise, reason=reason, by=by, at=at)
    for key, act, mode, reason in CHOICES:
        if key in found:
            choose_mode(code=found[key].code, act=act, mode=mode, reason=reason, by=by, at=at)
    return len(found)
