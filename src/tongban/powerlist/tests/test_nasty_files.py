"""Files nobody should have to read: bombs, wrong encodings, NUL, thousands of columns. A refusal or findings."""

from __future__ import annotations

import io
import zipfile

import pytest

from tongban.kernel.refusals import Refused
from tongban.powerlist.adapters.spreadsheet.read import (
    COLUMNS_LIMIT,
    FILE_LIMIT,
    ROWS_LIMIT,
    UNPACKED_LIMIT,
    read_book,
    read_sheet,
)
from tongban.powerlist.rules.importing import column_names, judge
from tongban.powerlist.rules.rows import Row
from tongban.powerlist.tests.lists import GOOD, listed


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def faults(data: bytes) -> list[str]:
    sheet = read_sheet(data)
    names = column_names(sheet.heading)
    rows = [Row(no, {key: cells[at] for at, key in names.items() if at < len(cells)}) for no, cells in sheet.rows]
    return [finding.code for finding in judge(rows)]


LYING = bytearray(zipped({"xl/workbook.xml": b"0" * (UNPACKED_LIMIT + 1)}))
LYING[LYING.index(b"PK\x01\x02") + 24 : LYING.index(b"PK\x01\x02") + 28] = b"\x01\x00\x00\x00"
DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'

REFUSED = {
    "empty": (b"", "import.empty"),
    "blanks": (b" \n ", "import.empty"),
    "too many bytes": (b"a" * (FILE_LIMIT + 1), "import.too_large"),
    "ten thousand columns": (",".join(["x"] * 10_000).encode(), "import.too_large"),
    "too many rows": (b"a\n" * (ROWS_LIMIT + 3), "import.too_large"),
    "a giant cell": (b"name\n" + b"x" * 100_000, "import.too_large"),
    "a giant quoted cell": (b'name\n"' + b"x" * 300_000 + b'"', "import.unreadable"),
    "a bomb": (zipped({"xl/workbook.xml": b"0" * (UNPACKED_LIMIT + 1)}), "import.too_large"),
    "a bomb with a lying header": (bytes(LYING), "import.unreadable"),
    "many parts": (zipped({f"p{n}": b"" for n in range(300)}), "import.too_large"),
    "an entity": (zipped({"xl/worksheets/sheet1.xml": DTD}), "import.unreadable"),
    "an entity in UTF-16": (zipped({"xl/workbook.xml": DTD.decode().encode("utf-16-le")}), "import.unreadable"),
    "a zip that is no workbook": (zipped({"readme.txt": b"hello"}), "import.unreadable"),
    "a broken zip": (b"PK\x03\x04" + b"\x00" * 40, "import.unreadable"),
    "a workbook with broken parts": (zipped({"[Content_Types].xml": b"<", "xl/workbook.xml": b"<"}),
                                      "import.unreadable"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(128, 256)) * 8, "import.unreadable"),
    "half a UTF-16 sign": (b"\xff\xfea", "import.unreadable"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_words(name: str) -> None:
    data, code = REFUSED[name]
    with pytest.raises(Refused) as refused:
        read_sheet(data)
    assert refused.value.refusal.code == code
    assert refused.value.refusal.sentence("en") != refused.value.refusal.sentence("zh")


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\u202e", "\u200b", "\x1b", "\ufffd"])
def test_a_sign_that_cannot_be_shown_is_a_finding(sign: str) -> None:
    assert faults(listed([{**GOOD, "name": f"食品{sign}登记"}]).encode()) == ["unreadable"]


def test_a_lone_surrogate_in_utf_8_is_a_finding() -> None:
    assert faults(listed([{**GOOD, "name": "食品X登记"}]).encode().replace(b"X", b"\xed\xa0\x80")) == ["unreadable"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝"])
def test_what_begins_like_a_formula_is_a_finding(start: str) -> None:
    assert faults(listed([{**GOOD, "name": f"{start}1+1"}]).encode()) == ["formula"]


@pytest.mark.parametrize(("coding", "notices"), [("utf-8", 0), ("utf-8-sig", 0), ("gb18030", 1), ("utf-16", 1)])
def test_encodings_are_read_and_told(coding: str, notices: int) -> None:
    data = listed([GOOD] * 1).encode(coding)
    assert len(read_sheet(data).notices) == notices
    assert faults(data) == []


def test_a_row_with_fewer_cells_lacks_them_and_no_more() -> None:
    assert faults(listed([GOOD]).encode() + b"only\r\n")[0] == "missing"


def test_the_limit_of_columns_is_allowed() -> None:
    assert len(read_sheet(",".join(["x"] * COLUMNS_LIMIT).encode()).heading) == COLUMNS_LIMIT


@pytest.mark.parametrize("name", ["清单.xlsx", "LIST.XLS", "a.xlsm"])
def test_a_text_that_calls_itself_a_workbook_is_told_so_and_nothing_of_columns(name: str) -> None:
    for read in (read_sheet, read_book):
        with pytest.raises(Refused, match="import.no_workbook") as told:
            read("hello\n你好".encode(), name=name)
        assert "内容却不是" in told.value.refusal.sentence("zh")


def test_a_text_under_its_own_name_is_read() -> None:
    assert read_sheet(b"a,b\n1,2", name="list.csv").heading == ["a", "b"]
