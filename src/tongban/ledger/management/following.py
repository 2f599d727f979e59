"""How followers share the time of the worker: those that are waited for first, the others by turns, with rests between.

In a rush requests go first: followers leave others twice the time they take, those that are waited for as much as they
take, unless a processor stands idle meanwhile. What is owed then is made up within seconds of its end.
"""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from pathlib import Path
from threading import Event as Flag
from time import monotonic
from typing import Any, Final

import psycopg
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

from tongban.ledger.actions import FIRST, FOLLOW_BATCH, FOLLOWERS, connection_as, follow
from tongban.ledger.actions.recording import Reader
from tongban.ledger.queries.reading import events_from

logger = logging.getLogger(__name__)

GATHER_SECONDS: Final = 0.2  # followers take together what came meanwhile; with the sequencer's wait a card comes < 1 s
SLICE_SECONDS: Final = 0.2  # the others work so long at a time before those that are waited for look again
SLICE_BATCH: Final = 100
REST: Final = 2
LONGEST_REST_SECONDS: Final = 2.0
LOOK_SECONDS: Final = 0.1
IDLE_ENOUGH: Final = 0.5  # of a processor
LISTEN_SECONDS: Final = 1.0
TICKS_A_SECOND: Final = 100  # of /proc/stat, on every Linux
STAT: Final = Path("/proc/stat")


@dataclass
class Done:
    """How a round went: whether no handler failed, whether something is left to do, and the seconds that those took who
    are waited for."""

    well: bool = True
    more: bool = False
    first: float = 0.0


class Turns:
    """Rounds of followers: those that are waited for to the newest event, then the others, a batch each in turn."""

    def __init__(self) -> None:
        self._order: deque[str] = deque()
        self._failed: set[str] = set()
        self._others_at = -inf

    def round(self, seconds: float = inf) -> Done:
        """One round of so many seconds; the others go on in the next with whose turn it is. They have a batch at least;
        where those that are waited for have used up the time, only every few rounds.

        A failing follower stays at its event and does not stop the others; a lost connection stops them all.
        """
        began, self._failed = monotonic(), set()
        read = lru_cache(maxsize=2)(events_from)  # most are at one place: read once a round
        for name in [one for one in FOLLOWERS if one in FIRST]:
            while self._batch(name, FOLLOW_BATCH, read):
                pass
        first = monotonic() - began
        if first >= SLICE_SECONDS and monotonic() - self._others_at < LONGEST_REST_SECONDS:
            return Done(not self._failed, True, first)
        self._others_at = monotonic()
        more = self._others(began + seconds, read)
        return Done(not self._failed, more, first)

    def _others(self, until: float, read: Reader) -> bool:
        """Batch after batch by turns; whether the time was over before all had come to the newest event."""
        known = [one for one in FOLLOWERS if one not in FIRST]
        self._order = deque([one for one in self._order if one in known] or known)
        self._order.extend(one for one in known if one not in self._order)
        done = 0
        while done < len(self._order):
            name = self._order[0]
            self._order.rotate(-1)
            done = 0 if self._batch(name, SLICE_BATCH, read) else done + 1
            if not done and monotonic() > until:
                return True
        return False

    def _batch(self, name: str, limit: int, read: Reader) -> int:
        if name in self._failed:
            return 0
        try:
            return follow(name, limit=limit, read=read)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            logger.exception("follower %s cannot handle its next event and waits there", name)
            self._failed.add(name)
            return 0


def follow_all() -> bool:
    """Brings every follower to the newest event; False when the handler of one failed."""
    return Turns().round().well


def follow_until(stop: Flag) -> None:
    """Lets every follower handle new events until `stop` is set; woken by the sequencer."""
    connection.close()
    turns = Turns()
    with connection_as(settings.DATABASES["default"]) as listener:
        listener.execute("LISTEN ledger_leaf")
        while not stop.is_set():
            began = monotonic()
            done = turns.round(SLICE_SECONDS)
            if not done.well:
                stop.wait(LISTEN_SECONDS)
            else:
                owed = rest_after(monotonic() - began, done.first)
                rest(stop, owed, LOOK_SECONDS if done.more else GATHER_SECONDS)
            if not done.more:
                _wait_for_news(listener)


def _wait_for_news(listener: psycopg.Connection[Any]) -> None:
    for _ in listener.notifies(timeout=LISTEN_SECONDS, stop_after=1):
        return


def rest_after(worked: float, first: float = 0.0) -> float:
    """Seconds that followers leave to others after so many of work, `first` of them of those that are waited for: in a
    rush they take a third of a processor, or half of one where somebody waits for it, so that requests are answered
    first; what they owe then is made up within seconds of its end."""
    return min(max(GATHER_SECONDS, REST * (worked - first) + first), LONGEST_REST_SECONDS)


def rest(stop: Flag, owed: float, least: float) -> float:
    """Rests so many seconds; answers how long. From `least` on it ends as soon as half a processor stood idle, for then
    nobody else needs the time."""
    began, idle = monotonic(), Idle()
    while (rested := monotonic() - began) < owed and not stop.wait(min(LOOK_SECONDS, owed - rested)):
        if idle.processors() >= IDLE_ENOUGH and monotonic() - began >= least:
            break
    return monotonic() - began


class Idle:
    """How many processors stood idle from one look to the next; none where the machine does not tell."""

    def __init__(self, stat: Path = STAT) -> None:
        self._stat = stat
        self._at, self._ticks = monotonic(), self._read()

    def processors(self) -> float:
        """Since the look before."""
        at, ticks = monotonic(), self._read()
        stood = (ticks - self._ticks) / TICKS_A_SECOND / max(at - self._at, 0.001)
        self._at, self._ticks = at, ticks
        return stood

    def _read(self) -> int:
        try:
            with self._stat.open(encoding="ascii") as lines:
                _cpu, *ticks = lines.readline().split()
            return int(ticks[3]) + int(ticks[4])
        except (OSError, ValueError, IndexError):
            return 0
