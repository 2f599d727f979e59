"""How many people live where, read line by line, and what is counted for each ten thousand of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from tongban.kernel.refusals import Refusal

K = TypeVar("K")
CODE_HEADS: Final = ("行政区划代码", "区划代码", "代码", "code")
YEAR_HEADS: Final = ("年份", "年度", "年", "year")
PEOPLE_HEADS: Final = ("常住人口", "人口", "人数", "people")
HEADING: Final = "行政区划代码,名称,年份,常住人口"
EARLIEST: Final = 1949
MOST: Final = 100_000_000
COUNTED: Final = 10_000


@dataclass(frozen=True, slots=True)
class Figure(Generic[K]):
    """How many people lived in a place at the end of a year."""

    place: K
    year: int
    people: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one line of the list."""

    line: int
    refusal: Refusal


NO_COLUMNS: Final = Refusal(
    "population.columns",
    "第一行要有“行政区划代码”“年份”“常住人口”三列。",
    "The first line needs the columns code, year and people.",
)
NO_PLACE: Final = Refusal(
    "population.place",
    "没有代码是“{code}”的县、乡镇或村，请核对代码。",
    "No county, township or village has the code “{code}”. Check it.",
)
NO_YEAR: Final = Refusal(
    "population.year",
    "年份应是 1949 到 {last} 的四位数，写的是“{year}”。",
    "The year is four digits from 1949 to {last}; this says “{year}”.",
)
NO_PEOPLE: Final = Refusal(
    "population.people",
    "人数应是大于零的整数，如 52000；写的是“{people}”。",
    "The people are a whole number above zero, like 52000; this says “{people}”.",
)
TWICE: Final = Refusal(
    "population.twice",
    "这个地方这一年的人数在第 {line} 行已经写过，请只留一行。",
    "This place has its figure of that year in line {line} already. Keep one.",
)


def _columns(heading: Sequence[str]) -> list[int | None]:
    """Where code, year and number of people stand; None for what the heading does not name."""
    plain = [one.strip().lower() for one in heading]
    return [next((n for n, one in enumerate(plain) if one in heads), None)
            for heads in (CODE_HEADS, YEAR_HEADS, PEOPLE_HEADS)]  # fmt: skip


def read_figures(
    heading: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]], known: Mapping[str, K], *, last: int
) -> tuple[list[Figure[K]], list[Fault]]:
    """Figures and faults of a list; a line without a number of people says nothing. `last` is the latest year."""
    at = _columns(heading)
    if None in at:
        return [], [Fault(1, NO_COLUMNS)]
    found: list[Figure[K]] = []
    faults: list[Fault] = []
    seen: dict[tuple[str, str], int] = {}
    for line, cells in rows:
        code, year, people = (cells[n].strip() if n is not None and n < len(cells) else "" for n in at)
        if not people:
            continue
        problem = _problem(code, year, people, known, last)
        if problem is None and (first := seen.setdefault((code, year), line)) != line:
            problem = _told(TWICE, line=first)
        if problem is not None:
            faults.append(Fault(line, problem))
        else:
            found.append(Figure(known[code], int(year), int(_whole(people))))
    return found, faults


def _whole(text: str) -> str:
    """A number as spreadsheets write it, without the signs that part thousands."""
    return text.replace(",", "").replace("，", "").removesuffix(".0")


def _problem(code: str, year: str, people: str, known: Mapping[str, K], last: int) -> Refusal | None:
    if code not in known:
        return _told(NO_PLACE, code=code[:40])
    if not (_digits(year, 4) and EARLIEST <= int(year) <= last):
        return _told(NO_YEAR, year=year[:40], last=last)
    if not (_digits(_whole(people), 9) and 0 < int(_whole(people)) <= MOST):
        return _told(NO_PEOPLE, people=people[:40])
    return None


def _digits(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= most


def _told(refusal: Refusal, **params: object) -> Refusal:
    return Refusal(refusal.code, refusal.zh, refusal.en, params)


def per_ten_thousand(number: int, people: int | None, decimals: int = 1) -> str:
    """How many for each ten thousand people; empty where nobody has said how many live there."""
    return f"{number * COUNTED / people:.{decimals}f}" if people else ""
