"""Keys of rows and events: UUIDv7 (RFC 9562) from a source that can be swapped for tests and simulation.

Within one source every key is greater than the one before, also within a millisecond and when the clock steps back.
A key is no secret and proves nothing; what must not be guessed takes its own random bytes.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Final
from uuid import UUID

# 12 bits beside the version count the keys of one millisecond; they start in the lower half so that at least 2,048 more
# fit before the next millisecond is borrowed (RFC 9562, 6.2, method 1).
_COUNTER_LIMIT: Final = 1 << 12
_COUNTER_START_MASK: Final = 0x7FF
_VERSION_AND_VARIANT: Final = (0x7 << 76) | (0b10 << 62)
_RANDOM_MASK: Final = (1 << 62) - 1
_BYTES_PER_KEY: Final = 10


class IdSource:
    """Makes rising UUIDv7 keys from a clock (ms since 1970) and a source of random bytes; safe for threads."""

    def __init__(self, clock_ms: Callable[[], int], random_bytes: Callable[[int], bytes]) -> None:
        self._clock_ms = clock_ms
        self._random_bytes = random_bytes
        self._lock = Lock()
        self._last_ms = -1
        self._counter = 0

    def next(self) -> UUID:
        """The next key, greater than every key this source gave before."""
        noise = int.from_bytes(self._random_bytes(_BYTES_PER_KEY), "big")
        now = self._clock_ms()
        with self._lock:
            if now > self._last_ms:
                self._last_ms, self._counter = now, (noise >> 64) & _COUNTER_START_MASK
            else:
                self._counter += 1
                if self._counter == _COUNTER_LIMIT:
                    self._last_ms, self._counter = self._last_ms + 1, 0
            stamp = (self._last_ms << 80) | (self._counter << 64)
        return UUID(int=stamp | _VERSION_AND_VARIANT | (noise & _RANDOM_MASK))


class SeededIds(IdSource):
    """The same keys in the same order for the same seed; for tests and the simulation, never for real rows.

    Without a clock of its own every key is one millisecond after the one before, from 1 January 2026 UTC.
    """

    def __init__(self, seed: int | str, clock_ms: Callable[[], int] | None = None) -> None:
        self._ticks = 1_767_225_600_000
        super().__init__(clock_ms or self._tick, random.Random(seed).randbytes)

    def _tick(self) -> int:
        self._ticks += 1
        return self._ticks


def _wall_clock_ms() -> int:
    return time.time_ns() // 1_000_000


_DEFAULT: Final = IdSource(_wall_clock_ms, os.urandom)
_current: ContextVar[IdSource] = ContextVar("ids", default=_DEFAULT)


def uuid7() -> UUID:
    """The next key of the current source."""
    return _current.get().next()


class Keys(dict[str, UUID]):
    """Keys by their text, each made once: what is read or unpacked by the hundred thousand has a few hundred."""

    def __missing__(self, text: str) -> UUID:
        self[text] = UUID(text)
        return self[text]


@contextmanager
def use_ids(source: IdSource) -> Iterator[IdSource]:
    """Keys come from `source` inside the block, in this thread or task only."""
    token = _current.set(source)
    try:
        yield source
    finally:
        _current.reset(token)
