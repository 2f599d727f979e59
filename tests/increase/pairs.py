"""The pairs of lists written by hand for 明减暗增: half honest, half hidden increases; every third is held back.

The file says for each pair why it is what it is, and for a hidden increase which kinds of finding name it. Marks behind
a paper: `*3` three copies, `?` in a situation only, `^` held by the platform. `d` are working days, `D` calendar days.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from tongban.powerlist.rules.increase.compare import Compared, compare
from tongban.powerlist.rules.increase.entry import Charge, Claim, Entry, Paper

ON: Final = date(2026, 11, 20)
FILE: Final = Path(__file__).with_name("pairs.json")
# Made to defeat the rules after they stood; what three of them showed became rules, so these are seen now.
HARDER: Final = Path(__file__).with_name("harder.json")
# Of the same three kinds in other matters, written before those rules and not looked at while they were made.
LATER: Final = Path(__file__).with_name("later.json")
MARKED: Final = re.compile(r"^(.*?)(?:\*(\d+))?(\?)?$")
STEPS: Final = ("受理", "审查", "决定", "送达")


@dataclass(frozen=True)
class Pair:
    """Two lists, what was announced, and which kinds of finding name the increase (none: honest)."""

    id: int
    why: str
    hidden: frozenset[str]
    old: tuple[Entry, ...]
    new: tuple[Entry, ...]
    claim: Claim

    @property
    def held_back(self) -> bool:
        """Not looked at while the rules were made."""
        return self.id % 3 == 0

    def compared(self, words: tuple[str, ...] | None = None) -> Compared:
        """The comparison of the pair."""
        return compare(self.old, self.new, on=ON, claim=self.claim, words=words)


@dataclass(frozen=True)
class Figures:
    """How a set of pairs was judged, with the pairs that were judged wrongly."""

    hidden: int
    honest: int
    missed: tuple[str, ...]
    wronged: tuple[str, ...]

    @property
    def recall(self) -> float:
        """The share of hidden increases that were named by a kind that is theirs."""
        return 1 - len(self.missed) / self.hidden

    @property
    def false_alarms(self) -> float:
        """The share of honest changes with any finding."""
        return len(self.wronged) / self.honest

    def __str__(self) -> str:
        return (
            f"recall {self.recall:.3f} of {self.hidden}, false alarms {self.false_alarms:.3f} of {self.honest}; "
            f"missed {list(self.missed)}, wronged {list(self.wronged)}"
        )


def pairs(file: Path = FILE) -> tuple[Pair, ...]:
    """All pairs of a file."""
    return tuple(_pair(one) for one in json.loads(file.read_text(encoding="utf-8")))


def _pair(one: dict[str, Any]) -> Pair:
    old, new = tuple(map(_entry, one["old"])), tuple(map(_entry, one["new"]))
    before = tuple((entry.code, tuple(one["before"])) for entry in old) if "before" in one else ()
    claim = Claim(cut=tuple(one.get("cut", ())), before=before)
    return Pair(one["id"], one["why"], frozenset(one["hidden"]), old, new, claim)


def _entry(one: dict[str, Any]) -> Entry:
    return Entry(
        code=one["c"], name=one["n"], kind=one.get("k", "01"), body=one.get("o", ""), bases=tuple(one["b"]),
        papers=tuple(_paper(text) for text in one["m"] if not text.endswith("^")), steps=tuple(one.get("s", STEPS)),
        visits=one.get("v", 1), days=one["d"] if "d" in one else one["D"] * 5 // 7,
        charges=tuple(Charge(*text.split(":")) for text in one.get("f", ())),
        intermediaries=tuple(one.get("i", ())), preconditions=tuple(one.get("p", ())),
        conditions=tuple(one.get("q", ())), uncounted=tuple(one.get("u", ())),
    )  # fmt: skip


def _paper(text: str) -> Paper:
    found = MARKED.match(text)
    assert found is not None
    return Paper(found[1], int(found[2] or 1), found[3] is None)


def judged(some: Iterable[Pair], words: tuple[str, ...] | None = None) -> Figures:
    """How the comparison judges a set of pairs."""
    hidden = honest = 0
    missed, wronged = [], []
    for pair in some:
        kinds = {found.kind for found in pair.compared(words).findings}
        if pair.hidden:
            hidden += 1
            missed += [] if kinds & pair.hidden else [f"{pair.id} {pair.why} {sorted(kinds)}"]
        else:
            honest += 1
            wronged += [f"{pair.id} {pair.why} {sorted(kinds)}"] if kinds else []
    return Figures(hidden, honest, tuple(missed), tuple(wronged))
