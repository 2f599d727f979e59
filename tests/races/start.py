"""The starting line: contenders wait at one barrier, act at once on real commits, and what each met is kept.

A refusal with a sentence is a fair answer; any other error is an anomaly, for a person would have seen a fault.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Barrier, Thread

from django.db import connection

from tongban.kernel.refusals import Refused

RUNNERS = 8
Contender = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Met:
    """What one contender met: `done`, the code of a refusal, or an error that nobody should see."""

    end: str
    error: str = ""


def met(contender: Contender) -> Met:
    try:
        contender()
    except Refused as refused:
        return Met(refused.refusal.code)
    except Exception as error:  # noqa: BLE001
        return Met("broken", f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}")
    return Met("done")


@dataclass(slots=True)
class Track:
    """Eight runners with a connection each; `run` lets them start together and gives what each met."""

    barrier: Barrier = field(default_factory=lambda: Barrier(RUNNERS + 1))
    contenders: Sequence[Contender] = ()
    results: list[Met] = field(default_factory=lambda: [Met("")] * RUNNERS)
    open: bool = True

    def run(self, contenders: Sequence[Contender]) -> list[Met]:
        self.contenders = contenders
        self.barrier.wait()
        self.barrier.wait()
        return self.results[: len(contenders)]

    def runner(self, number: int) -> None:
        connection.ensure_connection()
        try:
            while True:
                self.barrier.wait()
                if not self.open:
                    return
                if number < len(self.contenders):
                    self.results[number] = met(self.contenders[number])
                self.barrier.wait()
        finally:
            connection.close()


@contextmanager
def track() -> Iterator[Track]:
    """A track for one race; runners change often, so that they meet inside their acts and not only at the line."""
    line = Track()
    threads = [Thread(target=line.runner, args=(number,), daemon=True) for number in range(RUNNERS)]
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0002)
    for thread in threads:
        thread.start()
    try:
        yield line
    finally:
        sys.setswitchinterval(before)
        line.open = False
        line.barrier.wait()
        for thread in threads:
            thread.join()
