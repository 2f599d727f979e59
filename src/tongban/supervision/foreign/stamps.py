"""Reads the times of other systems: ISO with or without offset, the ways of Chinese and European tables, epochs.

One format is chosen for a column from a sample and then kept, so that 03/04 is never read two ways in one file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tongban.supervision.foreign.faults import FIRST_YEAR, LAST_YEAR, unreadable

ISO: Final = "iso"
WRITTEN: Final = "written"
HOME: Final = ZoneInfo("Asia/Shanghai")
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICRO: Final = timedelta(microseconds=1)
DAY_ONLY: Final = re.compile(r"\d{1,4}\D\d{1,2}\D\d{1,4}日?|\d{8}")
_CLOCK: Final = r"(?:[ T]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?)?"
_CHINESE: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日\s*(?:(\d{1,2})[时:](\d{1,2})(?:[分:](\d{1,2})?秒?)?)?")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})" + _CLOCK)
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})" + _CLOCK)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment in microseconds since 1970 (UTC) and the local day it falls on, as an ordinal."""

    moment: int
    day: int


def _iso(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _numbers(pattern: re.Pattern[str], order: tuple[int, int, int]) -> Callable[[str], datetime]:
    def read(text: str) -> datetime:
        match = pattern.fullmatch(text)
        if match is None:
            raise ValueError(text)
        parts = [int(part or 0) for part in match.groups()]
        year, month, day = (parts[place] for place in order)
        hour, minute, second = parts[3:]
        return datetime(year, month, day, hour, minute, second)

    return read


def _epoch(unit: int) -> Callable[[str], datetime]:
    def read(text: str) -> datetime:
        return EPOCH + timedelta(seconds=int(text) / unit)

    return read


# In this order: the first that reads the whole sample is taken.
FORMATS: Final[dict[str, Callable[[str], datetime]]] = {
    ISO: _iso,
    "year-first": _numbers(_YEAR_FIRST, (0, 1, 2)),
    "chinese": _numbers(_CHINESE, (0, 1, 2)),
    "day-first": _numbers(_DAY_FIRST, (2, 1, 0)),
    "month-first": _numbers(_DAY_FIRST, (2, 0, 1)),
    "epoch-seconds": _epoch(1),
    "epoch-milliseconds": _epoch(1_000),
}


def _reads(name: str, text: str) -> bool:
    if name == ISO and text.isdigit():
        return len(text) == 8 and _plausible(name, text)
    return _plausible(name, text)


def _plausible(name: str, text: str) -> bool:
    try:
        return FIRST_YEAR < FORMATS[name](text).year <= LAST_YEAR
    except (ValueError, OverflowError):
        return False


def best_format(sample: Sequence[str]) -> tuple[str | None, float]:
    """The format that reads most of a column's values, and the share that it reads; None when it is no time."""
    filled = [text.strip() for text in sample if text.strip()]
    if not filled:
        return None, 0.0
    shares = {name: sum(_reads(name, text) for text in filled) / len(filled) for name in FORMATS}
    best = max(shares, key=lambda name: shares[name])
    return (best, shares[best]) if shares[best] >= 0.5 else (None, shares[best])


def ambiguous(sample: Sequence[str], chosen: str | None) -> bool:
    """Whether day first and month first both read the whole sample, so that a person must say which it is."""
    if chosen not in ("day-first", "month-first"):
        return False
    filled = [text.strip() for text in sample if text.strip()]
    return all(_reads("month-first", text) and _reads("day-first", text) for text in filled)


def zone_named(name: str) -> tzinfo | None:
    """The zone in which days are counted; None for "written": the day that stands in the file."""
    if name == WRITTEN:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise unreadable(
            "zone",
            "映射中的时区 {zone} 不存在。请写 written（按原文日期）或 Asia/Shanghai 一类的名称。",
            "The zone {zone} of the map does not exist. Write written (the day as written) or a name "
            "like Asia/Shanghai.",
            zone=repr(name),
        ) from None


def reader(name: str, zone: tzinfo | None, *, end_of_day: bool = False) -> Callable[[str], Stamp]:
    """A function from text to `Stamp`, raising ValueError; `end_of_day` lets a bare date last until its midnight."""
    parse = FORMATS[name]

    def read(text: str) -> Stamp:
        at = parse(text)
        if not FIRST_YEAR <= at.year <= LAST_YEAR:
            raise ValueError(text)
        if end_of_day and DAY_ONLY.fullmatch(text):
            at += timedelta(days=1) - MICRO
        if at.tzinfo is None:
            at = at.replace(tzinfo=zone or HOME)
        elif zone is not None:
            at = at.astimezone(zone)
        return Stamp((at - EPOCH) // MICRO, at.toordinal())

    return read


def moment_at(moment: int, zone: tzinfo) -> datetime:
    """A moment as a time of a zone."""
    return (EPOCH + moment * MICRO).astimezone(zone)
