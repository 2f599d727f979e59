"""Promise F5: no reader of XML opens an entity, fetches a definition, or includes a file from outside."""

from __future__ import annotations

import io
import socket
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

import pytest

from tongban.kernel.dmn.reader import DmnRefused, read_dmn
from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.findings import FlowRefused
from tongban.kernel.refusals import Refused
from tongban.powerlist.adapters.spreadsheet.read import read_book, read_sheet
from tongban.powerlist.adapters.spreadsheet.write import workbook

SECRET: Final = "QHCANARY-F5"
LAUGH: Final = "haha"
HEADS: Final = {
    "file": '<!DOCTYPE x [<!ENTITY e SYSTEM "file://{path}">]>',
    "net": '<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1:9/e">]>',
    "definition": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    "parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file://{path}"> %p;]>',
    "laughs": '<!DOCTYPE x [<!ENTITY a "' + LAUGH + '"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY e "&b;&b;&b;&b;">]>',
    "include": "",
}  # fmt: skip
INCLUDED: Final = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="file://{path}"/>'
BOOK: Final = workbook("a", ("code", "name"), [("QH-1", "MARK")], date(2026, 11, 2))


def document(kind: str, path: Path, body: str) -> bytes:
    """A document with one of the heads; `MARK` in the body becomes what would be expanded."""
    what = INCLUDED.replace("{path}", str(path)) if kind == "include" else "" if kind == "definition" else "&e;"
    head = '<?xml version="1.0" encoding="UTF-8"?>' + HEADS[kind].replace("{path}", str(path))
    return (head + body.replace("MARK", what)).encode()


def flow(kind: str, path: Path) -> bytes:
    return document(
        kind, path, '<d:definitions xmlns:d="http://www.omg.org/spec/BPMN/20100524/MODEL"><d:process id="p" name="p">'
        "<d:documentation>MARK</d:documentation></d:process></d:definitions>",
    )  # fmt: skip


def table(kind: str, path: Path) -> bytes:
    return document(
        kind, path, '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d">'
        "<description>MARK</description></definitions>",
    )  # fmt: skip


def book(kind: str, path: Path) -> bytes:
    """A workbook whose texts come with one of the heads."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/sharedStrings.xml":
                part = document(kind, path, part.decode().split("?>", 1)[1].strip())
            new.writestr(name, part)
    return out.getvalue()


def told(sheets: Any) -> str:
    """All that was read, also what is read row by row."""
    if isinstance(sheets, str | bytes):
        return str(sheets)
    if isinstance(sheets, list | tuple) or hasattr(sheets, "__next__"):
        return " ".join(told(one) for one in sheets)
    rows = getattr(sheets, "rows", None)
    return repr(sheets) + (told(list(rows)) if rows is not None else "")


READERS: Final[dict[str, tuple[Callable[[str, Path], bytes], Callable[[bytes], Any]]]] = {
    "flow": (flow, read_bpmn),
    "decision table": (table, read_dmn),
    "sheet": (book, read_sheet),
    "book": (book, read_book),
}


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every connection that is tried; none is made."""
    tried: list[Any] = []

    def refuse(_self: Any, address: Any) -> None:
        tried.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", refuse)
    return tried


@pytest.mark.parametrize("kind", HEADS)
@pytest.mark.parametrize("reader", READERS)
def test_f5_nothing_is_expanded_and_nothing_fetched(reader: str, kind: str, tmp_path: Path, calls: list[Any]) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    make, read = READERS[reader]
    try:
        found = told(read(make(kind, secret)))
    except (FlowRefused, DmnRefused, Refused):
        found = ""
    assert SECRET not in found
    assert LAUGH not in found
    assert calls == []


def test_f5_the_book_is_read_when_nothing_is_wrong_with_it() -> None:
    """So that a refusal above is one of the head and not of the made file."""
    assert "MARK" in told(read_sheet(BOOK))


def test_f5_a_reader_that_expands_would_be_found(tmp_path: Path) -> None:
    """Seeded fault: the reader of the standard library opens what a document declares."""
    found = "".join(ElementTree.fromstring(flow("laughs", tmp_path)).itertext())
    assert LAUGH in found
