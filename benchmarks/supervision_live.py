"""From the commit of a breaching event to the commit of its card, while a thousand events a second come in.

The worker runs as `./tongban up` starts it: sequencer, sealer and all followers, with their rests and wake-ups. Writer
processes append the events of a licence that was really handled, told anew of thousands of cases at an offered rate;
one case in twelve breaks a rule that its event itself shows. The clock starts when the writer's commit has returned and
stops when the database tells a listener that the card is committed. The floor is that listener itself, which reads the
global order and judges nothing: from the commit to being seen there. Two rules are off, because the making itself
breaks them: the cases' days lie back (late entry), and one post decides them all (a spree). All others are as shipped.

`TONGBAN_BENCH_RATE` (1000), `TONGBAN_BENCH_SECONDS` (20) and `TONGBAN_BENCH_RUNS` (3) make it smaller.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from threading import Event as Flag
from threading import Thread
from typing import Any, Final
from uuid import UUID, uuid4, uuid5

from benchmarks.stage import set_up

set_up()  # the framework must be ready before the acts can be imported

from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402
from tests.cast import FOUNDING, small_county  # noqa: E402
from tests.stages import delivered  # noqa: E402

from tongban.config.launch.database import Database, foreign_urls  # noqa: E402
from tongban.config.launch.places import here  # noqa: E402
from tongban.config.launch.up import side_program  # noqa: E402
from tongban.kernel.actor import SYSTEM  # noqa: E402
from tongban.kernel.canonical import encode  # noqa: E402
from tongban.kernel.ids import uuid7  # noqa: E402
from tongban.ledger.actions import connection_as  # noqa: E402
from tongban.ledger.events import Entry, instant  # noqa: E402
from tongban.ledger.queries import events_of  # noqa: E402
from tongban.supervision.actions.rules import set_rule  # noqa: E402

RATE = int(os.environ.get("TONGBAN_BENCH_RATE", "1000"))
SECONDS = min(int(os.environ.get("TONGBAN_BENCH_SECONDS", "20")), 300)
RUNS = int(os.environ.get("TONGBAN_BENCH_RUNS", "3"))
WRITERS, OPEN, PEOPLE, ONE_IN, PATIENCE_SECONDS, AIM = 4, 60, 300, 12, 120.0, 1.0
# What an event shows by itself: the rule, the type of event, what is wrong in it.
BREACHES: Final[tuple[tuple[str, str, dict[str, Any]], ...]] = (
    ("decision.no_document", "case.decided", {"document": ""}),
    ("refusal.no_basis", "case.decided", {"decision": "refuse", "basis": []}),
    ("fee.outside", "case.received", {"fee": 500}),
)
TRIGGER: Final = """
CREATE FUNCTION bench_told() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  PERFORM pg_notify('bench_card', NEW.rule || ' ' || NEW.subject_id); RETURN NULL; END $$;
CREATE TRIGGER bench_told AFTER INSERT ON supervision_card FOR EACH ROW EXECUTE FUNCTION bench_told();
"""
ORDERED: Final = "SELECT idx, event_id FROM ledger.leaf WHERE idx >= %s ORDER BY idx"
FOLLOWED: Final = """
SELECT (SELECT idx FROM ledger.cursor WHERE follower = 'supervision') > (SELECT max(idx) FROM ledger.leaf)
  AND NOT EXISTS (SELECT FROM ledger.outbox)
"""

SEEN: Final = """
SELECT (SELECT max(idx) FROM ledger.leaf), (SELECT json_object_agg(follower, idx) FROM ledger.cursor)
"""


@dataclass(frozen=True)
class Breach:
    """A breach that a writer planted: its card's rule and subject, its event, when that was committed."""

    rule: str
    subject: UUID
    event: UUID
    at: float


def told(one: Entry, subject: UUID, case: int, moved: datetime, **change: Any) -> tuple[UUID, bytes]:
    """An event of the case that was lived, told of another one at another moment by another official."""
    event_id, data = uuid7(), {**one.data, **change}
    if "counted_from" in data:
        data["counted_from"] = instant(moved)
    if "number" in data:
        data["number"] = f"QB{case:010}"
    return event_id, encode_told({
        "actor": str(uuid5(one.actor, str(case % PEOPLE))) if one.actor and one.post_id else one.actor,
        "actor_kind": "official", "at": instant(moved), "body_id": one.body_id, "channel": "window",
        "cover_for": None, "data": data, "id": event_id, "kind": one.kind, "on_behalf": None,
        "origin": settings.COUNTY["code"], "place_id": one.place_id, "post_id": one.post_id, "seq": one.seq,
        "subject": subject, "type": one.type, "version": 1,
    })  # fmt: skip


def encode_told(fields: dict[str, Any]) -> bytes:
    """The canonical body, with ids as text."""
    return encode({name: str(value) if isinstance(value, UUID) else value for name, value in fields.items()})


