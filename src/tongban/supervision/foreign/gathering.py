"""Turns the rows of any system into a `Log` by a map; a row that cannot be used is counted and named, never guessed."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any

from tongban.kernel.refusals import Refused
from tongban.supervision.foreign.faults import FIRST_YEAR, LAST_YEAR, MOST_STEPS, Faults, unreadable
from tongban.supervision.foreign.log import NONE, Event, Log
from tongban.supervision.foreign.mapping import Mapping
from tongban.supervision.foreign.stamps import FORMATS, HOME, Stamp, reader, zone_named
from tongban.supervision.foreign.tables import Table
from tongban.supervision.foreign.traces import Traces
from tongban.supervision.foreign.vocabulary import ENDS, STARTS

NO_STAMP = Stamp(NONE, NONE)
LONGEST_NAME = 200
Get = Callable[[Any], str]
Rows = Table | Traces


class _Gatherer:
    """Reads row by row with what the map says."""

    def __init__(self, rows: Rows, mapping: Mapping, faults: Faults) -> None:
        self._map, self._faults = mapping, faults
        self.log = Log(has_deadline=bool(mapping.deadline), has_finish=bool(mapping.finish))
        zone = zone_named(mapping.zone)
        self.log.zone = zone or _usual_offset(rows, mapping)
        self._get: dict[str, Get] = {role: rows.getter(name) for role, name in mapping.columns().items()}
        self._moment = reader(mapping.time_format, zone)
        self._limit = reader(mapping.deadline_format, zone, end_of_day=True)
        self._seen: dict[str, Stamp] = {}
        self._open: dict[tuple[int, int], array[int]] = {}
        self._phased = "transition" in self._get

    def take(self, line: int, row: Any) -> None:
        """One row: into the log, or among the faults."""
        phase = self._cell("transition", row).casefold() if self._phased else ""
        case, step = self._cell("case", row), self._cell("activity", row)
        if not case or not step:
            self._missing(line, "case" if not case else "activity")
            return
        try:
            text = self._cell("at", row)
            stamp = self._moment(text)
            begun = self._moment(started).moment if (started := self._cell("started", row)) else NONE
            deadline = self._stamp("deadline", row).moment
            finish = self._stamp("finish", row)
        except (ValueError, OverflowError) as error:
            self._bad_time(line, row, str(error))
            return
        key = (self.log.cases.number(case[:LONGEST_NAME]), self._step(step))
        self.log.read += 1
        if phase in STARTS:
            self._open.setdefault(key, array("q")).append(stamp.moment)
            return
        if phase not in ENDS:
            return
        if self._phased and (waiting := self._open.get(key)):
            begun = waiting.pop(0)
        person = self._cell("resource", row)[:LONGEST_NAME]
        number = self.log.persons.number(person) if person else NONE
        self.log.add(Event(*key, stamp.moment, stamp.day, number, deadline, finish.moment, finish.day), begun)

    def _cell(self, role: str, row: Any) -> str:
        get = self._get.get(role)
        return get(row).strip() if get else ""

    def _stamp(self, role: str, row: Any) -> Stamp:
        """A time of the whole case; the same text comes again and again, so it is read once."""
        text = self._cell(role, row)
        if not text:
            return NO_STAMP
        if text not in self._seen:
            if len(self._seen) > 100_000:
                self._seen.clear()
            self._seen[text] = self._limit(text)
        return self._seen[text]

    def _step(self, name: str) -> int:
        number = self.log.steps.number(name[:LONGEST_NAME])
        if number >= MOST_STEPS:
            raise unreadable(
                "many_steps",
                "列 {column} 有 {most} 种以上不同的值，不像环节。请用 --map 另指一列。",
                "The column {column} has more than {most} different values: these are no steps. Name another by --map.",
                column=self._map.activity,
                most=MOST_STEPS,
            )
        return number

    def _missing(self, line: int, role: str) -> None:
        column = getattr(self._map, role)
        self._faults.add(line, f"列 {column} 是空的，应有值。", f"The column {column} is empty.")

    def _bad_time(self, line: int, row: Any, text: str) -> None:
        """Names the column whose time cannot be read."""
        for role in ("at", "started", "deadline", "finish"):
            read = self._moment if role in ("at", "started") else self._limit
            cell = self._cell(role, row)
            try:
                if cell or role == "at":
                    read(cell)
            except (ValueError, OverflowError):
                column, text = getattr(self._map, role), cell[:40]
                break
        years = f"{FIRST_YEAR}–{LAST_YEAR}"
        self._faults.add(
            line,
            f"列 {column} 的时间“{text}”读不出，或不在 {years} 年之间。",
            f"The time {text!r} in column {column} cannot be read or is not in {years}.",
        )


def _usual_offset(rows: Rows, mapping: Mapping) -> tzinfo:
    """The offset in which times are shown again: the most frequent one of the first rows."""
    get: Get = rows.getter(mapping.at)
    parse = FORMATS[mapping.time_format]
    found: Counter[timedelta] = Counter()
    for row in rows.head(1_000):
        try:
            at: datetime = parse(get(row).strip())
        except (ValueError, OverflowError):
            continue
        if at.tzinfo is not None:
            found[at.utcoffset() or timedelta()] += 1
    if not found:
        return HOME
    offset = found.most_common(1)[0][0]
    return timezone(offset) if offset else UTC


def gather(rows: Rows, mapping: Mapping, file: str) -> Log:
    """The log of a file; its faults go to `rows.faults`. Refuses a file in which no row can be used."""
    gatherer = _Gatherer(rows, mapping, rows.faults)
    for line, row in rows:
        gatherer.take(line, row)
    if not len(gatherer.log):
        raise no_rows(file, rows.faults)
    return gatherer.log


def no_rows(file: str, faults: Faults) -> Refused:
    """A file in which no row can be used, with what is wrong with the first."""
    first = faults.named[0] if faults.named else None
    return unreadable(
        "no_rows",
        "{file} 没有一行可用，只有表头或全是坏行{said}。",
        "{file} has no row that can be used{told}.",
        file=file,
        said=f"；第 {first.line} 行：{first.zh.rstrip('。')}" if first else "",
        told=f"; line {first.line}: {first.en.rstrip('.')}" if first else "",
    )
