"""Reads XES (IEEE 1849) as a stream: one event at a time, memory for one trace's attributes and no more.

Attributes of the trace are named with `case:` before them, as tables made from XES do. Whatever can make an XML parser
misbehave (a DOCTYPE, an entity, elements without end) refuses the file.
"""

from __future__ import annotations

import codecs
import re
from collections import deque
from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import NoReturn
from xml.parsers import expat

from tongban.supervision.foreign.faults import Faults, unreadable
from tongban.supervision.foreign.sources import Source

Cells = tuple[dict[str, str], dict[str, str]]
LONGEST_ELEMENT = 1 << 20
DEEPEST = 64
MOST_ATTRIBUTES = 2_000
DECLARED = re.compile(rb"""<\?xml[^>]*encoding=["']([\w.-]{1,40})["']""")
KNOWN = frozenset({b"utf-8", b"utf-16", b"us-ascii", b"iso-8859-1"})
VALUES = frozenset({"string", "date", "int", "float", "boolean", "id"})


class Traces:
    """The events of an XES file; `names` are the attributes seen in its first events."""

    kind = "xes"

    def __init__(self, source: Source) -> None:
        self.faults = Faults()
        self._source = source
        self._rows: Iterator[tuple[int, Cells]] = self._read()
        sample = self.head(2_000)
        if not sample:
            self._refuse("no_events", "没有一个事件", "holds no event")
        self.names = list(dict.fromkeys(name for trace, event in sample for name in (*trace, *event)))

    def getter(self, name: str) -> Callable[[Cells], str]:
        """A function from an event to one attribute; empty where it has none."""
        place = 0 if name.startswith("case:") else 1
        return lambda cells: cells[place].get(name, "")

    def head(self, count: int) -> list[Cells]:
        """The first events; they come again when the log is read."""
        first = list(islice(self._rows, count))
        self._rows = chain(first, self._rows)
        return [cells for _, cells in first]

    def __iter__(self) -> Iterator[tuple[int, Cells]]:
        """Line number and attributes of each event."""
        return iter(self._rows)

    def _read(self) -> Iterator[tuple[int, Cells]]:
        parser = _Parser(self._refuse, self.faults, self._decoder())
        quiet = 0
        while piece := self._source.read():
            seen = parser.elements
            try:
                parser.feed(piece)
            except expat.ExpatError as error:
                yield from parser.ready
                yield from self._broken(parser, error)
                return
            yield from parser.take()
            quiet = 0 if parser.elements > seen else quiet + len(piece)
            if quiet > LONGEST_ELEMENT:
                self._refuse("long_element", "有一个元素长于 1 MB", "holds an element longer than 1 MB")
        try:
            parser.finish()
        except expat.ExpatError as error:
            yield from self._broken(parser, error)

    def _decoder(self) -> codecs.IncrementalDecoder | None:
        """For an encoding that the XML parser does not know itself, such as GB18030."""
        match = DECLARED.match(self._source.sample()[:200])
        if match is None or match[1].lower() in KNOWN:
            return None
        try:
            return codecs.getincrementaldecoder(match[1].decode())("replace")
        except LookupError:
            self._refuse("xml_encoding", "的编码读不了，请另存为 UTF-8", "has an unknown encoding; save it as UTF-8")

    def _broken(self, parser: _Parser, error: expat.ExpatError) -> Iterator[tuple[int, Cells]]:
        """A file that stops being XML: what came before counts, the rest is named as lost."""
        line = error.lineno
        if not parser.events:
            self._refuse(
                "not_xml",
                f"第 {line} 行不是正确的 XML，应是 XES 文件",
                f"is no proper XML at line {line}; XES is expected",
            )
        self.faults.cut = True
        self.faults.add(
            line, "从这一行起不是正确的 XML，后面的内容没有读到。", "The XML breaks here; the rest is lost."
        )
        yield from ()

    def _refuse(self, code: str, zh: str, en: str) -> NoReturn:
        name = self._source.path.name
        raise unreadable(
            code, "{name} {said}，没有读取。", "{name} {told}; it was not read.", name=name, said=zh, told=en
        )


class _Parser:
    """The state between two pieces of the file."""

    def __init__(
        self, refuse: Callable[[str, str, str], NoReturn], faults: Faults, decoder: codecs.IncrementalDecoder | None
    ) -> None:
        self.ready: deque[tuple[int, Cells]] = deque()
        self.elements = self.events = 0
        self._refuse, self._faults = refuse, faults
        self._path: list[str] = []
        self._trace: dict[str, str] = {}
        self._event: dict[str, str] | None = None
        self._traces = self._line = 0
        self._decoder = decoder
        self._parser = expat.ParserCreate("utf-8" if decoder else None)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.EntityDeclHandler = self._doctype

    def feed(self, piece: bytes) -> None:
        """One more piece."""
        self._parser.Parse(self._decoder.decode(piece).encode() if self._decoder else piece, False)

    def finish(self) -> None:
        """The end of the file."""
        self._parser.Parse(b"", True)

    def take(self) -> Iterator[tuple[int, Cells]]:
        """The events that are whole."""
        while self.ready:
            yield self.ready.popleft()

    def _doctype(self, *_: object) -> None:
        self._refuse(
            "doctype", "含有 DOCTYPE 或实体声明，可能有害", "declares a DOCTYPE or entities, which may do harm"
        )

    def _start(self, tag: str, given: dict[str, str]) -> None:
        self.elements += 1
        tag = tag.rpartition(":")[2]
        path = self._path
        if not path and tag != "log":
            self._refuse(
                "not_xes", f"的最外层是 {tag[:40]}，不是 XES 的 log", f"begins with {tag[:40]}, not with XES's log"
            )
        if len(path) > DEEPEST:
            self._refuse("deep", f"元素嵌套超过 {DEEPEST} 层", f"nests elements more than {DEEPEST} deep")
        if tag in VALUES and path[-1:] == ["event"] and self._event is not None:
            _put(self._event, given.get("key", ""), given.get("value", ""))
        elif tag in VALUES and path[-1:] == ["trace"]:
            _put(self._trace, "case:" + given.get("key", ""), given.get("value", ""))
        elif tag == "trace":
            self._traces += 1
            self._trace = {}
        elif tag == "event":
            self._event, self._line = {}, self._parser.CurrentLineNumber
        path.append(tag)

    def _end(self, _tag: str) -> None:
        if self._path.pop() != "event" or self._event is None:
            return
        if self._path[-1:] == ["trace"]:
            # A trace without a name is still one case.
            self._trace.setdefault("case:concept:name", f"#{self._traces}")
            self.ready.append((self._line, (self._trace, self._event)))
            self.events += 1
        elif self._path[-1:] == ["log"]:
            self._faults.add(self._line, "事件不在任何办件之内。", "The event stands outside every trace.")
        self._event = None


def _put(cells: dict[str, str], name: str, value: str) -> None:
    if len(cells) < MOST_ATTRIBUTES:
        cells[name] = value