class Writer:
    """One process that appends at a steady rate: many cases side by side, each a step further in turn."""

    def __init__(self, number: int, lived: Sequence[Entry]) -> None:
        self.number, self.lived = number, lived
        self.breaches: list[Breach] = []
        self.open: list[tuple[UUID, int, int]] = []  # subject, which case, how many of its events are told

    def write(self, events: int, rate: float) -> tuple[list[Breach], float]:
        """So many events; the breaches with their moments, and the seconds it took."""
        connections.close_all()
        self.open = [(uuid4(), self.number + case * WRITERS, 0) for case in range(OPEN)]
        began, made = time.time(), OPEN
        with connection_as(settings.DATABASES["default"]) as line:
            for no in range(events):
                time.sleep(max(began + no / rate - time.time(), 0.0))
                subject, case, seq = self.open[no % OPEN]
                self._append(line, subject, case, self.lived[seq])
                if seq + 1 < len(self.lived):
                    self.open[no % OPEN] = (subject, case, seq + 1)
                else:
                    self.open[no % OPEN] = (uuid4(), self.number + made * WRITERS, 0)
                    made += 1
        return self.breaches, time.time() - began

    def _append(self, line: Any, subject: UUID, case: int, one: Entry) -> None:
        turn = case // WRITERS
        rule, event_type, change = BREACHES[turn // ONE_IN % len(BREACHES)]
        broken = turn % ONE_IN == 0 and one.type == event_type
        moved = one.at + (timezone.now() - self.lived[-1].at)
        event_id, body = told(one, subject, case, moved, **(change if broken else {}))
        line.execute("SELECT ledger.append(%s)", [body])
        if broken:
            self.breaches.append(Breach(rule, subject, event_id, time.time()))


class Listener(Thread):
    """Hears when a card is committed, and sees each event in the global order."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.cards: dict[tuple[str, UUID], float] = {}
        self.ordered: dict[UUID, float] = {}
        self.stop = Flag()

    def run(self) -> None:
        """Until it is stopped."""
        with connection_as(settings.DATABASES["default"]) as line:
            line.execute("LISTEN bench_card; LISTEN ledger_leaf")
            place = 0
            while not self.stop.is_set():
                heard = [(one.payload, time.time()) for one in line.notifies(timeout=0.5, stop_after=1)]
                self._cards(heard)
                for idx, event_id in line.execute(ORDERED, [place]).fetchall():
                    self.ordered[event_id], place = time.time(), idx + 1

    def _cards(self, heard: Sequence[tuple[str, float]]) -> None:
        for text, at in heard:
            rule, _, subject = text.partition(" ")
            if subject:
                self.cards.setdefault((rule, UUID(subject)), at)


@contextmanager
def working() -> Iterator[None]:
    """The worker as `./tongban up` starts it."""
    places, urls = here("bench"), foreign_urls()
    if urls is None:
        raise RuntimeError("the addresses of the database are not in the environment")
    places.make()
    program = side_program("worker", places, Database(urls, None, {}, {"TONGBAN_DEMO": "1"}))
    program.start()
    try:
        yield
    finally:
        program.stop()


def wait_until_followed() -> float:
    """Seconds until supervision has seen every event; raises when it never does."""
    began = time.monotonic()
    with connection_as(settings.DATABASES["default"]) as line:
        while not (row := line.execute(FOLLOWED).fetchone()) or not row[0]:
            if time.monotonic() - began > PATIENCE_SECONDS:
                raise AssertionError(f"of the ledger supervision has seen only {line.execute(SEEN).fetchone()}")
            time.sleep(0.05)
    return time.monotonic() - began


def run_once(lived: Sequence[Entry]) -> dict[str, Any]:
    """One run at the offered rate."""
    listener = Listener()
    listener.start()
    share = RATE * SECONDS // WRITERS
    with get_context("fork").Pool(WRITERS) as pool:
        done = pool.starmap(_write, [(number, lived, share, RATE / WRITERS) for number in range(WRITERS)])
    behind = wait_until_followed()
    time.sleep(0.5)
    listener.stop.set()
    listener.join()
    breaches = [one for found, _ in done for one in found]
    reached = share * WRITERS / max(seconds for _, seconds in done)
    return outcome(breaches, listener) | {"reached": round(reached / RATE, 3), "caught_up": round(behind, 2)}


def _write(number: int, lived: Sequence[Entry], events: int, rate: float) -> tuple[list[Breach], float]:
    return Writer(number, lived).write(events, rate)


def outcome(breaches: Sequence[Breach], listener: Listener) -> dict[str, Any]:
    """How long each breach waited for its card; raises when one has none."""
    lacking = [one for one in breaches if (one.rule, one.subject) not in listener.cards]
    if lacking:
        raise AssertionError(f"{len(lacking)} of {len(breaches)} breaches have no card, the first is {lacking[0]}")
    waits = [listener.cards[one.rule, one.subject] - one.at for one in breaches]
    seen = [max(listener.ordered[one.event] - one.at, 0.0) for one in breaches]
    return {
        "breaches": len(breaches), "other_cards": len(listener.cards) - len(breaches),
        "median": _share(waits, 50), "p99": _share(waits, 99), "max": round(max(waits), 3),
        "floor_median": _share(seen, 50), "floor_p99": _share(seen, 99),
    }  # fmt: skip


def _share(waits: Sequence[float], percent: int) -> float:
    return round(statistics.quantiles(waits, n=100, method="inclusive")[percent - 1], 3)


def measure() -> dict[str, Any]:
    """Seconds from event to card: the 99th of a hundred, by the middle run; each run by itself."""
    cast = small_county()
    for code in ("entry.late", "spree.closing"):
        set_rule(code=code, active=False, by=SYSTEM, at=FOUNDING)
    with connection_as(settings.DATABASE_OWNER) as owner:
        owner.execute(TRIGGER)
    lived = events_of("case", delivered(cast))
    connections.close_all()
    with working():
        wait_until_followed()
        runs = [run_once(lived) for _ in range(RUNS)]
    middle = sorted(runs, key=lambda one: one["p99"])[len(runs) // 2]
    return {
        "name": "supervision_live, event to card", "unit": "s, p99", "ours": middle["p99"],
        "floor": middle["floor_p99"], "peers": {}, "ratio_floor": round(middle["p99"] / middle["floor_p99"], 2),
        "ratio_peer": None, "aim": AIM, "offered": RATE, "seconds": SECONDS, "runs": runs,
    }  # fmt: skip
