"""The file of the bank and the treasury (非税收入对账文件), as a stand-in for their interface; its contract is here.

CSV in UTF-8 or GB18030 with the heading 类别,流水号,凭证号,单位代码,金额,日期. 类别 is 收款 (collected from the payer),
入库 (paid into the treasury) or 下达 (transferred to a body). 金额 is yuan with two decimals, negative for money given
back; 日期 is YYYY-MM-DD. The last line is 合计,<number of lines>,,,<sum>, and must agree. A file with one fault is not
taken in at all.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tongban.cases.rules.charges import MOST_FEN, MOVES
from tongban.kernel.identifiers import uscc_problem
from tongban.kernel.refusals import refuse

HEADING: Final = ("类别", "流水号", "凭证号", "单位代码", "金额", "日期")
TOTAL: Final = "合计"
# What a cell of each column must be, as the end of a sentence.
RIGHT: Final = dict(zip(HEADING, (
    "应为收款、入库或者下达", "应为 40 个以内的字母、数字、短横", "不能空着，最多 120 字", "应为 18 位统一社会信用代码",
    "应为元，带两位小数，例如 120.00", "应为日期，例如 2026-11-26",
), strict=True))  # fmt: skip
KINDS: Final = {words[0]: kind for kind, words in MOVES.items()}
AMOUNT: Final = re.compile(r"-?[0-9]{1,10}\.[0-9]{2}")
REFERENCE: Final = re.compile(r"[0-9A-Za-z-]{1,40}")
FILE_LIMIT: Final = 4 * 1024 * 1024
ROWS_LIMIT: Final = 20_000
FAULTS_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of the file: which kind of movement, its own number, code or document, body, fen, day."""

    kind: str
    reference: str
    voucher: str
    uscc: str
    amount: int
    day: date


def read_money(data: bytes) -> list[Movement]:
    """The movements of a file. Refused whole, naming the lines, when one breaks the contract or the sum is wrong."""
    if len(data) > FILE_LIMIT:
        raise refuse("money_size", zh="文件不能超过 4 MB。", en="The file may not exceed 4 MB.")
    rows = _rows(_text(data))
    if len(rows) - 2 > ROWS_LIMIT:
        raise refuse(
            "money_rows",
            zh="文件不能超过 {most} 行明细，请分几个文件读入。",
            en="A file may hold {most} lines; take it in as several files.",
            most=ROWS_LIMIT,
        )
    if not rows or tuple(cell.strip() for cell in rows[0]) != HEADING:
        raise refuse(
            "money_heading",
            zh="文件的表头应为：{heading}。",
            en="The heading of the file must be: {heading}.",
            heading="，".join(HEADING),
        )
    read = [_movement(number, row) for number, row in enumerate(rows[1:-1], start=2)]
    faults = [one for one in read if isinstance(one, str)]
    found = [one for one in read if isinstance(one, Movement)]
    faults += list(_whole(rows[-1], found, complete=not faults))
    if faults:
        raise refuse(
            "money_faults",
            zh="文件没有读入，共 {count} 处不对：{faults}",
            en="The file was not taken in; {count} faults: {faults}",
            count=len(faults),
            faults="；".join(faults[:FAULTS_SHOWN]),
        )
    return found


def _rows(text: str) -> list[list[str]]:
    """The lines that hold something; what is no table at all has none."""
    try:
        return [row for row in csv.reader(io.StringIO(text, newline="")) if any(cell.strip() for cell in row)]
    except csv.Error:
        return []


def _text(data: bytes) -> str:
    for coding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(coding)
        except UnicodeDecodeError:
            continue
    raise refuse("money_coding", zh="文件的编码读不出来。", en="The coding of the file cannot be read.")


def _movement(number: int, row: Sequence[str]) -> Movement | str:
    """One line, or what is wrong with it and what would be right: 第 3 行“金额”应为……."""
    cells = [cell.strip() for cell in row]
    if len(cells) != len(HEADING):
        return f"第 {number} 行有 {len(cells)} 列，应为 {len(HEADING)} 列"
    faults = [f"“{name}”{RIGHT[name]}" for name in _cell_faults(cells)]
    if faults:
        return f"第 {number} 行{'，'.join(faults)}"
    kind, reference, voucher, uscc, amount, day = cells
    return Movement(KINDS[kind], reference, voucher, uscc, _fen(amount), date.fromisoformat(day))


def _cell_faults(cells: Sequence[str]) -> Iterator[str]:
    """The names of the cells that break the contract, from the left."""
    kind, reference, voucher, uscc, amount, day = cells
    held = (
        kind in KINDS, bool(REFERENCE.fullmatch(reference)), 0 < len(voucher) <= 120, uscc_problem(uscc) is None,
        bool(AMOUNT.fullmatch(amount)) and 0 < abs(_fen(amount)) <= MOST_FEN, _is_day(day),
    )  # fmt: skip
    yield from (name for name, right in zip(HEADING, held, strict=True) if not right)


def _fen(amount: str) -> int:
    return int(amount.replace(".", ""))


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text)) and len(text) == len("2026-01-01")
    except ValueError:
        return False


def _whole(last: Sequence[str], found: Sequence[Movement], *, complete: bool) -> Iterator[str]:
    """Whether the closing line agrees with what stands above it, and no movement is told twice."""
    cells = [cell.strip() for cell in last]
    if len(cells) < 5 or cells[0] != TOTAL:
        yield "没有合计行，文件可能不完整"
    elif complete and (cells[1] != str(len(found)) or cells[4] != _yuan(sum(one.amount for one in found))):
        yield "合计行与明细不符"
    told = Counter((one.kind, one.reference) for one in found)
    yield from (f"流水号 {reference} 重复" for (_kind, reference), times in told.items() if times > 1)


def _yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def money_file(found: Sequence[Movement]) -> bytes:
    """A file that keeps the contract: what the bank and the treasury of the demonstration and of the tests send."""
    words = {kind: pair[0] for kind, pair in MOVES.items()}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADING)
    for one in found:
        writer.writerow([words[one.kind], one.reference, one.voucher, one.uscc, _yuan(one.amount), one.day.isoformat()])
    writer.writerow([TOTAL, len(found), "", "", _yuan(sum(one.amount for one in found)), ""])
    return out.getvalue().encode()
