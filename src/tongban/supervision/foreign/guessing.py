"""Proposes rules from the log itself, for a reader who has none at hand; each is a question, not a finding of law.

Steps that most cases pass through are taken for obligatory; steps whose names say "check" and "decide" about the same
thing are taken for the work of two persons.
"""

from __future__ import annotations

import re
from collections import defaultdict

from tongban.supervision.foreign.log import NONE, Log
from tongban.supervision.foreign.rules import Rules
from tongban.supervision.foreign.vocabulary import CHECKING, DECIDING

USUAL = 0.8
MOST_PAIRS = 8
SMALL_WORDS = frozenset(
    {"of", "the", "and", "or", "to", "for", "in", "on", "by", "is", "de", "het", "een", "van", "en"}
)


def propose_rules(log: Log) -> Rules:
    """What a person should look at first; `proposed` is set, and every report says so."""
    cases, position = _passed(log)
    usual = [step for step, count in cases.items() if count >= USUAL * len(log.cases)]
    usual.sort(key=lambda step: (position[step], step))
    pairs = _pairs(log, cases) if len(log.persons) else []
    return Rules(
        must=tuple(log.steps[step] for step in usual),
        separate=tuple((log.steps[one], log.steps[other]) for one, other in pairs),
        one_hand=bool(len(log.persons)) and not pairs,
        proposed=True,
    )


def _passed(log: Log) -> tuple[dict[int, int], dict[int, float]]:
    """How many cases pass through each step, and where in a case it first stands, on average."""
    firsts: dict[int, list[int]] = defaultdict(list)
    seen: set[int] = set()
    last, place = NONE, 0
    for row in log.order():
        if log.case[row] != last:
            last, place = log.case[row], 0
            seen.clear()
        if log.step[row] not in seen:
            seen.add(log.step[row])
            firsts[log.step[row]].append(place)
        place += 1
    return {step: len(found) for step, found in firsts.items()}, {
        step: sum(found) / len(found) for step, found in firsts.items()
    }


def _pairs(log: Log, cases: dict[int, int]) -> list[tuple[int, int]]:
    """Checking steps, each with the deciding step that speaks most of the same thing."""
    deciding = [step for step in cases if DECIDING.search(log.steps[step])]
    checking = [step for step in cases if CHECKING.search(log.steps[step]) and step not in deciding]
    pairs = []
    for step in sorted(checking, key=lambda step: -cases[step]):
        about = _about(log.steps[step])
        ranked = [(len(about & _about(log.steps[other])), cases[other], -other) for other in deciding]
        # A decision that names no thing of its own ("decide", 决定) decides on whatever was checked.
        open_ones = [(0, cases[other], -other) for other in deciding if not _about(log.steps[other])]
        best = max([rank for rank in ranked if rank[0]] or open_ones, default=None)
        if best:
            pairs.append((step, -best[2]))
    return pairs[:MOST_PAIRS]


def _about(name: str) -> frozenset[str]:
    """The words of a step's name but for what is done: Latin words whole, Chinese by sign."""
    rest = DECIDING.sub(" ", CHECKING.sub(" ", name))
    words = re.findall(r"[^\W\d_]+", rest.casefold())
    parts = [sign for word in words for sign in (word if ord(word[0]) > 0x2E7F else [word])]
    return frozenset(part for part in parts if part not in SMALL_WORDS and (len(part) > 1 or ord(part) > 0x2E7F))
