"""Reads the cells of an uploaded list, CSV or XLSX, within limits that are counted on the bytes actually read.

It answers rows of text or a refusal; it never runs a formula, follows a link or opens an entity. What the cells should
say is no question of this adapter.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from tongban.kernel.refusals import Refused, refuse

MIB = 1024 * 1024
FILE_LIMIT = 10 * MIB
UNPACKED_LIMIT = 32 * MIB
PARTS_LIMIT = 200
ROWS_LIMIT = 20_000
COLUMNS_LIMIT = 60
CELL_LIMIT = 4_000
CHUNK = 64 * 1024
SHEETS_LIMIT = 60
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et")
BROKEN = (ValueError, KeyError, IndexError, TypeError, AttributeError, SyntaxError, OSError, InvalidFileException)
FORBIDDEN = tuple(
    mark.encode(coding) for mark in ("<!DOCTYPE", "<!ENTITY") for coding in ("ascii", "utf-16-le", "utf-16-be")
)
FORMULA = "=公式"
"""What stands for a formula cell: the rules refuse whatever begins like a formula."""
ENCODING_NOTICE = (
    "文件不是 UTF-8 编码，已按 {coding} 读取，请核对文字。",
    "The file is not in UTF-8; it was read as {coding}. Check the words.",
)
Cells = list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The heading and the rows of a file with their line numbers, and notices in both languages."""

    heading: Cells
    rows: list[tuple[int, Cells]]
    notices: tuple[tuple[str, str], ...]


def read_sheet(data: bytes, *, columns: int = COLUMNS_LIMIT, name: str = "") -> Sheet:
    """The cells of a CSV or XLSX file; the kind is known by its bytes. Refuses what it cannot read.

    `name` is the file's own: one that calls itself a workbook and is none is refused as that, whatever text it holds.
    """
    if len(data) > FILE_LIMIT:
        raise _too_much(f"{FILE_LIMIT // MIB} MB")
    if not data.strip():
        raise refuse(
            "import.empty", zh="文件是空的，请选择有内容的清单。", en="The file is empty; choose a list with rows."
        )
    if not data.startswith(b"PK") and name.lower().endswith(WORKBOOKS):
        raise refuse(
            "import.no_workbook",
            zh="“{name}”的名称是工作簿，内容却不是。请用表格软件打开，另存为 XLSX 或 CSV（UTF-8）后再试。",
            en="“{name}” is named as a workbook, but it is none. Open it in a spreadsheet program, save it as XLSX or "
            "CSV (UTF-8) and try again.",
            name=name[-60:],
        )
    if data.startswith(b"PK"):
        return _bounded(_workbook(data, columns), (), columns)
    text, notices = _decoded(data)
    return _bounded(_csv(text), notices, columns)


def _bounded(lines: Iterable[Cells], notices: tuple[tuple[str, str], ...], columns: int) -> Sheet:
    heading: Cells = []
    rows: list[tuple[int, Cells]] = []
    for number, cells in enumerate(lines, start=1):
        if len(cells) > columns:
            raise _too_much(f"{columns} 列", f"{columns} columns")
        if any(len(cell) > CELL_LIMIT for cell in cells):
            raise _too_much(f"一格 {CELL_LIMIT} 字", f"{CELL_LIMIT} characters in one cell")
        if number == 1:
            heading = cells
        elif any(cell.strip() for cell in cells):
            rows.append((number, cells))
        if len(rows) > ROWS_LIMIT:
            raise _too_much(f"{ROWS_LIMIT} 行", f"{ROWS_LIMIT} rows")
    return Sheet(heading, rows, notices)


def _too_much(zh: str, en: str = "") -> Refused:
    return refuse(
        "import.too_large",
        zh="文件超过限度（{limit_zh}），没有读取。请分成几份再导入。",
        en="The file is over the limit of {limit_en} and was not read. Split it and import the parts.",
        limit_zh=zh,
        limit_en=en or zh,
    )


def _unreadable() -> Refused:
    return refuse(
        "import.unreadable",
        zh="读不了这个文件。请用 CSV（UTF-8）或 XLSX 格式保存后再试。",
        en="This file cannot be read. Save it as CSV (UTF-8) or XLSX and try again.",
    )


def _decoded(data: bytes) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text of a CSV. Broken UTF-8 keeps its marks, so that the cell is found; files in GBK or UTF-16 are read."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _whole(data, "utf-16", "UTF-16")
    text = data.decode("utf-8-sig", "replace")
    broken = text.count("\ufffd")
    if broken and broken > sum(sign > "\x7f" and sign != "\ufffd" for sign in text):
        return _whole(data, "gb18030", "GBK")
    return text, ()


def _whole(data: bytes, coding: str, shown: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    try:
        text = data.decode(coding)
    except UnicodeDecodeError:
        raise _unreadable() from None
    zh, en = ENCODING_NOTICE
    return text, ((zh.format(coding=shown), en.format(coding=shown)),)


def _csv(text: str) -> Iterator[Cells]:
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        yield from reader
    except csv.Error:
        raise _unreadable() from None


def read_book(data: bytes, *, name: str = "") -> list[Sheet]:
    """The cells of all sheets of an XLSX file, or of a CSV as its only sheet; the same limits hold for each."""
    if len(data) > FILE_LIMIT or not data.startswith(b"PK"):
        return [read_sheet(data, name=name)]
    return [_bounded(lines, (), COLUMNS_LIMIT) for lines in _sheets(data)]


def _workbook(data: bytes, columns: int) -> Iterator[Cells]:
    return _sheets(data, columns)[0]


def _sheets(data: bytes, columns: int = COLUMNS_LIMIT) -> list[Iterator[Cells]]:
    _unpack_within_limits(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        return [_lines(sheet, columns) for sheet in book.worksheets[:SHEETS_LIMIT]] or [iter(())]
    except BROKEN:
        raise _unreadable() from None


def _lines(sheet: openpyxl.worksheet._read_only.ReadOnlyWorksheet, columns: int) -> Iterator[Cells]:
    try:
        # A sheet may claim any size; without the claim only rows that are there are read.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_col=columns + 1):
            yield _trimmed([_cell_text(cell) for cell in row])
    except BROKEN:
        # The library tells of broken workbooks in all these ways; to the person it is one thing.
        raise _unreadable() from None


def _trimmed(cells: Sequence[str]) -> Cells:
    last = max((place for place, cell in enumerate(cells, 1) if cell), default=0)
    return list(cells[:last])


def _cell_text(cell: openpyxl.cell.ReadOnlyCell) -> str:
    if cell.data_type == "f":
        return FORMULA
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _unpack_within_limits(data: bytes) -> None:
    """Unpacks every part once, counting what comes out; stated sizes are not believed. Entities are refused."""
    left = UNPACKED_LIMIT
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > PARTS_LIMIT:
                raise _too_much(f"{PARTS_LIMIT} 个部件", f"{PARTS_LIMIT} parts")
            for part in archive.infolist():
                left -= _unpacked(archive, part, left)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        raise _unreadable() from None


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    size, tail = 0, b""
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > left:
                raise _too_much(f"解压后 {UNPACKED_LIMIT // MIB} MB", f"{UNPACKED_LIMIT // MIB} MB unpacked")
            if any(mark in tail + chunk for mark in FORBIDDEN):
                raise _unreadable()
            tail = chunk[-32:]
    return size
