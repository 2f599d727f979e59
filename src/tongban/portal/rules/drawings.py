"""How time is drawn: states with their words and shapes, cells of the ruler as classes, several rulers on one axis.

It draws what the clock's Ruler says; which day is used, paused or over is decided in `kernel.clock` alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from tongban.kernel.clock.ruler import Cell

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
    return STATES[key][2 if language == "en" else 1]


def cell_class(cell: Cell, *, soft: bool = False) -> str:
    """The classes of one cell.

    p not counted, o over, y over a step's own limit (`soft`), d done, u used; w after rest days, end the limit.
    """
    kinds = (
        ("p", cell.paused),
        ("y", cell.over and soft),
        ("o", cell.over),
        ("d", cell.done),
        ("u", cell.used),
    )
    marks = (("w", cell.week_starts), ("end", cell.is_limit))
    kind = [name for name, holds in kinds if holds][:1]
    return " ".join(kind + [name for name, holds in marks if holds])


@lru_cache(maxsize=2048)
def cells_html(cells: tuple[Cell, ...], *, soft: bool = False) -> str:
    """The cells of a ruler, one element each; the classes are words of ours.

    A cell that lies ahead has none: of a limit of three months that is most cells, and a page has fifty rulers.
    """
    drawn = (cell_class(cell, soft=soft) for cell in cells)
    return "".join(f'<i class="{names}"></i>' if names else "<i></i>" for names in drawn)


def shared_axis(rulers: Sequence[Sequence[Cell]], today: date) -> tuple[AxisDay, ...]:
    """The days of all rulers in order, labelled so that no two labels touch each other or the word of today."""
    days = sorted({cell.day for cells in rulers for cell in cells})
    gaps = [later - earlier > timedelta(days=1) for earlier, later in pairwise(days)]
    labels = _axis_labels(days, today)
    return tuple(
        AxisDay(day, label, gap, day == today) for day, label, gap in zip(days, labels, [False, *gaps], strict=False)
    )


def _axis_labels(days: Sequence[date], today: date) -> list[str]:
    """The first and last day, and every third between; the month stands with the first label and where it changes."""
    labels = [""] * len(days)
    last = len(days) - 1
    month = 0
    for place, day in enumerate(days):
        beside_today = any(days[other] == today for other in (place - 1, place, place + 1) if 0 <= other <= last)
        wanted = place == last or (place % 3 == 0 and last - place > 1)
        if wanted and not beside_today:
            labels[place] = str(day.day) if day.month == month else f"{day.month}/{day.day}"
            month = day.month
    return labels


def on_axis(cells: Sequence[Cell], axis: Sequence[AxisDay], *, soft: bool = False) -> tuple[str, ...]:
    """One ruler as classes on the shared axis; days outside it are x (nothing there)."""
    by_day = {cell.day: cell_class(cell, soft=soft) for cell in cells}
    drawn = []
    for column in axis:
        names = [name for name in by_day.get(column.day, "x").split() if name != "w"]
        drawn.append(" ".join(names + ["w"] if column.week_starts else names))
    return tuple(drawn)


def place_on_scale(value: int, most: int, width: int = 108) -> int:
    """Where a dot stands on a scale from 0 to `most`, in units of its drawing with a margin of 6."""
    return 6 + (round(width * min(value, most) / most) if most else 0)
