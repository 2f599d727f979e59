"""Faults of an imported list as a whole, and what a good row says.

Pure: cells in, findings and contents out. Reading the file is an adapter's work, comparing with the list the act's.
Codes of bodies are judged once for each code, not for each row: a code in a hundred rows is one fault to mend.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tongban.kernel.identifiers import uscc_problem
from tongban.powerlist.rules import codes
from tongban.powerlist.rules.content import ItemContent, Source, Text
from tongban.powerlist.rules.rows import CELL_RULES, COLUMNS, REQUIRED, ROW_RULES, Row, RowRule, safe, type_code

LONG_CODE = re.compile(
    r"(?P<local>[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*?)-(?P<division>[0-9]{12})-[0-9]{3}"
    r"-(?P<body>[0-9A-Za-z_-]+)-[0-9]-[0-9]{2}"
)
NATIONAL_ATTEMPT = re.compile(r"[0-9A-Za-z]{17,18}")
ROW_ID = re.compile(r"[0-9]{19}")
BASIC_CODE = re.compile(r"[0-9]{12}")


@dataclass(frozen=True, slots=True)
class ImportFinding:
    """A fault: its rows and column, the value as it may be shown, what is wrong, what would be right."""

    code: str
    rows: tuple[int, ...]
    column: str
    value: str
    zh: str
    en: str
    right_zh: str
    right_en: str


def column_names(heading: Sequence[str]) -> dict[int, str]:
    """Which place of the heading is which of our columns; names are known in Chinese and English, in any order."""
    known = {name: key for key, names in COLUMNS.items() for name in names}
    plain = [cell.strip().lstrip("\ufeff").lower() for cell in heading]
    return {place: known[name] for place, name in enumerate(plain) if name in known}


def missing_columns(names: Iterable[str]) -> tuple[str, ...]:
    """The columns a file must have and has not."""
    return tuple(column for column in REQUIRED if column not in set(names))


def judge(rows: Sequence[Row]) -> tuple[ImportFinding, ...]:
    """Every fault of a list: cell by cell, codes used twice, and codes of bodies; one finding for one fault."""
    return (*_cell_findings(rows), *_repeated_codes(rows), *_body_code_findings(rows))


def _cell_findings(rows: Sequence[Row]) -> Iterable[ImportFinding]:
    for row in rows:
        told: set[str] = set()
        for rule in (*CELL_RULES, *ROW_RULES):
            # One cell, one finding: who mends the first fault sees at once whether another one is left.
            if rule.column not in told and rule.faulty(row):
                told.add(rule.column)
                yield _finding(rule, row)


def _finding(rule: RowRule, row: Row) -> ImportFinding:
    value = safe(row.cells.get(rule.column, ""))
    return ImportFinding(rule.code, (row.number,), rule.column, value, *rule.wrong, *rule.right)


def _repeated_codes(rows: Sequence[Row]) -> Iterable[ImportFinding]:
    first: dict[str, int] = {}
    for row in rows:
        code = row.cell("item_code")
        if code and first.setdefault(code, row.number) != row.number:
            yield ImportFinding(
                "repeated", (row.number,), "item_code", safe(code),
                f"与第 {first[code]} 行的事项编码相同", f"the item code of row {first[code]} again",
                "每个事项用自己的编码，重复的行删去", "one code for each item; remove the repeated row",
            )  # fmt: skip


def body_codes(row: Row) -> tuple[tuple[str, str], ...]:
    """The codes of bodies a row holds, with their columns: its own, and the one inside a long item code."""
    long = LONG_CODE.fullmatch(row.cell("item_code"))
    inside = (("item_code", long["body"]),) if long else ()
    return (("body_code", row.cell("body_code")), *inside)


def _body_code_findings(rows: Sequence[Row]) -> Iterable[ImportFinding]:
    places: dict[str, list[tuple[int, str]]] = {}
    for row in rows:
        for column, code in body_codes(row):
            if NATIONAL_ATTEMPT.fullmatch(code):
                places.setdefault(code, []).append((row.number, column))
    right = [code for code in places if uscc_problem(code) is None]
    for code, where in places.items():
        if code not in right:
            yield _body_code_finding(code, where, right)


def _body_code_finding(code: str, where: list[tuple[int, str]], right: Sequence[str]) -> ImportFinding:
    numbers = tuple(sorted({number for number, _ in where}))
    columns = [column for _, column in where]
    column = "body_code" if "body_code" in columns else "item_code"
    meant = likely(code, right)
    if code != code.upper() and uscc_problem(code.upper()) is None:
        wrong = ("单位代码有小写字母", "the code of the body has a small letter")
    else:
        wrong = ("单位代码不是有效的统一社会信用代码", "the code of the body is no valid unified social credit code")
    mend = (
        (f"本文件中相近的有效代码是 {meant}，请核对", f"{meant} is a valid code near it in this file; please check")
        if meant
        else ("填写该单位的统一社会信用代码（18 位）", "give the body's unified social credit code of 18 characters")
    )
    return ImportFinding("body_code", numbers, column, safe(code), *wrong, *mend)


def likely(code: str, right: Sequence[str]) -> str:
    """The one valid code a wrong one probably means: the same in capitals, or with one sign left out; else empty."""
    upper = code.upper()
    if upper != code and uscc_problem(upper) is None:
        return upper
    near = [good for good in right if len(good) == len(upper) + 1 and _lacks_one(upper, good)]
    return near[0] if len(near) == 1 else ""


def _lacks_one(short: str, full: str) -> bool:
    return any(full[:place] + full[place + 1 :] == short for place in range(len(full)))


def faulty_rows(findings: Iterable[ImportFinding]) -> frozenset[int]:
    """The numbers of the rows that cannot be imported."""
    return frozenset(number for finding in findings for number in finding.rows)


def content_of(row: Row) -> ItemContent:
    """What a good row says, as a guide entry: what the file does not hold stays unsaid.

    The national basic code, the local code and the row id of the other system are kept apart.
    """
    code, body = row.cell("item_code"), row.cell("body_code")
    long = LONG_CODE.fullmatch(code)
    local = long["local"] if long else code
    return ItemContent(
        name=Text(row.cell("name"), ""),
        basic_code=local if BASIC_CODE.fullmatch(local) else "",
        implementing_code="",
        local_code=code,
        item_type=type_code(row),
        level=level_of(row),
        power_source="",
        case_type="",
        service_objects=(),
        channels=(),
        handler=row.cell("department"),
        whole=False,
        source=Source(
            department=row.cell("department"),
            body_code="" if ROW_ID.fullmatch(body) else body,
            row_id=body if ROW_ID.fullmatch(body) else "",
            division=row.cell("division_code"),
        ),
    )


def overlaid(known: ItemContent, row: Row) -> ItemContent:
    """What an item known already says with a row laid over it: the file changes what it holds and nothing else."""
    told = content_of(row)
    return replace(
        known,
        name=Text(told.name.zh, known.name.en if told.name.zh == known.name.zh else ""),
        item_type=told.item_type,
        level=known.level or told.level,
        handler=known.handler or told.handler,
        source=told.source,
    )


def level_of(row: Row) -> str:
    """The level a row states by code or word; otherwise that of its division."""
    level = row.cell("level")
    if level:
        return next(key for key, words in codes.LEVELS.items() if level in (key, words[0]))
    division = row.cell("division_code").ljust(12, "0")
    for key, start in (("5", 6), ("4", 4), ("3", 2), ("2", 0)):
        if division[start : start + (3 if key == "5" else 2)].strip("0"):
            return key
    return ""
