"""The four classic checks over columns in one pass, beside pandas and hand-written SQL in the same run.

`python benchmarks/supervision.py [EVENTS]` prints JSON; 10 million generated events unless told otherwise (or by
`TONGBAN_BENCH_EVENTS`). Late, skipped, done again, by the same person: ours are the ibis expressions of
`supervision.foreign.setwise` on DuckDB, the floor the same questions as one SQL statement, the peer pandas with whole
columns. All read the same table in a file, answer the same numbers (checked), and run in turns; each in a process of
its own, so that its memory is its own. Reading logs is not part of it.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
from benchmarks.watching import by_engine, by_folding

from tongban.supervision.foreign.calendars import named
from tongban.supervision.foreign.judging import judged
from tongban.supervision.foreign.log import NONE, Event
from tongban.supervision.foreign.on_duckdb import calendar_rows, connection, load, sql
from tongban.supervision.foreign.rules import DAY, HOUR, WHOLE, WORKING_DAY, Span, Yardstick
from tongban.supervision.foreign.setwise import CALENDAR, calendar_table, cases, counted, events_table, found

EVENTS = 10_000_000
ROUNDS = 5
FEW = 400_000
COMPARED = ("columns", "floor", "pandas")
A_CASE, STEPS, PERSONS = 8, 12, 200
YARD = Yardstick(has_deadline=True, has_finish=False, must=tuple(range(7)), separate=((2, 5),), steps=STEPS)
# Every kind of rule for a foreign log, each finding a row: three limits more, and one hand for all.
EVERY = replace(
    YARD, one_hand=True,
    spans=(Span(WHOLE, WHOLE, 1, WORKING_DAY), Span(0, 3, 1, DAY), Span(1, 6, 5, HOUR)),
)  # fmt: skip
CALENDAR_DAYS = (737_000, 739_000)
# Cases of eight steps side by side in time; one step in twenty is another one, one case in a hundred is late.
GENERATED = f"""
CREATE TABLE events AS SELECT
    (i // {A_CASE}) AS case_id,
    CASE WHEN hash(i * 7 + 1) % 20 = 0 THEN (hash(i * 3 + 1) % {STEPS})::BIGINT ELSE i % {A_CASE} END AS step,
    1600000000000000 + (i // {A_CASE}) * 1000000 + (i % {A_CASE}) * 3600000000
        + (hash(i) % 3600000000)::BIGINT AS moment,
    738000 + (i // {A_CASE}) // 86400 AS day,
    (hash(i * 13 + 5) % {PERSONS})::BIGINT AS person,
    1600000000000000 + (i // {A_CASE}) * 1000000
        + CASE WHEN hash(i // {A_CASE}) % 100 = 0 THEN 7 ELSE 9 END * 3600000000 AS deadline,
    NULL::BIGINT AS finish, NULL::BIGINT AS finish_day
FROM range({{events}}) AS t(i)
"""
# The steps that must be there are 0 to 6: one is lacking when those that are there are no unbroken beginning.
BY_HAND = """
SELECT count(*), sum(n), count(*) FILTER (last > deadline), count(*) FILTER (must & (must + 1) <> 0),
    count(*) FILTER (n > bit_count(steps)), count(*) FILTER (list_has_any(one, other))
FROM (SELECT *, steps & 127 AS must FROM (
    SELECT case_id, count(*) AS n, max(moment) AS last, min(deadline) AS deadline, bit_or(1::BIGINT << step) AS steps,
        list(person) FILTER (step = 2) AS one, list(person) FILTER (step = 5) AS other
    FROM events GROUP BY case_id))
"""


Time = tuple[float, float]


def _now() -> Time:
    """The wall's clock and this process's."""
    return time.perf_counter(), time.process_time()


def _since(began: Time) -> Time:
    return time.perf_counter() - began[0], time.process_time() - began[1]


def by_columns(path: Path) -> tuple[list[int], list[Time]]:
    """The product's expressions."""
    expression = counted(cases(events_table(), YARD), YARD)
    return _on_duckdb(path, lambda: sql(expression))


def by_every_rule(path: Path) -> tuple[list[int], list[Time]]:
    """All findings of all kinds of rules, counted by kind."""
    rows = found(events_table(), calendar_table(), EVERY)
    expression = rows.group_by("kind").agg(n=rows.count()).order_by("kind")
    with connection("900MB", path) as database:
        database.execute("SET threads = 2")
        began = _now()
        kinds = database.execute(sql(expression)).fetchall()
        times = [_since(began)]
    return [int(number) for _, number in kinds], times


def by_hand(path: Path) -> tuple[list[int], list[Time]]:
    """The same questions as one statement written by hand."""
    return _on_duckdb(path, lambda: BY_HAND)


def _on_duckdb(path: Path, said: Callable[[], str]) -> tuple[list[int], list[Time]]:
    with connection("600MB", path) as database:
        database.execute("SET threads = 2")
        rows, times = [], []
        for _ in range(ROUNDS):
            began = _now()
            rows = database.execute(said()).fetchall()
            times.append(_since(began))
    return [int(one) for one in rows[0]], times


def by_event(path: Path) -> tuple[list[int], list[Time]]:
    """The same checks event by event, in plain Python, over the first cases."""
    with connection("600MB", path) as database:
        rows = database.execute(f"SELECT * FROM events WHERE case_id < {FEW // A_CASE}").fetchall()
    events = [Event(*(NONE if cell is None else cell for cell in row)) for row in rows]
    began = _now()
    found = judged(events, YARD, named("weekdays"))
    taken = _since(began)
    kinds = ("late", "skipped", "reworked", "same_person")
    counts = [len({one.case for one in found if one.kind == kind}) for kind in kinds]
    return [FEW // A_CASE, len(events), *counts], [taken]


def by_pandas(path: Path) -> tuple[list[int], list[Time]]:
    """What an analyst would write: group, aggregate, compare."""
    columns = ("case_id", "step", "moment", "person", "deadline")
    with connection("600MB", path) as database:
        frame = database.execute(f"SELECT {', '.join(columns)} FROM events").df()
    answer: list[int] = []
    times: list[Time] = []
    for _ in range(2):
        began = _now()
        answer = _pandas(frame)
        times.append(_since(began))
    return answer, times


def _pandas(frame: Any) -> list[int]:
    bits = frame.assign(bit=1 << frame["step"].to_numpy())
    whole = bits.groupby("case_id").agg(last=("moment", "max"), deadline=("deadline", "min"), n=("step", "size"))
    once = bits.drop_duplicates(["case_id", "step"]).groupby("case_id")["bit"].agg(["sum", "size"])
    must = once["sum"] & 127
    lacks = (must & (must + 1)) != 0
    pairs = [frame.loc[frame["step"] == step, ["case_id", "person"]].drop_duplicates() for step in (2, 5)]
    same = pairs[0].merge(pairs[1], on=["case_id", "person"])["case_id"].nunique()
    late = (whole["last"] > whole["deadline"]).sum()
    return [int(one) for one in (len(whole), len(frame), late, lacks.sum(), (whole["n"] > once["size"]).sum(), same)]


WAYS: dict[str, Callable[[Path], tuple[list[int], list[Time]]]] = {
    "columns": by_columns, "floor": by_hand, "pandas": by_pandas, "event": by_event,
    "every": by_every_rule,
    "engine": lambda _: by_engine(), "folding": lambda _: by_folding(),
}  # fmt: skip


def _generate(path: Path, events: int) -> None:
    with duckdb.connect(str(path), config={"memory_limit": "2GB"}) as database:
        database.execute(GENERATED.format(events=events))
        load(database, "calendar", CALENDAR, calendar_rows(named("weekdays"), *CALENDAR_DAYS))


def _itself(*words: str) -> str:
    """This file in a process of its own, which finds what this one finds."""
    places = os.environ | {"PYTHONPATH": os.pathsep.join(one or str(Path.cwd()) for one in sys.path)}
    command = [sys.executable, __file__, *words]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=places).stdout


def _apart(way: str, path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_itself("--way", way, str(path)))
    return found


def measure(events: int = 0) -> list[dict[str, Any]]:
    """Events a second of the four checks in one pass and event by event, beside floor and pandas, and the memory."""
    events = events or int(os.environ.get("TONGBAN_BENCH_EVENTS", EVENTS))
    with tempfile.TemporaryDirectory(prefix="tongban-bench-") as folder:
        path = Path(folder) / "events.duckdb"
        _itself("--generate", str(path), str(events))
        turns = {way: [_apart(way, path) for _ in range(2)] for way in COMPARED}
        live, every = _apart("event", path), _every_row(events, _apart("every", path))
        with connection("600MB", path) as database:
            first = f"(SELECT * FROM events WHERE case_id < {FEW // A_CASE})"
            few = [int(one) for one in database.execute(BY_HAND.replace("FROM events", f"FROM {first}")).fetchall()[0]]
    answers = {json.dumps(turn["answer"]) for pair in turns.values() for turn in pair}
    if len(answers) > 1 or live["answer"] != few:
        raise AssertionError(f"the ways disagree: {answers}, {live['answer']} and {few}")
    return [_row(events, turns, answers.pop()), _live_row(live), every, _engine_row(path)]


def _best(events: int, turns: list[dict[str, Any]], clock: int) -> int:
    """Events a second, by the wall's clock (0) or the processor's (1), of the quickest run."""
    return round(events / min(times[clock] for turn in turns for times in turn["seconds"]))


def _row(events: int, turns: dict[str, list[dict[str, Any]]], answer: str) -> dict[str, Any]:
    rate = {way: _best(events, pair, 0) for way, pair in turns.items()}
    return {
        "name": "supervision, four checks in one pass", "unit": "events/s", "ours": rate["columns"],
        "floor": rate["floor"], "peers": {"pandas": rate["pandas"]},
        "ratio_floor": round(rate["columns"] / rate["floor"], 2),
        "ratio_peer": round(rate["columns"] / rate["pandas"], 1), "runs": 2 * ROUNDS,
        "per_processor_second": {way: _best(events, pair, 1) for way, pair in turns.items()},
        "events": events, "found": json.loads(answer),
        "memory_mb": {way: max(turn["memory_mb"] for turn in pair) for way, pair in turns.items()},
    }  # fmt: skip


def _live_row(live: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": "supervision, four checks event by event", "unit": "events/s", "ours": _best(FEW, [live], 0),
        "floor": None, "peers": {}, "ratio_floor": None, "ratio_peer": None, "runs": 1,
        "per_processor_second": {"event": _best(FEW, [live], 1)}, "events": FEW, "found": live["answer"],
        "memory_mb": {"event": live["memory_mb"]},
    }  # fmt: skip


def _every_row(events: int, told: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": "supervision, every kind of rule over columns", "unit": "events/s", "ours": _best(events, [told], 0),
        "floor": None, "peers": {}, "ratio_floor": None, "ratio_peer": None, "runs": 1,
        "per_processor_second": {"columns": _best(events, [told], 1)}, "events": events, "found": told["answer"],
        "memory_mb": {"columns": told["memory_mb"]},
    }  # fmt: skip


def _engine_row(path: Path) -> dict[str, Any]:
    ours, floor = _apart("engine", path), _apart("folding", path)
    events = ours["answer"][1]
    rate = {way: _best(events, [told], 0) for way, told in (("ours", ours), ("floor", floor))}
    return {
        "name": "supervision, the live engine with all shipped rules", "unit": "events/s", "ours": rate["ours"],
        "floor": rate["floor"], "peers": {}, "ratio_floor": round(rate["ours"] / rate["floor"], 2), "ratio_peer": None,
        "runs": len(ours["seconds"]), "events": events,
        "per_processor_second": {"engine": _best(events, [ours], 1), "folding": _best(events, [floor], 1)},
        "found": ours["answer"], "memory_mb": {"engine": ours["memory_mb"]},
    }  # fmt: skip


def main(words: list[str]) -> None:
    """One way in this process, or all of them."""
    if words[:1] == ["--generate"]:
        _generate(Path(words[1]), int(words[2]))
    elif words[:1] == ["--way"]:
        answer, seconds = WAYS[words[1]](Path(words[2]))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        sys.stdout.write(json.dumps({"answer": answer, "seconds": seconds, "memory_mb": peak}))
    else:
        sys.stdout.write(json.dumps(measure(int(words[0]) if words else 0), indent=2) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
