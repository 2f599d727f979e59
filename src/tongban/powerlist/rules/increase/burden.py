"""One matter in both lists: in what it asks more of a person than before. Each way is one small rule of a table.

A rule sees both sides as sums: of merged and split items all parts that one person goes through.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tongban.powerlist.rules.increase import findings as kinds
from tongban.powerlist.rules.increase import papers
from tongban.powerlist.rules.increase.entry import Charge, Claim, Entry, Paper
from tongban.powerlist.rules.increase.findings import Found, named, named_en, titles, titles_en
from tongban.powerlist.rules.increase.text import (
    alike,
    paper_subject,
    plain,
    step_class,
    step_parts,
    unmatched,
)

RATE: Final = re.compile(r"\d+(?:\.\d+)?")
ALIKE_CONDITION: Final = 0.5
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The items of one side as one: what a person who goes through all of them does."""

    entries: tuple[Entry, ...]

    @property
    def papers(self) -> tuple[Paper, ...]:
        """Every paper; of several items handled together each once."""
        every = papers.singly([paper for entry in self.entries for paper in entry.papers])
        return papers.distinct(every) if len(self.entries) > 1 else every

    def names(self, field: str) -> Names:
        """The words of one field of all items."""
        return tuple(text for entry in self.entries for text in getattr(entry, field))

    @property
    def visits(self) -> int:
        """All visits."""
        return sum(entry.visits for entry in self.entries)

    @property
    def days(self) -> int | None:
        """All days; None when an item does not say."""
        each = [entry.days for entry in self.entries]
        return None if None in each else sum(day for day in each if day is not None)

    @property
    def charges(self) -> tuple[Charge, ...]:
        """All charges."""
        return tuple(charge for entry in self.entries for charge in entry.charges)


Rule = Callable[[Side, Side, Claim], Iterator[Found]]


def grown(old: Side, new: Side, claim: Claim) -> Iterator[Found]:
    """Every way in which the new side asks more than the old."""
    for rule in RULES:
        yield from rule(old, new, claim)


def _found(kind: str, old: Side, new: Side, figures: tuple[int | None, int | None], words: tuple[Names, Names],
           zh: str, en: str) -> Found:  # fmt: skip
    return Found(kind, old.entries, new.entries, *figures, *words, zh, en)


def _papers(old: Side, new: Side, _claim: Claim) -> Iterator[Found]:
    before, after = papers.total(old.papers), papers.total(new.papers)
    gone, added = papers.changed(old.papers, new.papers)
    if after > before and added:
        less = f"，虽然不再要{named(gone)}" if gone else ""
        yield _found(
            kinds.MATERIALS, old, new, (len(old.papers), len(new.papers)), (gone, added),
            f"{titles(new.entries)}多要或者加重了{named(added)}{less}：材料由 {len(old.papers)} 份变为"
            f" {len(new.papers)} 份，总起来更难备齐。",
            f"{titles_en(new.entries)} asks for {named_en(added)} more or heavier than before: {len(old.papers)} papers"
            f" became {len(new.papers)}, and together they are harder to get.",
        )  # fmt: skip


def _paper_back(old: Side, new: Side, claim: Claim) -> Iterator[Found]:
    known = {plain(paper.name) for paper in old.papers} - {plain(name) for name in claim.cut}
    for name in _said_gone(old, claim):
        again = tuple(
            paper.name for paper in new.papers
            if plain(paper.name) not in known and _same_paper(name, paper.name)
        )  # fmt: skip
        if again:
            yield _found(
                kinds.MATERIAL_BACK, old, new, (0, len(again)), ((name,), again),
                f"说已取消的材料“{name}”，在{titles(new.entries)}里以{named(again)}的名称又要交。",
                f"The paper “{name}”, said to be cut, is asked for again as {named_en(again)} by"
                f" {titles_en(new.entries)}.",
            )  # fmt: skip


def _same_paper(one: str, other: str) -> bool:
    return alike(paper_subject(one), paper_subject(other)) >= 0.6


def _said_gone(old: Side, claim: Claim) -> Iterator[str]:
    for entry in old.entries:
        yield from dict.fromkeys(claim.said_gone(entry.code))


def _moved(old: Side, new: Side, _claim: Claim) -> Iterator[Found]:
    gone, _ = papers.changed(old.papers, new.papers)
    fields = ("conditions", "preconditions", "intermediaries")
    before = " ".join(plain(text) for field in fields for text in old.names(field))
    for name in gone:
        subject = paper_subject(name)
        where = tuple(text for field in fields for text in new.names(field) if subject in plain(text))
        if where and len(subject) > 2 and subject not in before:
            yield _found(
                kinds.MOVED, old, new, (0, len(where)), ((name,), where),
                f"{titles(new.entries)}不再把“{name}”列为材料，却写进了{named(where)}。",
                f"{titles_en(new.entries)} no longer lists “{name}” as a paper, but asks for it in {named_en(where)}.",
            )  # fmt: skip


