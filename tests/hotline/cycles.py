"""Random lives of orders through the real acts, many side by side: filed twice, joined, merged, sent round, forgotten.

A world lives in one process. Where it is mortal the process kills itself (SIGKILL) at moments drawn from the seed:
before an act, in the middle of one at some statement, after its commit and before anybody was told. The next process
finds what stands in the book and in the database, asks again what nobody answered, and goes on (`killing`).
"""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import connection

from tests.cast import on
from tests.hotline.stage import Line
from tongban.hotline.actions import alarms, closing, taking
from tongban.hotline.actions.taking import Taken
from tongban.hotline.models import Order
from tongban.hotline.rules.intake import Request
from tongban.kernel.actor import Actor
from tongban.kernel.ids import SeededIds, use_ids
from tongban.kernel.refusals import Refused

KINDS = ("consult", "help", "complaint", "complaint", "report", "suggestion", "praise", "efficiency", "misconduct")
WORDS = "路灯不亮积水噪音油烟占道停车垃圾电梯供暖停水欠薪施工扬尘井盖树木护栏"
ENDED = ("closed", "merged", "transferred", "not_taken")
BEGINS = on(2, 2, 9)
DEATHS, TWICE = 0.006, 0.05
ALIVE, LASTS, ROUND = 25, timedelta(days=12), 40


@dataclass
class Life:
    """One order on its way: how many more steps somebody cares for it, and until when everybody is silent."""

    number: int
    order: UUID
    steps: int
    wakes: datetime


@dataclass
class World:
    """One line, its people, a random source and a clock that only goes forward; `book`: what was told to whom."""

    line: Line
    seed: str
    lives: int
    book: Path | None = None
    mortal: bool = False
    hasty: bool = False
    now: datetime = BEGINS
    begun: int = 0
    alive: list[Life] = field(default_factory=list)
    people: dict[str, Actor] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    random: Random = field(default_factory=Random)

    def who(self, post: str, role: int = 0) -> Actor:
        """An official, looked up once."""
        key = f"{post}{role}"
        if key not in self.people:
            self.people[key] = self.line.who(post, self.now, role)
        return self.people[key]

    def drawn(self, kind: str) -> UUID:
        """A key from the world's own source."""
        return uuid5(NAMESPACE_OID, f"{self.seed}{kind}{self.random.random()}")

    def passes(self) -> None:
        """Time goes by: so little that as many orders are open at once as on a real line."""
        mean = LASTS.total_seconds() / 60 / (self.most * 10)
        self.now += timedelta(minutes=1 + int(self.random.expovariate(1 / mean)))

    @property
    def most(self) -> int:
        """How many lives go on side by side."""
        return max(12, self.lives // ALIVE)

    def do(self, act: Callable[..., Any], *, told: UUID | None = None, **given: Any) -> Any:
        """One act; sometimes the process dies in it, sometimes it is sent twice. `told`: the request it answers."""
        self.passes()
        try:
            if self.hasty and told is not None:
                self.write(told, "hasty")
            with self.dying():
                done = act(**given, at=self.now)
            if told is not None:
                self.write(told, done.number if isinstance(done, Taken) else "")
            if self.random.random() < TWICE:
                self.count("twice")
                act(**given, at=self.now)
            return done
        except Refused as refused:
            self.count("refused")
            self.count(f"refused {refused.refusal.code}")
            return None

    def count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1

    def write(self, request: UUID, number: str) -> None:
        """Somebody was told that a request is taken."""
        if self.book is not None:
            with open(self.book, "a", encoding="utf-8") as book:
                book.write(json.dumps({"request": str(request), "number": number, "now": self.now.isoformat()}) + "\n")

    @contextmanager
    def dying(self) -> Iterator[None]:
        """Perhaps this act is the process's last: before it, at one of its statements, or after its commit."""
        if not self.mortal or self.random.random() >= DEATHS:
            yield
            return
        left = [self.random.choice((0, 1, 2, 4, 7, 11, 16, 22, 999))]

        def count(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
            if left[0] <= 0:
                die()
            left[0] -= 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            yield
        die()

    def asked(self, number: int) -> Request:
        """What life `number` asks: the same whenever it is asked again."""
        chance = Random(f"{self.seed}:{number}")
        pick = chance.choice
        kind, phone = pick(KINDS), pick(("", f"139{chance.randrange(max(40, self.lives // 3)):08d}"))
        city = f"CITY{number}" if chance.random() < 0.1 else ""
        return Request(
            request=uuid5(NAMESPACE_OID, f"{self.seed}:{number}"), kind=kind, place_id=self.line.cast.county.home,
            name="周小云" if phone else "", text="".join(pick(WORDS) for _ in range(12)), phone=phone,
            urgency=pick(("general", "general", "lifeline", "life")), origin="city" if city else "", outside_no=city,
            channel="city" if city else pick(("phone", "web", "letter")), named=bool(phone),
            complained_id=self.line.body("market") if kind == "efficiency" else None,
            elsewhere=pick(("court", "petition")) if chance.random() < 0.02 else "",
            emergency="110" if chance.random() < 0.02 else "",
        )  # fmt: skip


def die() -> None:
    """kill -9, by the process's own hand."""
    os.kill(os.getpid(), signal.SIGKILL)


def lived(world: World, step: Callable[[World, Life, Order, Request], None], life: int = 0) -> World:
    """All lives to their end, or until nobody cares any more; what nobody does in time the worker's round finds.

    `life`: which process this is, so that each has random numbers of its own.
    """
    world.random = Random(f"{world.seed}:{life}")
    moment = lambda: int(world.now.timestamp() * 1000)  # noqa: E731
    with use_ids(SeededIds(f"{world.seed}:{life}", moment)):
        turns = 0
        while world.begun < world.lives or world.alive:
            turns += 1
            if turns % ROUND == 0:
                _round(world)
            if world.begun < world.lives and len(world.alive) < world.most:
                _begin(world)
            else:
                _turn(world, step)
    return world


def _begin(world: World) -> None:
    number, world.begun = world.begun, world.begun + 1
    asked = world.asked(number)
    taken = world.do(taking.take_order, told=asked.request, asked=asked, by=world.who("hotline_1"))
    if taken is not None:
        world.alive.append(Life(number, taken.order_id, world.random.choice((2, 12, 30)), world.now))


def _turn(world: World, step: Callable[[World, Life, Order, Request], None]) -> None:
    life = world.random.choice(world.alive)
    life.steps -= 1
    row = Order.objects.get(pk=life.order)
    if life.steps < 0 or (row.state in ENDED and world.random.random() < 0.6):
        world.alive.remove(life)
    elif life.wakes > world.now:
        world.now += timedelta(minutes=20)
    elif world.random.random() < 0.03:
        life.wakes = world.now + timedelta(days=world.random.randrange(3, 20))
    else:
        step(world, life, row, world.asked(life.number))


def _round(world: World) -> None:
    """What the worker does every minute."""
    with world.dying():
        closing.close_silent(at=world.now)
    with world.dying():
        alarms.raise_alarms(at=world.now)
