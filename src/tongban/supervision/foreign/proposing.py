"""Proposes the map of a foreign log: by the names of its columns, held against what stands in them.

Nothing is decided here for good: the proposal is shown, and a person may save, correct and give it back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tongban.supervision.foreign.faults import unreadable
from tongban.supervision.foreign.mapping import REQUIRED, Mapping
from tongban.supervision.foreign.stamps import ISO, WRITTEN, ambiguous, best_format
from tongban.supervision.foreign.vocabulary import ENDS, PLAIN, STARTS, plain

TIMES = ("at", "started", "deadline", "finish")
SAMPLE = 1_000


@dataclass(frozen=True, slots=True)
class Proposal:
    """A map, and what a person should look at before trusting it (Chinese sentences)."""

    mapping: Mapping
    doubts: tuple[str, ...]


def propose(names: Sequence[str], column: Callable[[str], list[str]], file: str) -> Proposal:
    """The map that fits best; `column` gives the sample of a column. Refuses when case, step or time is not found."""
    found: dict[str, str] = {}
    for role in PLAIN:
        found[role] = _best(role, names, column, set(found.values()))
    missing = [role for role in REQUIRED if not found[role]]
    if missing:
        raise unreadable(
            "no_map",
            "看不出 {file} 的哪一列是{what}。请用 --map 指明；这份记录的列是：{names}。",
            "No column of {file} looks like {missing}. Name them with --map; the columns are: {names}.",
            file=file,
            what="、".join({"case": "办件编号", "activity": "环节", "at": "时间"}[role] for role in missing),
            missing=", ".join(missing),
            names="、".join(names[:40]),
        )
    if found["transition"] and not _two_phased(column(found["transition"])):
        found["transition"] = ""
    forms = {role: best_format(column(found[role]))[0] for role in TIMES if found[role]}
    mapping = Mapping(
        **found,
        time_format=forms["at"] or ISO,
        deadline_format=forms.get("deadline") or forms.get("finish") or ISO,
        zone=WRITTEN,
    )
    return Proposal(mapping, tuple(_doubts(mapping, column)))


def _best(role: str, names: Sequence[str], column: Callable[[str], list[str]], taken: set[str]) -> str:
    """The column whose name is best known for this meaning and whose content can be it."""
    known = PLAIN[role]
    ranked = sorted(
        (place, order, name)
        for order, name in enumerate(names)
        if name not in taken and (place := known.get(plain(name), known.get(plain("case:" + name), -1))) >= 0
    )
    return next((name for _, _, name in ranked if _can_be(role, column(name))), "")


def _can_be(role: str, sample: list[str]) -> bool:
    filled = [text for text in sample if text.strip()]
    if role in TIMES:
        return best_format(filled)[1] >= 0.5
    return bool(filled)


def _two_phased(sample: list[str]) -> bool:
    """Whether a step is recorded in two rows, its start and its end."""
    words = {text.strip().casefold() for text in sample}
    return bool(words & STARTS) and bool(words & ENDS)


def _doubts(mapping: Mapping, column: Callable[[str], list[str]]) -> list[str]:
    doubts = []
    if ambiguous(column(mapping.at), mapping.time_format):
        doubts.append(f"列 {mapping.at} 的日期分不清日在前还是月在前，按日在前读；请用 time_format 指明。")
    if not mapping.deadline:
        doubts.append("没有找到截止时间的列；没有时限规则时，不判断超期。")
    elif not mapping.finish:
        doubts.append("没有找到办结时间的列，以每件最后一步的时间为准。")
    if not mapping.resource:
        doubts.append("没有找到办理人的列，不判断是否同一人办理。")
    return doubts
