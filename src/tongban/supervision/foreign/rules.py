"""What a foreign log is held against: time limits, steps that must not be missing, work that two persons must do.

Pure values and their TOML form. Steps are names; both engines ask for their numbers in one log (`Yardstick`).
"""

from __future__ import annotations

from dataclasses import dataclass

from tongban.supervision.foreign.log import Log
from tongban.supervision.foreign.tomlwords import listed, quoted

START, FINISH = "@start", "@finish"
WORKING_DAY, DAY, HOUR = "working_day", "day", "hour"
UNITS = {WORKING_DAY: "个工作日", DAY: "天", HOUR: "小时"}
WHOLE = -1


@dataclass(frozen=True, slots=True)
class Limit:
    """From the first `begins` to the last `ends` at most `within` units; `source` is the article that says so."""

    name: str
    begins: str
    ends: str
    within: int
    unit: str = WORKING_DAY
    source: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one process. `proposed` rules were read off the log itself and are nobody's decision yet.

    `must` are steps in their order; `separate` are pairs that one person must not do in one case; `one_hand` objects to
    a case all of whose steps one person did.
    """

    must: tuple[str, ...] = ()
    separate: tuple[tuple[str, str], ...] = ()
    one_hand: bool = False
    limits: tuple[Limit, ...] = ()
    proposed: bool = False

    def toml(self) -> str:
        """The rules as a file that a person can edit."""
        lines = [
            "# 每件都要经过的环节，按先后写。后面的环节已经做了、这一环节却没有的，是漏环节。",
            f"must = [{''.join(f'{chr(10)}  {quoted(step)},' for step in self.must)}{chr(10) if self.must else ''}]",
            "# 同一件中不得由同一人办理的两个环节",
            f"separate = [{''.join(f'{chr(10)}  {listed(pair)},' for pair in self.separate)}"
            f"{chr(10) if self.separate else ''}]",
            "# 整件由一人办完的，是否列出",
            f"one_hand = {str(self.one_hand).lower()}",
        ]
        for limit in self.limits:
            lines += ["", "[[limit]]", f"name = {quoted(limit.name)}", f"from = {quoted(limit.begins)}"]
            lines += [f"to = {quoted(limit.ends)}", f"within = {limit.within}", f"unit = {quoted(limit.unit)}"]
            lines += [f"source = {quoted(limit.source)}"]
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Span:
    """A limit in numbers: `begins` and `ends` are steps of the log, `WHOLE` the case's own start or finish."""

    begins: int
    ends: int
    within: int
    unit: str


@dataclass(frozen=True, slots=True)
class Yardstick:
    """The rules in the numbers of one log, and the moment at which its open cases are judged."""

    has_deadline: bool
    has_finish: bool
    must: tuple[int, ...] = ()
    separate: tuple[tuple[int, int], ...] = ()
    one_hand: bool = False
    spans: tuple[Span, ...] = ()
    steps: int = 1
    latest: int = 0
    latest_day: int = 1

    @property
    def wanted(self) -> frozenset[int]:
        """The steps whose persons must be remembered."""
        return frozenset(step for pair in self.separate for step in pair)


def yardstick(rules: Rules, log: Log) -> Yardstick:
    """The rules for one log; a step that the log never has gets a number too, and every case lacks it."""

    def place(step: str) -> int:
        return WHOLE if step in (START, FINISH) else log.steps.number(step)

    must = tuple(map(place, rules.must))
    separate = tuple((place(one), place(other)) for one, other in rules.separate)
    spans = tuple(Span(place(one.begins), place(one.ends), one.within, one.unit) for one in rules.limits)
    latest, day = log.latest()
    return Yardstick(
        has_deadline=log.has_deadline,
        has_finish=log.has_finish,
        must=must,
        separate=separate,
        one_hand=rules.one_hand,
        spans=spans,
        steps=max(1, len(log.steps)),
        latest=latest,
        latest_day=day,
    )
