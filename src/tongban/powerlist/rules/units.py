"""Units of figures that forms ask for, in English. The list office writes them in Chinese only; pure words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# What forms ask figures in, as English says it; the list office writes units in Chinese only.
UNITS_EN: Final[Mapping[str, str]] = {
    "平方米": "m²", "立方米": "m³", "万立方米": "10,000 m³", "米": "m", "公里": "km",
    "千克": "kg", "公斤": "kg", "吨": "t",
    "亩": "mu", "公顷": "ha", "元": "yuan", "万元": "10,000 yuan", "人": "people", "户": "households", "个": "",
    "层": "floors",
    "辆": "vehicles", "株": "trees", "张": "", "天": "days", "小时": "hours", "个月": "months", "年": "years",
    "个工作日": "working days", "工作日": "working days",
}  # fmt: skip


def unit_in(unit: str, language: str) -> str:
    """The unit of a figure in the language shown; one that nobody has translated stays as the list office wrote it."""
    return UNITS_EN.get(unit, unit) if language == "en" else unit
