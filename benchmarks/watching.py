"""The live engine with all shipped rules, event by event in memory, beside folding the same events without any rule.

Called by `supervision.py`; measures no database: what a card costs to write is another figure. Cases of six events go
well over sixty days, one in a hundred is decided late. The events are made beforehand and put out of the collector's
sight: going over them again and again is no part of the engine.
"""

from __future__ import annotations

import gc
import time
from dataclasses import replace
from datetime import timedelta
from uuid import uuid5

from tests.supervision.story import Small, on, ref, usual

from tongban.ledger.events import Entry
from tongban.supervision.rules.engine import Engine, replay
from tongban.supervision.rules.shipped.every import SHIPPED
from tongban.supervision.rules.track import Track

CASES, PEOPLE, DAYS, LATE, ROUNDS = 20_000, 300, 60, 100, 3
FEW_DAYS = timedelta(days=9)


def generated(cases: int = CASES) -> list[Entry]:
    """The events of many cases in the order of time; each official and post has its share."""
    base = usual().facts
    facts = []
    for case in range(cases):
        begins = timedelta(days=-(case % DAYS), minutes=case * 7 % 420)
        subject, person = uuid5(base[0].subject, str(case)), str(case % PEOPLE)
        for no, one in enumerate(base):
            at = one.at + begins + (FEW_DAYS if case % LATE == 0 and no > 2 else timedelta())
            facts.append(
                replace(
                    one, subject=subject, id=uuid5(one.id, str(case)), actor=one.actor and uuid5(one.actor, person),
                    post_id=one.post_id and uuid5(one.post_id, person), at=at, recorded_at=at,
                )
            )  # fmt: skip
    return sorted(facts, key=lambda one: (one.at, one.seq))


def world() -> Small:
    """The small world with the posts of all those people."""
    found = Small()
    found.posts = {uuid5(ref(name), str(no)): duties for name, duties in POSTS.items() for no in range(PEOPLE)}
    return found


POSTS = {"market_head": frozenset({"decide", "lead"}), "market_desk": frozenset({"accept"})}


def by_engine(cases: int = CASES) -> tuple[list[int], list[tuple[float, float]]]:
    """All rules over all events; answers (cases, events, findings) and (wall, processor) seconds of each round."""
    facts, engine, times, found = generated(cases), Engine(SHIPPED), [], []
    gc.freeze()
    for _ in range(ROUNDS):
        gc.collect()
        began = time.perf_counter(), time.process_time()
        found = replay(engine, facts, world(), until=on(12, 31))
        times.append((time.perf_counter() - began[0], time.process_time() - began[1]))
    return [cases, len(facts), len(found)], times


def by_folding(cases: int = CASES) -> tuple[list[int], list[tuple[float, float]]]:
    """The floor: the same events taken into their tracks, and nothing asked."""
    facts, times = generated(cases), []
    gc.freeze()
    for _ in range(ROUNDS):
        gc.collect()
        began = time.perf_counter(), time.process_time()
        tracks: dict[int, Track] = {}
        for one in facts:
            track = tracks.get(one.subject.int)
            if track is None:
                track = tracks[one.subject.int] = Track(one.kind, one.subject)
            track.add(one)
        times.append((time.perf_counter() - began[0], time.process_time() - began[1]))
    return [cases, len(facts), 0], times
