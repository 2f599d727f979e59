"""A foreign log as columns of numbers, however it was written: what both engines and all pictures read.

Cases, steps and persons are numbered in the order of their first appearance; a value that is missing is `NONE`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import NamedTuple

NONE = -(1 << 62)


def _wide() -> array[int]:
    return array("q")


class Event(NamedTuple):
    """One finished step: numbers into the names, moments in microseconds, days as ordinals."""

    case: int
    step: int
    moment: int
    day: int
    person: int
    deadline: int
    finish: int
    finish_day: int


@dataclass(slots=True)
class Names:
    """Texts, each with its number."""

    texts: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def number(self, text: str) -> int:
        """The number of a text, a new one for a new text."""
        found = self._numbers.setdefault(text, len(self.texts))
        if found == len(self.texts):
            self.texts.append(text)
        return found

    def find(self, text: str) -> int:
        """The number of a text, or `NONE`."""
        return self._numbers.get(text, NONE)

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, number: int) -> str:
        return self.texts[number]


@dataclass(slots=True)
class Log:
    """The columns; row `n` of each is the n-th finished step of the file. `begun` is when work on it started.

    `read` counts all good rows, those too that only say that a step began.
    """

    read: int = 0
    has_deadline: bool = False
    has_finish: bool = False
    zone: tzinfo = UTC
    cases: Names = field(default_factory=Names)
    steps: Names = field(default_factory=Names)
    persons: Names = field(default_factory=Names)
    case: array[int] = field(default_factory=_wide)
    step: array[int] = field(default_factory=_wide)
    moment: array[int] = field(default_factory=_wide)
    day: array[int] = field(default_factory=_wide)
    person: array[int] = field(default_factory=_wide)
    deadline: array[int] = field(default_factory=_wide)
    finish: array[int] = field(default_factory=_wide)
    finish_day: array[int] = field(default_factory=_wide)
    begun: array[int] = field(default_factory=_wide)

    def __len__(self) -> int:
        return len(self.case)

    def add(self, event: Event, begun: int = NONE) -> None:
        """One more step."""
        self.case.append(event.case)
        self.step.append(event.step)
        self.moment.append(event.moment)
        self.day.append(event.day)
        self.person.append(event.person)
        self.deadline.append(event.deadline)
        self.finish.append(event.finish)
        self.finish_day.append(event.finish_day)
        self.begun.append(begun)

    def events(self) -> Iterator[Event]:
        """The steps in the order of the file."""
        columns = (self.case, self.step, self.moment, self.day, self.person)
        return map(Event, *columns, self.deadline, self.finish, self.finish_day)

    def latest(self) -> tuple[int, int]:
        """The last moment and the last day of the log: the day on which its open cases are judged."""
        return (max(self.moment), max(self.day)) if self.moment else (0, 1)

    def order(self) -> list[int]:
        """The rows by case, then by time, then as they stand in the file."""
        return [row for _, _, row in sorted(zip(self.case, self.moment, range(len(self)), strict=True))]
