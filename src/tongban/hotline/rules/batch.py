"""Files that come from the city's platform and lists of acts: headings, cells read into rows, what is wrong. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tongban.hotline.rules.kinds import KIND_WORDS, URGENCY_WORDS, Kind, Urgency
from tongban.hotline.rules.turns import CONTACT_WAYS, RESULTS, RETURN_GROUNDS, Words
from tongban.kernel.refusals import Refusal

CITY: Final = "city"
TAKE, HANDLE = "take", "handle"
MOST_ROWS: Final = 200
NUMBER_MOST: Final = 60
# Complaints about offices and reports of misconduct have ways of their own and never travel in a list.
LISTED: Final[dict[str, Words]] = {
    str(kind): words for kind, words in KIND_WORDS.items() if kind not in (Kind.EFFICIENCY, Kind.MISCONDUCT)
}
URGENCIES: Final[dict[str, Words]] = {str(key): words for key, words in URGENCY_WORDS.items()}
ACTS: Final[dict[str, Words]] = {
    "sign": ("签收", "sign"),
    "return": ("退单", "return"),
    "contact": ("联系诉求人", "contact"),
    "reply": ("答复", "reply"),
}
# What the second column of an act can say; signing needs none.
CHOICES: Final[dict[str, dict[str, Words]]] = {
    "sign": {}, "return": RETURN_GROUNDS, "contact": CONTACT_WAYS,
    "reply": {key: words for key, words in RESULTS.items() if key != "silent"},
}  # fmt: skip
COLUMNS: Final[dict[str, dict[str, Words]]] = {
    TAKE: {
        "number": ("市级编号", "City number"),
        "kind": ("诉求类型", "Kind"),
        "urgency": ("紧急程度", "Urgency"),
        "title": ("标题", "Title"),
        "text": ("诉求内容", "Request"),
        "place": ("地点", "Place"),
        "topic": ("主题", "Topic"),
        "name": ("姓名", "Name"),
        "phone": ("电话", "Phone"),
        "until": ("市级答复期限", "City limit"),
    },
    HANDLE: {
        "number": ("编号", "Number"),
        "act": ("办理", "Act"),
        "choice": ("情形", "Case"),
        "words": ("说明", "Words"),
    },
}
NEEDED: Final[dict[str, Collection[str]]] = {
    TAKE: ("number", "kind", "text", "place"),
    HANDLE: ("number", "act"),
}
RESULT_HEADS: Final[tuple[Words, ...]] = (
    ("市级编号", "City number"),
    ("本县编号", "County number"),
    ("状态", "State"),
    ("主办单位", "Lead body"),
    ("受理时间", "Taken"),
    ("答复时间", "Answered"),
    ("办理结果", "Result"),
    ("答复内容", "Answer"),
    ("是否解决", "Solved"),
    ("办结时间", "Closed"),
)
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one cell, or with a whole row (`column` empty)."""

    row: int
    column: str
    value: str
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows of a file as codes, with their line numbers, and what is wrong."""

    rows: tuple[tuple[int, Row], ...]
    findings: tuple[Finding, ...]


def read_rows(
    what: str, heading: Sequence[str], lines: Sequence[tuple[int, Sequence[str]]], places: Mapping[str, Sequence[str]]
) -> Reading:
    """The cells of a file as rows; `places`: ids by name and by code, several where a name is not clear."""
    columns = _columns(what, heading)
    if isinstance(columns, Finding):
        return Reading((), (columns,))
    if not lines or len(lines) > MOST_ROWS:
        return Reading((), (_counted(len(lines)),))
    rows, found = [], []
    for number, cells in lines:
        given = {key: cells[at].strip() if at < len(cells) else "" for key, at in columns.items()}
        row, wrong = _read(what, number, given, places)
        rows.append((number, row))
        found += wrong
    return Reading(tuple(rows), tuple(found))


def _counted(count: int) -> Finding:
    return Finding(
        1, "", str(count),
        Refusal("batch_rows", "一份文件要有 1 至 {most} 行，请分成几份。", "A file has 1 to {most} rows; split it.",
                {"most": MOST_ROWS}),
    )  # fmt: skip


def _columns(what: str, heading: Sequence[str]) -> dict[str, int] | Finding:
    said = [cell.strip().lower() for cell in heading]
    found = {
        key: said.index(name)
        for key, words in COLUMNS[what].items()
        for name in [next((one.lower() for one in words if one.lower() in said), "")]
        if name
    }
    missing = [COLUMNS[what][key] for key in NEEDED[what] if key not in found]
    if not missing:
        return found
    zh, en = "、".join(one[0] for one in missing), ", ".join(one[1] for one in missing)
    problem = Refusal(
        "batch_heading", "第一行缺少这些列：{zh}。请用模板。", "The first row lacks: {en}. Use the template.",
        {"zh": zh, "en": en},
    )  # fmt: skip
    return Finding(1, "", "", problem)


def _read(what: str, number: int, given: Row, places: Mapping[str, Sequence[str]]) -> tuple[Row, list[Finding]]:
    row, found = dict(given), []
    for key in COLUMNS[what]:
        value = given.get(key, "")
        answer: str | Refusal = value
        if value.startswith("="):
            answer = Refusal("batch_formula", "这一格是公式，请写成文字。", "A formula; write it as text.")
        elif not value and key in NEEDED[what]:
            answer = Refusal("batch_empty", "这一格不能空着。", "This cell must not be empty.")
        elif value or key in ("urgency", "choice"):
            answer = _cell(what, key, value, row, places)
        if isinstance(answer, Refusal):
            found.append(Finding(number, key, value, answer))
        else:
            row[key] = answer
    return row, found


def _cell(what: str, key: str, value: str, row: Row, places: Mapping[str, Sequence[str]]) -> str | Refusal:
    tables: dict[str, dict[str, Words]] = {"kind": LISTED, "urgency": URGENCIES, "act": ACTS}
    if key in tables:
        return _coded(tables[key], value or URGENCIES[Urgency.GENERAL][0])
    readers: dict[str, Callable[[], str | Refusal]] = {
        "number": lambda: _number(value),
        "place": lambda: _place(value, places),
        "until": lambda: _day(value),
        "choice": lambda: _choice(row.get("act", ""), value),
    }
    return readers[key]() if key in readers else value


def _coded(table: Mapping[str, Words], value: str) -> str | Refusal:
    for code, words in table.items():
        if value.lower() in (code, *words):
            return code
    return Refusal(
        "batch_code", "只能填：{zh}。", "One of: {en}.",
        {"zh": "、".join(one[0] for one in table.values()), "en": "; ".join(one[1] for one in table.values())},
    )  # fmt: skip


def _choice(act: str, value: str) -> str | Refusal:
    table = CHOICES.get(act, {})
    return _coded(table, value) if table else ""


def _number(value: str) -> str | Refusal:
    if len(value) <= NUMBER_MOST and value.isprintable():
        return value
    return Refusal("batch_number", "编号最多 60 个字符。", "A number has at most 60 characters.")


def _place(value: str, places: Mapping[str, Sequence[str]]) -> str | Refusal:
    known = places.get(value, ())
    if len(known) == 1:
        return known[0]
    if known:
        return Refusal("batch_places", "有几个地方叫这个名称，请填区划代码。", "Several places; write the code.")
    return Refusal("batch_place", "本县没有这个地方，请填全称或者区划代码。", "No such place; its name or its code.")


def _day(value: str) -> str | Refusal:
    try:
        return date.fromisoformat(value[:10].replace("/", "-")).isoformat()
    except ValueError:
        return Refusal("batch_day", "日期请写成 2026-11-20 的样子。", "Write the day like 2026-11-20.")
