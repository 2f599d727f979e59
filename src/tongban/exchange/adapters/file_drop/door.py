"""Files in a folder: how most old department systems exchange. `CONTRACT.md` beside this file says what holds."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tongban.exchange.adapters.door import Row, Table, Turned, Unreachable, Unreadable
from tongban.powerlist.rules.sheet import guarded

CODINGS: Final = ("utf-8-sig", "gb18030")
LARGEST: Final = 10 * 1024 * 1024
MOST_ROWS: Final = 20_000


class FileDrop:
    """`settings`: `folder` (absolute), `coding` (utf-8-sig or gb18030). We write to `in/`, the other side to `out/`."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.folder = Path(str(settings.get("folder", "")))
        self.coding = str(settings.get("coding", "gb18030"))

    def read(self, data: bytes) -> Table:
        """A CSV file with one row of headings."""
        if len(data) > LARGEST:
            raise Unreadable("文件超过 10 MB，请分成几个文件。", "The file is larger than 10 MB; split it.")
        lines = _lines(_decoded(data))
        if len(lines) < 2:
            raise Unreadable("文件里没有数据行，请选择有内容的文件。", "The file has no rows; choose one with rows.")
        if len(lines) > MOST_ROWS:
            raise Unreadable("一次最多两万行，请分成几个文件。", "At most 20,000 rows at a time; split the file.")
        headings = tuple(cell.strip() for cell in lines[0])
        if len(set(headings)) != len(headings) or not all(headings):
            raise Unreadable("标题行有空的或重复的列名，请改正。", "The headings hold an empty or a repeated name.")
        rows = tuple(dict(zip(headings, (cell.strip() for cell in line), strict=False)) for line in lines[1:])
        return Table(headings, rows)

    def write(self, rows: Sequence[Row]) -> bytes:
        """The same shape in the other system's coding; a cell that would run as a formula gets an apostrophe."""
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        headings = list(rows[0])
        writer.writerow(headings)
        for row in rows:
            writer.writerow([guarded(row[key]) for key in headings])
        try:
            return out.getvalue().encode(self.coding)
        except UnicodeEncodeError as error:
            raise Turned("coding") from error

    def send(self, data: bytes, *, name: str) -> None:
        """Written beside and renamed, so that the other side never reads half a file; the same name is written once."""
        place = self.folder / "in" / f"{name}.csv"
        try:
            if not place.exists() and not (self.folder / "taken" / place.name).exists():
                part = place.with_suffix(".part")
                with part.open("wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                part.rename(place)
        except OSError as error:
            raise Unreachable(type(error).__name__) from error

    def fetch(self, after: str) -> tuple[list[bytes], str]:
        """The files of `out/` whose names come after `after`, in the order of their names."""
        try:
            names = sorted(path.name for path in (self.folder / "out").iterdir() if path.suffix == ".csv")
            fresh = [name for name in names if name > after][:50]
            return [(self.folder / "out" / name).read_bytes() for name in fresh], (fresh[-1] if fresh else after)
        except OSError as error:
            raise Unreachable(type(error).__name__) from error


def _lines(text: str) -> list[list[str]]:
    """The lines that hold anything."""
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise Unreadable(
            "文件不是完整的 CSV（引号没有配对或单元格过长），请重新导出。",
            "The file is no whole CSV (an open quote, a cell too long); export it again.",
        ) from error
    return [line for line in lines if any(cell.strip() for cell in line)]


def _decoded(data: bytes) -> str:
    for coding in CODINGS:
        try:
            text = data.decode(coding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable(
        "文件不是 UTF-8 或 GB18030 文字，请重新导出为 CSV。", "The file is neither UTF-8 nor GB18030 text."
    )
