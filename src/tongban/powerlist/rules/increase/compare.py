"""Two versions of a list compared by what a person must really do; and the claim beside the true change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tongban.powerlist.rules.increase import matching
from tongban.powerlist.rules.increase.approvals import lives_on, reborn, still_asked
from tongban.powerlist.rules.increase.burden import Side, grown
from tongban.powerlist.rules.increase.entry import Claim, Entry
from tongban.powerlist.rules.increase.findings import Found
from tongban.powerlist.rules.increase.matching import Link, Matched, match
from tongban.powerlist.rules.increase.sets import alternatives, merged, really_merged, split
from tongban.powerlist.rules.increase.words import disguises


@dataclass(frozen=True, slots=True)
class Totals:
    """What a list asks in all: items, papers, steps, visits, days."""

    items: int
    papers: int
    steps: int
    visits: int
    days: int


@dataclass(frozen=True, slots=True)
class TrueChange:
    """The claim beside what really changed: lines that fell off the list, and items that people really need no more.

    Shares are percent of the old list's items, rounded down for the true one and to the nearest for the lines.
    """

    claimed: int | None
    before: Totals
    after: Totals
    off_the_list: int
    really_gone: int
    really_more: int

    @property
    def lines_share(self) -> int:
        """How much of the list seems to be gone when only lines are compared, in percent."""
        return round(100 * self.off_the_list / self.before.items) if self.before.items else 0

    @property
    def true_share(self) -> int:
        """How many handling items fewer a person has, in percent; below 0 when there are more."""
        net = self.really_gone - self.really_more
        return int(100 * net / self.before.items) if self.before.items else 0


@dataclass(frozen=True, slots=True)
class Compared:
    """All of one comparison."""

    matched: Matched
    findings: tuple[Found, ...]
    change: TrueChange


def compare(
    old: Sequence[Entry], new: Sequence[Entry], *, on: date, claim: Claim | None = None,
    words: tuple[str, ...] | None = None,
) -> Compared:  # fmt: skip
    """Compares two lists. `words` are those of the closed list in force on `on`, unless given."""
    closed = disguises(on) if words is None else words
    said = claim or Claim()
    found = reborn(match(old, new), closed)
    findings = [one for link in found.links for one in _of_link(link, said, closed)]
    findings += still_asked(found.gone, _kept(found))
    return Compared(found, tuple(findings), _true_change(old, new, found, said))


def _of_link(link: Link, claim: Claim, words: tuple[str, ...]) -> Iterator[Found]:
    if len(link.old) == 1:
        for part in link.new:
            yield from lives_on(link.old[0], part, words)
    if link.how == matching.MERGED:
        yield from merged(link.old, link.new[0], claim)
    elif link.how == matching.SPLIT:
        yield from split(link.old[0], link.new, claim)
    else:
        yield from grown(Side(link.old), Side(link.new), claim)


def _kept(found: Matched) -> list[tuple[Entry, Entry]]:
    """Each item of the new list beside what it was; one that is new beside an empty one."""
    pairs = [(link.old[0], now) for link in found.links for now in link.new]
    return pairs + [(Entry(code=now.code, name=now.name), now) for now in found.added]


def _totals(entries: Sequence[Entry]) -> Totals:
    return Totals(
        len(entries), sum(len(one.papers) for one in entries), sum(len(one.steps) for one in entries),
        sum(one.visits for one in entries), sum(one.days or 0 for one in entries),
    )  # fmt: skip


def _true_change(old: Sequence[Entry], new: Sequence[Entry], found: Matched, claim: Claim) -> TrueChange:
    names = {one.name for one in new}
    codes = {one.code for one in new}
    merges = sum(
        len(link.old) - 1 for link in found.links
        if link.how == matching.MERGED and really_merged(link.old, link.new[0])
    )  # fmt: skip
    more = sum(
        len(link.new) - 1 for link in found.links if link.how == matching.SPLIT and not alternatives(link.new)
    )  # fmt: skip
    return TrueChange(
        claim.percent, _totals(old), _totals(new),
        sum(one.code not in codes or one.name not in names for one in old), len(found.gone) + merges,
        len(found.added) + more,
    )  # fmt: skip
