"""Eight clients of the writer: each leads cases through their whole life, one act after the other.

An acknowledged act is on the disk in the client's book before the next one is asked for. When the writer dies in
between, the client asks for the same act again of the next writer: if it was done after all, it is told so.
"""

from __future__ import annotations

import json
import os
import socket
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any

WAY = ["accept", "review market", "review fire", "review urban", "decide", "issue", "deliver"]


@dataclass(slots=True)
class Client:
    """One client: where its case stands, its book of acknowledged acts, errors that nobody should see."""

    book: Path
    random: Random
    case: str = ""
    left: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    answers: int = 0

    def work(self, line: socket.socket) -> None:
        """Asks for act after act until the line breaks."""
        with (
            suppress(OSError),
            open(self.book, "a", encoding="utf-8") as book,
            line.makefile("rw", encoding="utf-8") as wire,
        ):
            while told := self.ask(wire):
                self.answers += 1
                if "type" in told:
                    book.write(f"{told['case']} {told['type']}\n")
                    book.flush()
                    os.fsync(book.fileno())
                self.go_on(told)

    def ask(self, wire: Any) -> dict[str, Any] | None:
        try:
            wire.write(json.dumps({"act": self.left[0] if self.left else "receive", "case": self.case}) + "\n")
            wire.flush()
            line = wire.readline()
            told: dict[str, Any] | None = json.loads(line) if line.endswith("\n") else None
        except OSError:
            return None
        return told

    def go_on(self, told: dict[str, Any]) -> None:
        """The next act of this case, or a new case."""
        if "error" in told:
            self.errors.append(told["error"])
            self.left = []
        elif self.left:
            self.left.pop(0)
        else:
            self.case, branches = told["case"], WAY[1:4]
            self.random.shuffle(branches)
            self.left = [WAY[0], *branches, *WAY[4:]] if self.random.random() < 0.8 else ["accept", "withdraw"]


@dataclass(slots=True)
class Load:
    """All clients at work against one writer."""

    clients: list[Client]
    threads: list[Thread] = field(default_factory=list)
    lines: list[socket.socket] = field(default_factory=list)

    def open_lines(self) -> list[socket.socket]:
        """The writer's ends; the clients keep the others."""
        pairs = [socket.socketpair() for _ in self.clients]
        self.lines = [ours for ours, _ in pairs]
        return [theirs for _, theirs in pairs]

    def start(self) -> None:
        self.threads = [
            Thread(target=client.work, args=(line,), daemon=True)
            for client, line in zip(self.clients, self.lines, strict=True)
        ]
        for thread in self.threads:
            thread.start()

    def wait_for_answers(self, more: int) -> None:
        """Until so many acts were answered, so that the writer is killed at work and not while it starts."""
        wanted = self.answers() + more
        patience = time.monotonic() + 120
        while self.answers() < wanted and time.monotonic() < patience:
            time.sleep(0.002)

    def answers(self) -> int:
        return sum(client.answers for client in self.clients)

    def wait(self) -> None:
        """Until every client has seen that its line is broken."""
        for thread in self.threads:
            thread.join(timeout=120)
            assert not thread.is_alive()
        for line in self.lines:
            line.close()


def acknowledged(load: Load) -> list[tuple[str, str]]:
    """Every act that a client was told is done, from the books on the disk."""
    lines = [line for client in load.clients for line in client.book.read_text("utf-8").splitlines()]
    return [(case, kind) for case, kind in (line.split(" ") for line in lines)]
