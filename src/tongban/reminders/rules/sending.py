"""When a reminder is tried again, and what is handed to an adapter. Pure; it sends nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

LONGEST_WAIT: Final = timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message as an adapter gets it: `key` is the same each time it is tried, so that it goes out once.

    `address` is a telephone number, a staff number or a mail address, as the adapter's contract says. `repr` shows
    neither address nor text, so no traceback or log can.
    """

    key: str
    address: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)


class Unreachable(Exception):
    """The outside did not answer, or not clearly: the same message is tried again later."""


class Undeliverable(Exception):
    """The outside said that it will never deliver this: it is not tried again. `code` says why in one word."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def wait_after(tries: int) -> timedelta:
    """How long after the first, second … try the next one comes: 1, 2, 4 … minutes, at most an hour."""
    return min(timedelta(minutes=2 ** min(tries - 1, 10)), LONGEST_WAIT)
