"""How time is drawn: states with their words and shapes, cells of the ruler as classes, several rulers on one axis.

It draws what the clock's Ruler says; which day is used, paused or over is decided in `kernel.clock` alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from tongban.portal.rules.dates import amount_words, english

# State → (shape in icons.svg, Chinese, English). The first block is the clock's, the second the delegation matrix's.
STATES = {
    "on": ("on", "按时", "on time"),
    "near": ("near", "临期", "due soon"),
    "yellow": ("yellow", "黄牌", "yellow card"),
    "red": ("red", "红牌", "red card"),
    "double_red": ("dred", "双红牌", "double red card"),
    "paused": ("paused", "不计时", "not counted"),
    "deemed": ("deemed", "视为受理", "deemed accepted"),
    "done": ("done", "已办结", "done"),
    "trial": ("trial", "试行", "on trial"),
    "gap": ("gap", "未就绪", "not ready"),
    "idle": ("idle", "闲置", "idle"),
    "misused": ("misused", "用不好", "cannot use well"),
    "hollow": ("hollow", "空转", "hollow"),
    "back": ("back", "已收回", "taken back"),
    "todo": ("", "待办", "to do"),
}


class DrawnCell(Protocol):
    """One cell of the clock's ruler: one unit of time."""

    @property
    def day(self) -> date | None: ...
    @property
    def used(self) -> bool: ...
    @property
    def over(self) -> bool: ...
    @property
    def paused(self) -> bool: ...
    @property
    def done(self) -> bool: ...
    @property
    def is_limit(self) -> bool: ...
    @property
    def week_starts(self) -> bool: ...
    @property
    def today(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class AxisDay:
    """One column of an axis that several rulers share; `label` is empty where the dates would run into each other."""

    day: date
    label: str
    week_starts: bool
    today: bool


def state_key(value: object) -> str:
    """The state's name of a Standing, an enum or plain text; unknown names are a fault of the caller."""
    state = getattr(value, "state", value)
    key = str(getattr(state, "value", state))
    if key not in STATES:
        raise ValueError(f"no such state: {key}")
    return key


def state_word(key: str, language: str) -> str:
    """The word of a state."""
    return STATES[key][2 if english(language) else 1]


def cell_class(cell: DrawnCell, *, soft: bool = False) -> str:
    """The classes of one cell: u used, o over (y when a step's own limit, `soft`), p paused, d done; w week, end limit."""
    kinds = (("p", cell.paused), ("o", cell.over and not soft), ("y", cell.over), ("d", cell.done), ("u", cell.used))
    names = [next((name for name, holds in kinds if holds), "")]
    names += ["w"] if cell.week_starts else []
    names += ["end"] if cell.is_limit else []
    return " ".join(name for name in names if name)


def ruler_words(cells: Sequence[DrawnCell], unit: str, language: str, *, lead: str = "") -> str:
    """The ruler as a sentence for those who do not see it: limit, used, not counted, over, done."""
    counted = [cell for cell in cells if not cell.paused]
    limit = next((place + 1 for place, cell in enumerate(counted) if cell.is_limit), len(counted))
    over = sum(cell.over for cell in counted)
    spent = sum(cell.used or cell.done or cell.over for cell in counted)
    paused = len(cells) - len(counted)
    done = any(cell.done for cell in counted)
    if english(language):
        return _ruler_words_en(limit, spent, over, paused, done, unit, lead)
    parts = [f"{lead or '限'} {amount_words(limit, unit, language)}", f"{'用' if done else '已用'} {spent} 个{'办结' if done else ''}"]
    parts += [f"超 {over} 个"] if over else []
    parts += [f"另有 {paused} 个不计时"] if paused else []
    return "，".join(parts)


def _ruler_words_en(limit: int, spent: int, over: int, paused: int, done: bool, unit: str, lead: str) -> str:
    parts = [f"{lead or 'limit'} {amount_words(limit, unit, 'en')}", f"{'done after' if done else 'used'} {spent}"]
    parts += [f"{over} over"] if over else []
    parts += [f"{paused} not counted"] if paused else []
    return ", ".join(parts)


def shared_axis(rulers: Sequence[Sequence[DrawnCell]], today: date) -> tuple[AxisDay, ...]:
    """The days of all rulers in order; every third is labelled, and the month where it changes."""
    days = sorted({cell.day for cells in rulers for cell in cells if cell.day is not None})
    axis: list[AxisDay] = []
    for place, day in enumerate(days):
        gap = place > 0 and day - days[place - 1] > timedelta(days=1)
        near_today = any(abs(place - other) < 2 and days[other] == today for other in range(max(0, place - 1), min(len(days), place + 2)))
        new_month = place == 0 or day.month != days[place - 1].month
        label = "" if near_today or (place % 3 and place != len(days) - 1) else f"{day.month}/{day.day}" if new_month else str(day.day)
        axis.append(AxisDay(day, label, gap, day == today))
    return tuple(axis)


def on_axis(cells: Sequence[DrawnCell], axis: Sequence[AxisDay], *, soft: bool = False) -> tuple[str, ...]:
    """One ruler as classes on the shared axis; days outside it are x (nothing there)."""
    by_day = {cell.day: cell_class(cell, soft=soft) for cell in cells}
    drawn = []
    for column in axis:
        names = [name for name in by_day.get(column.day, "x").split() if name != "w"]
        drawn.append(" ".join(names + ["w"] if column.week_starts else names))
    return tuple(drawn)
