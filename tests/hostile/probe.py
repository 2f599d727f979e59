"""Watches one request: the shapes of its statements, a canary table, programs started, calls outward, the log.

A shape is the text of a statement without its values: what a list of values is long by does not count, a text that was
written into the statement does.
"""

from __future__ import annotations

import logging
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import psycopg
import pytest
from django.db import connection, transaction
from django.test import Client
from psycopg import sql

from tests.hostile.inputs import Way
from tests.hostile.payloads import CANARY, COMPUTED, HEADER, PASSWD, TOUCHED
from tests.hostile.values import MARK
from tongban.documents.adapters.viewer import pages

VIEWER: Final = Path(pages.__file__).with_name("worker.py")
Shapes = frozenset[str]
VALUE: Final = r"(?:%[sbt]|\$\d+)(?:::\w+(?:\[\])?)?"
VALUES: Final = re.compile(rf"{VALUE}(?:\s*,\s*{VALUE})+")
ROWS: Final = re.compile(r"(\([^()]*\))(?:\s*,\s*\1)+")
SAVEPOINT: Final = re.compile(r'"s\d+_x\d+"')
WORDS: Final = ("standing", "still")
READ_CANARY: Final = f"SELECT word FROM {CANARY} ORDER BY no"


def shape(statement: str) -> str:
    """A statement's text with every list of values as one."""
    return SAVEPOINT.sub('"s"', ROWS.sub(r"\1", VALUES.sub("%s…", statement)))


def text_of(query: Any, place: Any) -> str:
    if isinstance(query, bytes):
        return query.decode("utf-8", "replace")
    return query.as_string(place) if isinstance(query, sql.Composable) else str(query)


@dataclass(slots=True)
class Seen:
    """What one request did."""

    shapes: Shapes = frozenset()
    faults: list[str] = field(default_factory=list)


class Lines(logging.Handler):
    """Log lines as they would stand in a file."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        record.exc_info = record.exc_text = record.stack_info = None
        self.lines.append(self.format(record))


class Probe:
    """Sends requests one by one, undoes each, and tells what it did."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.statements: list[str] = []
        self.broken: list[str] = []
        self.outside: list[str] = []
        self.log = Lines()
        self._watch_statements(patch)
        patch.setattr(subprocess.Popen, "__init__", self._but_ours(subprocess.Popen.__init__))
        patch.setattr("os.system", self._outward("starts a program"))
        patch.setattr(socket.socket, "connect", self._outward("calls outward"))

    def _watch_statements(self, patch: pytest.MonkeyPatch) -> None:
        """Every statement passes one of these, whichever way it takes to the database."""
        for owner, name in ((psycopg.Cursor, "execute"), (psycopg.Cursor, "executemany"), (psycopg.Cursor, "copy"),
                            (psycopg.ServerCursor, "execute")):  # fmt: skip
            before = getattr(owner, name)

            def kept(cursor: Any, query: Any, *given: Any, before: Any = before, **named: Any) -> Any:
                self.statements.append(text_of(query, cursor))
                try:
                    return before(cursor, query, *given, **named)
                except (
                    psycopg.errors.SyntaxError,
                    psycopg.errors.UndefinedTable,
                    psycopg.errors.UndefinedColumn,
                ) as wrong:
                    self.broken.append(str(wrong)[:200])
                    raise

            patch.setattr(owner, name, kept)

    def _but_ours(self, start: Any) -> Any:
        """What draws a page of a file may start: none of its words comes from outside."""
        refuse = self._outward("starts a program")

        def started(self: Any, words: Any, *given: Any, **named: Any) -> Any:
            ours = [sys.executable, "-I", str(VIEWER)]
            fixed = list(words[:3]) == ours and all(re.fullmatch(r"inspect|page|[0-9]+", word) for word in words[3:])
            return (start if fixed else refuse)(self, words, *given, **named)

        return started

    def _outward(self, what: str) -> Any:
        def refuse(*given: Any, **_named: Any) -> Any:
            self.outside.append(f"{what}: {given[1:]}"[:200])
            raise ConnectionRefusedError

        return refuse

    def send(self, client: Client, way: Way, values: dict[str, str]) -> Seen:
        """One request, undone."""
        cookies = client.cookies.copy()
        with transaction.atomic():
            for told in (self.statements, self.broken, self.outside, self.log.lines):
                told.clear()
            response = way.send(client, values)
            content = b"".join(response) if response.streaming else response.content
            seen = Seen(frozenset(map(shape, self.statements)))
            seen.faults += [*self.broken, *self.outside, *answer_faults(response, content, values), *self._log_faults()]
            seen.faults += canary_faults()
            transaction.set_rollback(True)
        client.cookies = cookies
        return seen

    def _log_faults(self) -> Iterator[str]:
        yield from (
            f"a log line is broken: {line!r}"[:200] for line in self.log.lines if re.search(r"[\r\n\x1b]", line)
        )


def canary_faults() -> Iterator[str]:
    try:
        with connection.cursor() as cursor:
            cursor.execute(READ_CANARY)
            words = tuple(row[0] for row in cursor.fetchall())
    except Exception as wrong:  # noqa: BLE001 (the transaction itself may be broken)
        yield f"the canary cannot be read: {wrong}"[:200]
        return
    if words != WORDS:
        yield f"the canary was touched: {words}"
    if Path(TOUCHED).exists():
        yield "a program ran"


def answer_faults(response: Any, content: bytes, values: dict[str, str]) -> Iterator[str]:
    """What is wrong with an answer to such values."""
    if response.status_code >= 500:
        yield f"answers {response.status_code}"
    wild = [name for name, value in response.headers.items() if re.search(r"[\r\n]", f"{name}{value}")]
    if wild or HEADER in response or "tbx" in response.cookies:
        yield f"a header or cookie of the sender's: {wild}"
    if PASSWD.encode() in content or b"SECRET_KEY'" in content:
        yield "tells a file or a secret"
    if COMPUTED.encode() in content and not any(COMPUTED in value for value in values.values()):
        yield "computes what was sent"
    if "html" in response.get("Content-Type", ""):
        wild = [value for value in values.values() if "<" in value and value.encode("utf-8", "replace") in content]
        if MARK.encode() in content or wild:
            yield "repeats a value unescaped"


@contextmanager
def probing() -> Iterator[Probe]:
    """A probe with its canary in the test's own transaction; the log is read at its root."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE {CANARY} (no int, word text)")
        cursor.execute(f"INSERT INTO {CANARY} VALUES (1, %s), (2, %s)", WORDS)
    loggers = [logging.getLogger(name) for name in ("", "django", "django.server")]
    with pytest.MonkeyPatch.context() as patch:
        probe = Probe(patch)
        for logger in loggers:
            logger.addHandler(probe.log)
        try:
            yield probe
        finally:
            for logger in loggers:
                logger.removeHandler(probe.log)
            with connection.cursor() as cursor:
                cursor.execute(f"DROP TABLE {CANARY}")
