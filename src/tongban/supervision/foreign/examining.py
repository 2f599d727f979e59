"""Examines one foreign log from file to findings: read, mapped, gathered, judged, measured. It writes nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tongban.supervision.foreign.calendars import Days, named
from tongban.supervision.foreign.durations import Lived, lived
from tongban.supervision.foreign.faults import Faults
from tongban.supervision.foreign.gathering import gather, no_rows
from tongban.supervision.foreign.guessing import propose_rules
from tongban.supervision.foreign.judging import BY_DEADLINE, KINDS, Finding, judged
from tongban.supervision.foreign.log import NONE, Log
from tongban.supervision.foreign.mapping import Mapping, read_mapping
from tongban.supervision.foreign.proposing import SAMPLE, Proposal, propose
from tongban.supervision.foreign.rulefile import absent_steps, read_rules
from tongban.supervision.foreign.rules import FINISH, Rules, Yardstick, yardstick
from tongban.supervision.foreign.sources import Source, opened
from tongban.supervision.foreign.tables import Table
from tongban.supervision.foreign.traces import Traces

Engine = Callable[[Log, Yardstick, Days], list[Finding]]


@dataclass(frozen=True, slots=True)
class Examined:
    """All that is known of a log: what it says, how it was read, what was found."""

    file: str
    digest: str
    kind: str
    log: Log
    mapping: Mapping
    mapping_proposed: bool
    rules: Rules
    calendar: str
    faults: Faults
    doubts: tuple[str, ...]
    findings: tuple[Finding, ...]
    flow: Lived
    engine: str

    def cases_with(self, kind: str) -> int:
        """How many cases have a finding of a kind."""
        return len({finding.case for finding in self.findings if finding.kind == kind})

    def ended(self) -> int:
        """How many cases are finished: those with a time of finishing, or all where the log has no such field."""
        if not self.log.has_finish:
            return len(self.log.cases)
        return len({case for case, end in zip(self.log.case, self.log.finish, strict=True) if end != NONE})

    def judges_late(self) -> bool:
        """Whether there is anything to be late against."""
        return self.log.has_deadline or bool(self.rules.limits)

    def late_against(self) -> list[str] | None:
        """The two fields or steps that were compared: the first yardstick there is."""
        if self.log.has_deadline:
            return [self.mapping.deadline, self.mapping.finish or self.mapping.at]
        if self.rules.limits:
            limit = self.rules.limits[0]
            return [limit.begins, (self.mapping.finish or self.mapping.at) if limit.ends == FINISH else limit.ends]
        return None


def by_events(log: Log, yard: Yardstick, days: Days) -> list[Finding]:
    """The checks event by event."""
    return judged(log.events(), yard, days)


def examine(
    path: Path,
    *,
    mapping: Path | None = None,
    rules: Path | None = None,
    calendar: str = "CN",
    engine: Engine = by_events,
) -> Examined:
    """Examines a log; raises `Refused` with one sentence when file, map, rules or calendar cannot be used.

    `engine` finds: `by_events`, or `on_duckdb.found_in`, which starts more slowly and pays from millions of events on.
    """
    days = named(calendar)
    with opened(path) as source:
        rows = _reader(source)
        head: Sequence[Any] = rows.head(SAMPLE)
        if not head:
            raise no_rows(path.name, rows.faults)
        if mapping:
            proposal = Proposal(read_mapping(mapping, rows.names), ())
        else:
            proposal = propose(rows.names, lambda name: list(map(_getter(rows, name), head)), path.name)
        chosen, doubts = proposal.mapping, proposal.doubts
        log = gather(rows, chosen, path.name)
    wanted = read_rules(rules) if rules else propose_rules(log)
    absent = absent_steps(wanted, log.steps.texts)
    findings = engine(log, yardstick(wanted, log), days)
    name = path.name.encode("utf-8", "replace").decode()
    return Examined(
        name, _digest(path), rows.kind, log, chosen, mapping is None, wanted, calendar, rows.faults,
        (*doubts, *absent, *_notes(log)), tuple(sorted(findings, key=_rank)), lived(log),
        "events" if engine is by_events else "columns",
    )  # fmt: skip


def _reader(source: Source) -> Table | Traces:
    """XES by its first sign, not by its name."""
    start = source.sample()[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    xml = start.startswith(b"<") or start.replace(b"\0", b"").lstrip(b"\xff\xfe").startswith(b"<?xml")
    return Traces(source) if xml else Table(source)


def _getter(rows: Table | Traces, name: str) -> Callable[[Any], str]:
    return rows.getter(name)


def _rank(finding: Finding) -> tuple[int, int, int, int, int]:
    """By kind, the worst first."""
    return (KINDS.index(finding.kind), -finding.value, finding.case, finding.a, finding.b)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _notes(log: Log) -> list[str]:
    """What the reader should know of the cases' own deadlines."""
    if not log.has_deadline:
        return []
    first: dict[int, int] = {}
    moved: set[int] = set()
    for case, deadline in zip(log.case, log.deadline, strict=True):
        if deadline != NONE and first.setdefault(case, deadline) != deadline:
            moved.add(case)
    said = []
    if moved:
        said.append(f"{len(moved)} 件的截止时间在记录中前后不一，按最早的一次判断。")
    if lacking := len(log.cases) - len(first):
        said.append(f"{lacking} 件没有截止时间，不按截止时间判断。")
    return said


def by_yardstick(examined: Examined) -> list[tuple[str, int]]:
    """How many cases are late by each yardstick: the deadline, then each limit by its name."""
    cases = Counter((finding.a, finding.case) for finding in examined.findings if finding.kind == "late")
    late = Counter(place for place, _ in cases)
    rows = [("截止时间", late[BY_DEADLINE])] if examined.log.has_deadline else []
    return rows + [(limit.name, late[place]) for place, limit in enumerate(examined.rules.limits)]
