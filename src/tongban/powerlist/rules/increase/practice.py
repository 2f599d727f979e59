"""Live practice beside the published list: papers that notices asked people for though the list does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from tongban.powerlist.rules.increase.entry import Entry
from tongban.powerlist.rules.increase.findings import PRACTICE, Found, named, named_en, titles, titles_en


class Asked(Protocol):
    """A paper that notices asked for beyond the list, and how often."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def times(self) -> int: ...


def beyond_the_list(entries: Sequence[Entry], asked: Iterable[Asked]) -> Iterator[Found]:
    """One finding for each item whose cases were asked for papers that the list does not ask for."""
    by_code = {entry.code: entry for entry in entries}
    more: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        if one.code in by_code:
            more[one.code].append(one)
    for code, some in more.items():
        entry, names = (by_code[code],), tuple(one.name for one in some)
        times = sum(one.times for one in some)
        yield Found(
            PRACTICE, (), entry, 0, len(names), (), names,
            f"清单上{titles(entry)}不要{named(names)}，实际办件时要了 {times} 次。",
            f"The list of {titles_en(entry)} does not ask for {named_en(names)}; lived cases were asked {times} times.",
        )  # fmt: skip