def _steps(old: Side, new: Side, _claim: Claim) -> Iterator[Found]:
    before, after = old.names("steps"), new.names("steps")
    done, now = ([part for step in steps for part in step_parts(step)] for steps in (before, after))
    if not before or len(after) <= len(before) or len(now) <= len(done):  # written out in more lines is no more work
        return
    gone, added = unmatched(done, now)
    yield _found(
        kinds.STEPS, old, new, (len(before), len(after)), (gone, added),
        f"{titles(new.entries)}的环节由 {len(before)} 个变为 {len(after)} 个，多了{named(added)}。",
        f"{titles_en(new.entries)} has {len(after)} steps instead of {len(before)}, with {named_en(added)}.",
    )  # fmt: skip


def _step_back(old: Side, new: Side, claim: Claim) -> Iterator[Found]:
    known = {plain(step) for step in old.names("steps")}
    for name in _said_gone(old, claim):
        again = tuple(
            step for step in new.names("steps") if plain(step) not in known and step_class(step) == step_class(name)
        ) or _in_its_place(name, old.names("steps"), new.names("steps"))
        if again:
            yield _found(
                kinds.STEP_BACK, old, new, (0, len(again)), ((name,), again),
                f"说已取消的环节“{name}”，在{titles(new.entries)}里以{named(again)}的名称还在。",
                f"The step “{name}”, said to be cut, is still there as {named_en(again)} in {titles_en(new.entries)}.",
            )  # fmt: skip


def _in_its_place(name: str, old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """Another step that stands between the same two as one that is said to be cut, with no step fewer in all."""
    named, before = [plain(step) for step in old], ["", *(step_class(step) for step in old), ""]
    if plain(name) not in named or len(new) < len(old):
        return ()
    at, after = named.index(plain(name)), ["", *(step_class(step) for step in new), ""]
    around = (before[at], before[at + 2])
    return tuple(
        step for n, step in enumerate(new) if after[n + 1] not in before and (after[n], after[n + 2]) == around
    )


def _visits(old: Side, new: Side, _claim: Claim) -> Iterator[Found]:
    if new.visits > old.visits:
        yield _found(
            kinds.VISITS, old, new, (old.visits, new.visits), ((), ()),
            f"{titles(new.entries)}到现场由 {old.visits} 次变为 {new.visits} 次。",
            f"{titles_en(new.entries)} needs {new.visits} visits instead of {old.visits}.",
        )  # fmt: skip


def _days(old: Side, new: Side, _claim: Claim) -> Iterator[Found]:
    outside = unmatched(old.names("uncounted"), new.names("uncounted"))[1]
    longer = old.days is not None and new.days is not None and new.days > old.days
    if not longer and not outside:
        return
    zh = f"时限由 {old.days} 个工作日变为 {new.days} 个工作日" if longer else ""
    en = f"{new.days} working days instead of {old.days}" if longer else ""
    if outside:
        zh = "，".join(part for part in (zh, f"不计入时限的多了{named(outside)}") if part)
        en = ", ".join(part for part in (en, f"outside the limit runs {named_en(outside)}") if part)
    yield _found(
        kinds.DAYS, old, new, (old.days, new.days), ((), outside),
        f"{titles_en(new.entries)}{zh}。", f"{titles_en(new.entries)}: {en}.",
    )  # fmt: skip


def _fees(old: Side, new: Side, _claim: Claim) -> Iterator[Found]:
    rates = {plain(charge.name): _rate(charge) for charge in old.charges}
    gone, more = unmatched([one.name for one in old.charges], [one.name for one in new.charges])
    added = tuple(f"{one.name} {one.rate}" for one in new.charges if one.name in more) if len(more) > len(gone) else ()
    higher = tuple(
        f"{one.name} {one.rate}" for one in new.charges if plain(one.name) in rates
        and _rate(one) > rates[plain(one.name)]
    )  # fmt: skip
    if added or higher:
        was = tuple(f"{one.name} {one.rate}" for one in old.charges)
        yield _found(
            kinds.FEES, old, new, (len(old.charges), len(new.charges)), (was, (*added, *higher)),
            f"{titles(new.entries)}新收或者多收{named((*added, *higher))}。",
            f"{titles_en(new.entries)} charges {named_en((*added, *higher))}, which is new or higher.",
        )  # fmt: skip


def _rate(charge: Charge) -> float:
    figure = RATE.search(charge.rate)
    return float(figure[0]) if figure else 0.0


def _listed(kind: str, field: str, zh: str, en: str, least: float) -> Rule:
    """The rule for one field that is a list of texts: more of them, by what they mean."""

    def rule(old: Side, new: Side, _claim: Claim) -> Iterator[Found]:
        before, after = old.names(field), new.names(field)
        gone, added = unmatched(before, after, least)
        if len(added) > len(gone):
            yield _found(
                kind, old, new, (len(before), len(after)), (gone, added),
                f"{titles(new.entries)}{zh}{named(added)}。", f"{titles_en(new.entries)} {en} {named_en(added)}.",
            )  # fmt: skip

    return rule


RULES: Final[tuple[Rule, ...]] = (
    _papers, _paper_back, _moved, _steps, _step_back, _visits, _days, _fees,
    _listed(kinds.INTERMEDIARIES, "intermediaries", "要先请中介做", "needs an intermediary for", 0.6),
    _listed(kinds.PRECONDITIONS, "preconditions", "要先办好", "first needs", 0.6),
    _listed(kinds.CONDITIONS, "conditions", "多了条件", "has the new condition", ALIKE_CONDITION),
)  # fmt: skip
