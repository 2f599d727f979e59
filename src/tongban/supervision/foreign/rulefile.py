"""Reads RULES.toml: every mistake is one sentence that says what would be right."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

from tongban.supervision.foreign.faults import unreadable
from tongban.supervision.foreign.mapping import load_toml
from tongban.supervision.foreign.rules import FINISH, START, UNITS, WORKING_DAY, Limit, Rules

KNOWN = ("must", "separate", "one_hand", "limit")
LIMIT_KEYS = ("name", "from", "to", "within", "unit", "source")
MOST_LIMITS, MOST_PAIRS, LONGEST = 50, 50, 3_650


class _Reader:
    """One rule file."""

    def __init__(self, path: Path) -> None:
        self._file, self._given = path.name, load_toml(path)

    def rules(self) -> Rules:
        """All of it."""
        self._known(self._given, KNOWN, "")
        must = self._texts(self._given.get("must", []), "must")
        one_hand = self._given.get("one_hand", False)
        if not isinstance(one_hand, bool):
            self._no("one_hand", "应写 true 或 false", "should be true or false")
        if len(set(must)) < len(must):
            self._no("must", "同一环节写了两次", "names a step twice")
        return Rules(tuple(must), self._pairs(), one_hand, self._limits())

    def _pairs(self) -> tuple[tuple[str, str], ...]:
        given = self._given.get("separate", [])
        if not isinstance(given, list) or len(given) > MOST_PAIRS:
            self._no(
                "separate", "应是一组环节对，如 [[“审查”, “决定”]]", 'should be pairs of steps: [["check", "decide"]]'
            )
        pairs = []
        for pair in given:
            names = self._texts(pair, "separate")
            if len(names) != 2 or names[0] == names[1]:
                self._no("separate", "的每一对应是两个不同的环节", "should hold two different steps a pair")
            pairs.append((names[0], names[1]))
        return tuple(pairs)

    def _limits(self) -> tuple[Limit, ...]:
        given = self._given.get("limit", [])
        if not isinstance(given, list) or len(given) > MOST_LIMITS:
            self._no("limit", f"应写成 [[limit]] 段，最多 {MOST_LIMITS} 段", "should be written as [[limit]] sections")
        return tuple(self._limit(one, f"limit {place}") for place, one in enumerate(given, 1))

    def _limit(self, one: object, where: str) -> Limit:
        if not isinstance(one, dict):
            self._no(where, "应写成 [[limit]] 段", "should be a [[limit]] section")
        self._known(one, LIMIT_KEYS, where + " ")
        within, unit = one.get("within"), one.get("unit", WORKING_DAY)
        if not isinstance(within, int) or isinstance(within, bool) or not 0 < within <= LONGEST:
            self._no(f"{where} within", f"应是 1 至 {LONGEST} 的整数", f"should be a whole number from 1 to {LONGEST}")
        if unit not in UNITS:
            self._no(f"{where} unit", f"应是 {'、'.join(UNITS)} 之一", f"should be one of {', '.join(UNITS)}")
        begins = self._text(one.get("from", START), f"{where} from")
        ends = self._text(one.get("to", FINISH), f"{where} to")
        if begins == FINISH or ends == START:
            self._no(
                where, "应从环节或 @start 算到环节或 @finish", "should go from a step or @start to a step or @finish"
            )
        name = self._text(one.get("name") or f"{begins} → {ends}", f"{where} name")
        return Limit(name, begins, ends, within, unit, self._text(one.get("source", ""), f"{where} source"))

    def _texts(self, given: object, where: str) -> list[str]:
        if not isinstance(given, list):
            self._no(where, '应写成 ["环节一", "环节二"]', 'should be written as ["one", "two"]')
        return [self._text(one, where) for one in given]

    def _text(self, given: object, where: str) -> str:
        if not isinstance(given, str):
            self._no(where, "应是带引号的文字", "should be a quoted text")
        return given

    def _known(self, given: dict[str, object], known: tuple[str, ...], where: str) -> None:
        for key in given:
            if key not in known:
                said = "、".join(known)
                self._no(f"{where}{key}", f"没有这一项，可以写 {said}", f"is unknown; there are {said}")

    def _no(self, where: str, zh: str, en: str) -> NoReturn:
        raise unreadable("rule", f"{{file}} 的 {{where}} {zh}。", f"{{where}} in {{file}} {en}.", **self._at(where))

    def _at(self, where: str) -> dict[str, str]:
        return {"file": self._file, "where": where}


def read_rules(path: Path) -> Rules:
    """The rules of a file; whether the log has their steps is told by `absent_steps`."""
    return _Reader(path).rules()


def absent_steps(rules: Rules, steps: Collection[str]) -> list[str]:
    """Sentences about steps that the rules name and the log never has: a slip of the pen, or a step nobody does."""
    named = [*rules.must, *(step for pair in rules.separate for step in pair)]
    named += [step for limit in rules.limits for step in (limit.begins, limit.ends) if step not in (START, FINISH)]
    said = []
    for step in dict.fromkeys(named):
        if step not in steps:
            near = get_close_matches(step, list(steps), 1, 0.5)
            said.append(f"规则写的环节“{step}”在记录中一次也没有{f'，是不是“{near[0]}”？' if near else '。'}")
    return said
