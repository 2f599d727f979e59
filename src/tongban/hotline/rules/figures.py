"""The figures of the line, each with its base: closing, response, solution, satisfaction. Pure.

Orders left out by audit stand in no base of solution and satisfaction, and are counted apart; nothing else is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SATISFIED_FROM: Final = 3  # of five levels the last two are bad


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a base; `hundredths` is the share in hundredths of a percent, None where the base is empty."""

    part: int
    base: int

    @property
    def hundredths(self) -> int | None:
        """Rounded half up, so that 17,453 of 18,195 are 9592 (95.92 %)."""
        return (20_000 * self.part + self.base) // (2 * self.base) if self.base else None

    @property
    def percent(self) -> str:
        """As it is printed: 95.92 %."""
        share = self.hundredths
        return f"{share // 100}.{share % 100:02d} %" if share is not None else "—"


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted of the orders taken in a span.

    `taken` leaves out what was handed on at once or joined; `responded` in time of `dispatched`; `solved` and
    `content` of those who said so, without `excluded`.
    """

    taken: int
    closed: int
    dispatched: int
    responded: int
    judged: int
    solved: int
    rated: int
    content: int
    excluded: int
    late: int
    handed_on: int

    @property
    def closing(self) -> Share:
        """办结率: closed of taken."""
        return Share(self.closed, self.taken)

    @property
    def response(self) -> Share:
        """响应率: the person spoken with in time, of all dispatched."""
        return Share(self.responded, self.dispatched)

    @property
    def solution(self) -> Share:
        """解决率: who said it is solved, of all who were reached or said so themselves."""
        return Share(self.solved, self.judged)

    @property
    def satisfaction(self) -> Share:
        """满意率: the upper three levels of five, of all who gave one."""
        return Share(self.content, self.rated)
