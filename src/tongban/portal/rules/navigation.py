"""Which doors a post sees in the bar: one table by duty. It grants nothing; each page refuses for itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Door:
    """One entry of the bar: the name of its address, its words, and the duties that see it (none = every official)."""

    url_name: str
    zh: str
    en: str
    duties: frozenset[str] = frozenset()


DOORS = (
    Door("cases:desk", "我的工作台", "My desk"),
    Door("portal:leader", "一分钟", "One minute", frozenset({"lead", "centre_manage"})),
    Door("cases:window", "一窗收件", "One window", frozenset({"receive"})),
    Door("powerlist:list", "权责清单", "Power list"),
    Door("powerlist:import", "导入清单", "Import a list", frozenset({"manage_list"})),
)


def doors_for(duties: Iterable[str]) -> tuple[Door, ...]:
    """The entries that a post with these duties sees, in the order of the table."""
    held = frozenset(duties)
    return tuple(door for door in DOORS if not door.duties or door.duties & held)
