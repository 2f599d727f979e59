"""Processes that live the lives of orders one after the other, each until it is killed; what they leave is one world.

A kill is SIGKILL of the process that acts; the database lives on, as when a server process dies.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import traceback
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import connection

from tests.hotline.cycle_acts import step
from tests.hotline.cycles import ENDED, Life, World, lived
from tongban.hotline.models import OrderContact

_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG


@dataclass(slots=True)
class Killed:
    """How many processes were killed, what they had told whom, how far the clock went, what they did how often."""

    kills: int
    told: dict[UUID, str]
    now: datetime
    counts: dict[str, int]


def lived_and_killed(world: World, folder: Path, *, most: int = 100_000) -> Killed:
    """Forks process after process until all lives are lived; the caller holds no open connection."""
    book, kills, parent = folder / "told", 0, os.getpid()
    book.touch()
    while kills < most:
        connection.close()
        pid = os.fork()
        if pid == 0:
            _live(replace(world, book=book, mortal=True), kills, folder, parent)
        _, status = os.waitpid(pid, 0)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            kills += 1
        elif os.WEXITSTATUS(status):
            raise AssertionError((folder / "error").read_text("utf-8"))
        else:
            break
    told = [json.loads(line) for line in book.read_text("utf-8").splitlines()]
    counts = folder / "counts"
    return Killed(
        kills, {UUID(one["request"]): one["number"] for one in told}, datetime.fromisoformat(told[-1]["now"]),
        json.loads(counts.read_text("utf-8")) if counts.exists() else {},
    )  # fmt: skip


def _live(world: World, life: int, folder: Path, parent: int) -> None:
    """One process: takes up what stands, asks again what was not answered, goes on. It never outlives who looks at it:

    a look raises alarms a year ahead, and what a process that lived on did after them stood before them in time.
    """
    ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    try:
        _take_up(world)
        lived(world, step, life)
        (folder / "counts").write_text(json.dumps(world.counts), "utf-8")
    except BaseException:  # noqa: BLE001
        (folder / "error").write_text(traceback.format_exc(), "utf-8")
        os._exit(1)
    os._exit(0)


def _take_up(world: World) -> None:
    """How far the lives had come: who asked last, which orders are still on their way, what the clock said."""
    assert world.book is not None
    told = [json.loads(line) for line in world.book.read_text("utf-8").splitlines()]
    if told:
        world.now = max(world.now, datetime.fromisoformat(told[-1]["now"]))
    ours = {str(world.asked(number).request): number for number in range(world.lives)}
    begun = [ours[one["request"]] for one in told if one["request"] in ours]
    world.begun = max(begun, default=-1) + 1
    rows = OrderContact.objects.filter(kind="first").exclude(order__state__in=ENDED).values_list("request", "order_id")
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(at) FROM ledger.event WHERE kind = 'order'")
        world.now = max(world.now, cursor.fetchone()[0] or world.now)
    for request, order in rows:
        if str(request) in ours and len(world.alive) < world.most:
            world.alive.append(Life(ours[str(request)], order, 12, world.now))
