"""Codes and names of places (行政区划): the level by the digits, the place above by the code itself. Pure.

GB/T 2260 gives a county six digits, GB/T 10114 a township three more, the statistical code a village three more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tongban.kernel.refusals import Refusal

LEVELS: Final = {6: "county", 9: "township", 12: "village"}
ABOVE: Final = {"township": 6, "village": 9}
FULL: Final = 12
KIND_WORDS: Final = {
    "county": ("县", "county"),
    "township": ("乡镇、街道", "township"),
    "village": ("村、社区", "village"),
}
CODE_HEADS: Final = ("行政区划代码", "区划代码", "代码", "code")
NAME_HEADS: Final = ("名称", "区划名称", "name")
ENGLISH_HEADS: Final = ("英文名称", "英文", "english")
NAME_LENGTH: Final = 60
ENGLISH_LENGTH: Final = 120

NO_COLUMNS: Final = Refusal(
    "places.columns", "第一行要有“行政区划代码”和“名称”两列。", "The first line needs the columns code and name."
)
NO_NAME: Final = Refusal("place_name", "请写名称，最多 60 个字。", "Give the name, 60 characters at most.")
LONG_ENGLISH: Final = Refusal(
    "place_english", "英文名称最多 120 个字母，请写短些。", "The English name has 120 characters at most. Shorten it."
)
TWICE: Final = Refusal(
    "places.twice", "这个代码在第 {line} 行已经写过，请只留一行。", "This code stands in line {line} already. Keep one."
)


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One line of a list of places: `what` is new, renamed or same; `before` the name until now."""

    line: int
    code: str
    name_zh: str
    name_en: str
    what: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class PlaceFault:
    """What is wrong with one line."""

    line: int
    refusal: Refusal


def plain_code(text: str) -> str:
    """A code as it is kept: no spaces, and no noughts that only fill a code of a county or township up to twelve."""
    code = "".join(text.split())
    if len(code) == FULL and code.endswith("000"):
        return code[:6] if code.endswith("000000") else code[:9]
    return code


def level_of(code: str) -> str:
    """county, township or village by the number of digits; empty for anything else."""
    return LEVELS.get(len(code), "") if code.isascii() and code.isdigit() else ""


def code_above(code: str) -> str:
    """The code of the place in which a place lies, as its own code says; empty for a county."""
    return code[: ABOVE.get(level_of(code), 0)]


def code_problem(code: str, standing: Iterable[str]) -> Refusal | None:
    """Why a place cannot bear a code, or None; `standing` are the codes of the places that are there."""
    if not level_of(code):
        return Refusal(
            "place_code",
            "行政区划代码应是数字：县 6 位，乡镇、街道 9 位，村、社区 12 位；现为 {length} 位，请核对。",
            "A code is digits: 6 for a county, 9 for a township, 12 for a village; this one has {length} characters. "
            "Check it.",
            {"length": len(code)},
        )
    known = frozenset(standing)
    if code in known:
        return Refusal(
            "place_code_taken",
            "代码 {code} 已经有了，请核对。",
            "There is a place with the code {code} already. Check it.",
            {"code": code},
        )
    above = code_above(code)
    if above and above not in known:
        return Refusal(
            "place_above",
            "没有代码是 {above} 的上级，请核对前 {digits} 位，或者先设立上级。",
            "There is no place with the code {above} above it. Check the first {digits} digits, or set that one up.",
            {"above": above, "digits": len(above)},
        )
    return None


def read_places(
    heading: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]], known: Mapping[str, str]
) -> tuple[list[PlaceLine], list[PlaceFault]]:
    """Lines and faults of a list against the places known (code → Chinese name), what lies above before what is in it.

    A township and its villages may come in one list, in any order.
    """
    plain = [one.strip().lower() for one in heading]
    at = [
        next((n for n, one in enumerate(plain) if one in heads), None)
        for heads in (CODE_HEADS, NAME_HEADS, ENGLISH_HEADS)
    ]
    if at[0] is None or at[1] is None:
        return [], [PlaceFault(1, NO_COLUMNS)]
    found: list[PlaceLine] = []
    faults: list[PlaceFault] = []
    seen: dict[str, int] = {}
    told = [(line, [cells[n].strip() if n is not None and n < len(cells) else "" for n in at]) for line, cells in rows]
    for line, (typed, zh, en) in sorted(told, key=lambda one: (len(plain_code(one[1][0])), one[0])):
        code = plain_code(typed)
        problem = _line_problem(code, (zh, en), line, seen, known)
        if problem is not None:
            faults.append(PlaceFault(line, problem))
            continue
        before = known.get(code, "")
        what = "new" if code not in known else "same" if before == zh else "renamed"
        found.append(PlaceLine(line, code, zh, en or zh, what, before))
    return found, sorted(faults, key=lambda one: one.line)


def _line_problem(
    code: str, names: tuple[str, str], line: int, seen: dict[str, int], known: Mapping[str, str]
) -> Refusal | None:
    zh, english = names
    if not 1 <= len(zh) <= NAME_LENGTH:
        return NO_NAME
    if len(english) > ENGLISH_LENGTH:
        return LONG_ENGLISH
    if (first := seen.setdefault(code, line)) != line:
        return Refusal(TWICE.code, TWICE.zh, TWICE.en, {"line": first})
    return None if code in known else code_problem(code, {*known, *(one for one in seen if one != code)})
