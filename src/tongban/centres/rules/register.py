"""Rates of entry with their named denominators, the two concentrations, the gap between county and village. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

FUNCTIONS: Final = {
    "decides": ("在大厅决定", "decided in the hall"),
    "collects": ("只收件", "only collected"),
    "outside": ("没有进驻", "outside"),
}
REASONS: Final = {
    "secret": ("涉密", "secret"),
    "site": ("要用专门场地、设备", "needs a place or equipment of its own"),
    "system": ("只能在部门专网系统办", "runs in a system of the department only"),
    "few": ("一年没有几件", "hardly ever asked for"),
    "law": ("法律规定的地点办理", "the law says where"),
}
LEVELS: Final = {
    "county": ("县政务服务中心", "county centre"),
    "branch": ("分中心", "branch"),
    "township": ("乡镇便民服务中心", "township service centre"),
    "village": ("村便民服务点", "village service point"),
}


@dataclass(frozen=True, slots=True)
class Rate:
    """A part of a whole, with what is counted: two rates over different things never look alike."""

    part: int
    whole: int
    of_zh: str
    of_en: str

    @property
    def percent(self) -> str:
        """With two decimals, as 82.86; empty when there is nothing to count."""
        return f"{100 * self.part / self.whole:.2f}" if self.whole else ""


@dataclass(frozen=True, slots=True)
class Placed:
    """One item of a body as the register has it."""

    body: str
    item: str
    function: str


def entry_rates(rows: Iterable[Placed]) -> tuple[Rate, Rate, Rate]:
    """(departments on site, departments with both concentrations, items on site) of the county's register.

    A department is on site with its first item there; both concentrations ask that all its items are decided there.
    """
    functions: dict[str, list[str]] = {}
    items: dict[str, bool] = {}
    for row in rows:
        functions.setdefault(row.body, []).append(row.function)
        items[row.item] = items.get(row.item, False) or row.function != "outside"
    there = sum(any(one != "outside" for one in some) for some in functions.values())
    whole = sum(all(one == "decides" for one in some) for some in functions.values())
    return (
        Rate(there, len(functions), "有审批职能的部门", "departments with powers to license"),
        Rate(whole, len(functions), "有审批职能的部门", "departments with powers to license"),
        Rate(sum(items.values()), len(items), "登记的事项", "items on the register"),
    )


def collects_only(decided: int, in_hall: int, placed: Iterable[str]) -> bool:
    """Whether a department is in the hall in body only: items on site, decisions taken, none of them there."""
    return decided > 0 and in_hall == 0 and any(one != "outside" for one in placed)


def level_of(body_kind: str, place_kind: str) -> str:
    """On which of the four levels a service point stands."""
    if place_kind == "village":
        return "village"
    if place_kind == "township" or body_kind == "township":
        return "township"
    return "county" if body_kind in ("centre", "government") else "branch"


def gap_index(county: frozenset[str], points: Mapping[str, frozenset[str]]) -> float:
    """How far the points below the county are behind it, 0 to 1: the mean share of its items that each lacks."""
    if not county or not points:
        return 0.0
    return sum(len(county - items) / len(county) for items in points.values()) / len(points)
