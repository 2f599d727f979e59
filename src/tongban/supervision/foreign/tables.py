"""Reads a table (CSV) of any encoding and dialect row by row; a broken row is counted, named and left out.

A cell may hold line breaks inside quotes. A quote that is never closed costs one row, not the rest of the file.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterator
from itertools import chain, islice

from tongban.supervision.foreign.faults import (
    LONGEST_LINE,
    LONGEST_RECORD_LINES,
    MOST_COLUMNS,
    Faults,
    unreadable,
)
from tongban.supervision.foreign.sources import Source, lines
from tongban.supervision.foreign.texts import Dialect, dialect_of

Row = list[str]
Line = tuple[int, str]


class Table:
    """The rows of a CSV file; `names` are its columns, `faults` collects what was left out."""

    kind = "csv"

    def __init__(self, source: Source) -> None:
        self.faults = Faults()
        self._source = source
        self.dialect: Dialect = dialect_of(source.sample(), source.path.name)
        self._back: deque[Line] = deque()
        self._raw = self._texts()
        self._rows = self._parsed()
        self.names = self._head()

    def getter(self, name: str) -> Callable[[Row], str]:
        """A function from a row to the cell of one column."""
        place = self.names.index(name)
        return lambda row: row[place]

    def head(self, count: int) -> list[Row]:
        """The first rows; they come again when the table is read."""
        first = list(islice(self._rows, count))
        self._rows = chain(first, self._rows)
        return [row for _, row in first]

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        """Line number and cells of each good row."""
        yield from self._rows
        # A last line that is short and has no end: the file breaks off in it.
        self.faults.cut = self._source.cut or 0 < self._source.unended == self._short
        if self._source.cut:
            self.faults.add(0, "压缩文件不完整，后面的内容没有读到。", "The gzip file ends too early.")

    def _head(self) -> list[str]:
        found = next(self._rows, None)
        names = [cell.strip() for cell in found[1]] if found else []
        if not any(names):
            raise unreadable(
                "no_header",
                "{name} 没有可读的表头。第 1 行应写各列名称。",
                "{name} has no readable header. Line 1 should name the columns.",
                name=self._source.path.name,
            )
        twice = sorted({name for name in names if name and names.count(name) > 1})
        if twice:
            raise unreadable(
                "column_twice",
                "{name} 第 {line} 行的列名 {column} 出现多次，分不清用哪一列。请给每列不同的名称。",
                "Line {line} of {name} names the column {column} more than once. Give each column a name of its own.",
                name=self._source.path.name,
                line=found[0] if found else 1,
                column="、".join(twice),
            )
        if len(names) > MOST_COLUMNS:
            raise unreadable(
                "too_wide",
                "{name} 有 {count} 列，超过 {most} 列，不像办理记录。",
                "{name} has {count} columns, more than {most}: it does not look like an event log.",
                name=self._source.path.name,
                count=len(names),
                most=MOST_COLUMNS,
            )
        self._width = len(names)
        return names

    def _texts(self) -> Iterator[Line]:
        """The lines as text; those that cannot be text are bad rows."""
        for number, raw in lines(self._source, self.dialect.end):
            if raw is None:
                self.faults.add(
                    number,
                    f"一行长于 {LONGEST_LINE >> 10} KB，没有读取。",
                    f"The line is longer than {LONGEST_LINE >> 10} KB.",
                )
                continue
            try:
                text = raw.decode(self.dialect.encoding)
            except UnicodeDecodeError:
                said = self.dialect.encoding.upper()
                self.faults.add(number, f"这一行不是 {said} 文字。", f"The line is no {said} text.")
                continue
            if "\0" in text:
                self.faults.add(number, "这一行含有空字节。", "The line holds NUL bytes.")
                continue
            yield number, text.removesuffix("\r").removeprefix("\ufeff")

    def _next(self) -> Line | None:
        return self._back.popleft() if self._back else next(self._raw, None)

    def _records(self) -> Iterator[Line]:
        """Lines joined where a quoted cell goes on in the next one."""
        while line := self._next():
            number, text = line
            if text.count('"') % 2 == 0 or not _open(text, self.dialect.separator):
                if text.strip():
                    yield line
                continue
            more: list[Line] = []
            while len(more) < LONGEST_RECORD_LINES and (following := self._next()):
                more.append(following)
                if following[1].count('"') % 2:
                    break
            joined = "\n".join([text, *(part for _, part in more)])
            if more and more[-1][1].count('"') % 2 and len(joined) <= LONGEST_LINE:
                yield number, joined
                continue
            self._back.extendleft(reversed(more))
            self.faults.add(number, "引号没有成对，请补上或删去引号。", "A quote is never closed. Close or remove it.")

    def _parsed(self) -> Iterator[tuple[int, Row]]:
        self._width, self._short = 0, 0
        for number, text in self._records():
            try:
                row = next(csv.reader([text], delimiter=self.dialect.separator, strict=True))
            except (csv.Error, StopIteration):
                self.faults.add(number, "引号用法有误，分不出各格。", "The quotes are wrong: the cells cannot be told.")
                continue
            if self._width and len(row) != self._width:
                self._short = number if len(row) < self._width else self._short
                self.faults.add(
                    number,
                    f"有 {len(row)} 格，应有 {self._width} 格。",
                    f"The row has {len(row)} cells and should have {self._width}.",
                )
                continue
            yield number, row


def _open(text: str, separator: str) -> bool:
    """Whether a line ends inside a quoted cell."""
    quoted, fresh = False, True
    for sign in text:
        if quoted:
            quoted = sign != '"'
        elif sign == '"' and fresh:
            quoted = True
        fresh = sign == separator or (fresh and quoted) or (sign == '"' and not quoted)
    return quoted
