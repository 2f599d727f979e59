"""Promise F4: no cell of any export begins a formula, however it is parted, and a negative number stays a number."""

from __future__ import annotations

import ast
import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from itertools import product
from pathlib import Path
from random import Random
from typing import Final

import pytest

from tongban.exchange.adapters.file_drop.door import FileDrop
from tongban.powerlist.adapters.spreadsheet.write import workbook
from tongban.powerlist.rules.office.sheets import guarded as office_cell
from tongban.powerlist.rules.office.sheets import unguarded
from tongban.powerlist.rules.sheet import csv_text
from tongban.supervision.foreign.writing import safe

SOURCE: Final = Path(__file__).parents[2] / "src" / "tongban"
STARTS: Final = tuple("=+-@%|\t\r\n＝＋－＠％｜")
FIRST: Final = ("", " ", "\u3000", ";", "\t", '"', ",", "\n", '";"', "甲;", "甲\n", "甲\t ")
REST: Final = ("1+1", "cmd|'/C calc'!A0", 'HYPERLINK("http://x")', "陈芳", "")
RUNS: Final = tuple("=+-@＝＋－＠")
NUMBER: Final = re.compile(r"-\d+(\.\d+)?")
ROWS: Final = 10_000


def cells() -> list[str]:
    """Ten thousand cells: every beginning before every lead, the rest drawn."""
    made = ["".join(parts) for parts in product(FIRST, STARTS, REST)]
    drawn = Random(1)
    return made + [drawn.choice(FIRST) + drawn.choice(STARTS) + drawn.choice(REST) for _ in range(ROWS - len(made))]


def formulas(text: str, signs: str) -> list[str]:
    """Cells that a spreadsheet would run, when it parts cells at each of the signs."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    read = (cell for sign in signs for row in csv.reader(io.StringIO(plain), delimiter=sign) for cell in row)
    return [cell for cell in read if cell.strip().startswith(RUNS) and not NUMBER.fullmatch(cell)]


def exchanged(cell: str) -> str:
    return FileDrop({"coding": "utf-8-sig"}).write([{"a": "x", "b": cell}]).decode("utf-8-sig")


def found(cell: str) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(["x", safe(cell)])
    return out.getvalue()


WRITERS: Final[dict[str, tuple[Callable[[str], str], str]]] = {
    "the list for everybody": (lambda cell: csv_text([("x", cell)], ("a", "b")), ",;\t"),
    "findings of a log": (found, ",;\t"),
    "a file for another system": (exchanged, ","),
    "a table that comes back": (
        lambda cell: csv_text([("x", office_cell(cell))], ("a", "b"), comes_back=True), ",",
    ),
}  # fmt: skip


@pytest.mark.parametrize("writer", WRITERS)
def test_f4_no_cell_of_a_text_file_begins_a_formula(writer: str) -> None:
    write, signs = WRITERS[writer]
    assert [cell for cell in cells() if formulas(write(cell), signs)] == []


@pytest.mark.parametrize("writer", ["the list for everybody", "a file for another system"])
@pytest.mark.parametrize("number", ["-5", "-0.75", "-123456789"])
def test_f4_a_negative_number_stays_a_number(writer: str, number: str) -> None:
    assert list(csv.reader(io.StringIO(WRITERS[writer][0](number))))[-1][1] == number


def test_f4_what_comes_back_is_what_went_out() -> None:
    assert [cell for cell in cells() if unguarded(office_cell(cell)) != cell] == []


def test_f4_no_cell_of_a_workbook_is_a_formula() -> None:
    data = workbook("a", ("a",), [(cell.replace("\r", ""),) for cell in cells()], date(2026, 11, 2))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "sheet" in name and name.endswith(".xml")]
    assert sum(sheet.count("<row ") for sheet in sheets) == ROWS + 1
    assert [name for name in ("<f>", "<f ", "<hyperlink") if any(name in sheet for sheet in sheets)] == []


def loose_books(tree: ast.Module) -> Iterator[int]:
    """Lines that open a workbook in which a text could become a formula, or that write a cell of no stated kind."""
    constants = {
        target.id: ast.unparse(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if ast.unparse(node.func) == "xlsxwriter.Workbook":
            told = " ".join(ast.unparse(one) for one in node.args[1:])
            if "'strings_to_formulas': False" not in constants.get(told, told):
                yield node.lineno
        if node.func.attr in {"write_formula", "write_array_formula", "write_row", "write_column", "write_url"}:
            yield node.lineno
        if node.func.attr == "write" and ast.unparse(node.func.value) in {"sheet", "page", "worksheet"}:
            yield node.lineno


def test_f4_every_workbook_takes_texts_for_texts() -> None:
    books = [path for path in sorted(SOURCE.rglob("*.py")) if "xlsxwriter.Workbook(" in path.read_text("utf-8")]
    assert len(books) >= 8
    trees = {path.relative_to(SOURCE): ast.parse(path.read_text("utf-8")) for path in books}
    assert [f"{name}:{line}" for name, tree in trees.items() for line in loose_books(tree)] == []


@pytest.mark.parametrize(
    "text",
    ["with xlsxwriter.Workbook(out) as book: pass", "xlsxwriter.Workbook(out, {'in_memory': True})",
     "sheet.write(0, 0, name)", "sheet.write_row(0, 0, names)"],
)  # fmt: skip
def test_f4_a_loose_workbook_would_be_found(text: str) -> None:
    assert list(loose_books(ast.parse(text))) == [1]


@pytest.mark.parametrize(("text", "sign"), [("x, =1+1\r\n", ","), ('x,"甲;=1"\r\n', ";"), ('x,"甲\n-1+1"\r\n', ";")])
def test_f4_a_writer_that_looks_at_the_first_sign_only_would_be_found(text: str, sign: str) -> None:
    assert formulas(text, sign)
