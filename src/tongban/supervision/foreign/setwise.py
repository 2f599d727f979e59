"""The checks over columns: the same as `judging`, said as expressions over whole tables.

The expressions are ibis, so they run on DuckDB here and on a Spark cluster unchanged; they hold no data and
run nothing.
`cases` is the one pass over the events; `counted` and `found` read its small result (`found` the events once more, for
the cases that it names). Steps are numbers; a set of steps is a few words of bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

import ibis
from ibis import Table, Value

from tongban.supervision.foreign.judging import BY_DEADLINE, DAY_LONG, HOUR_LONG, ONE_HAND
from tongban.supervision.foreign.rules import HOUR, WHOLE, WORKING_DAY, Span, Yardstick

WORD = 62
EVENTS = {
    "case_id": "int64", "step": "int64", "moment": "int64", "day": "int64", "person": "int64", "deadline": "int64",
    "finish": "int64", "finish_day": "int64",
}  # fmt: skip
# `number` is how many working days there are up to the day; `works` tells a working day.
CALENDAR = {"day": "int64", "number": "int64", "works": "boolean"}


def _bit_count(_bits: int) -> int:
    """The engine's own count of the bits that are set."""
    raise NotImplementedError


def _bit_or(_bits: int) -> int:
    """The engine's own union of bits."""
    raise NotImplementedError


bit_count = ibis.udf.scalar.builtin(_bit_count, name="bit_count")
bit_or = ibis.udf.agg.builtin(_bit_or, name="bit_or")


def events_table(name: str = "events") -> Table:
    """The table of finished steps; a missing value is null."""
    return ibis.table(EVENTS, name=name)


def calendar_table(name: str = "calendar") -> Table:
    """The table of the days of a calendar."""
    return ibis.table(CALENDAR, name=name)


def cases(events: Table, yard: Yardstick) -> Table:
    """One row a case with all that the checks ask of it: the one pass."""
    wanted: dict[str, Any] = {
        "n": events.count(),
        "last": events.moment.max(),
        "deadline": events.deadline.min(),
    }
    if yard.has_finish:
        wanted |= {"finish": events.finish.max(), "finish_day": events.finish_day.max()}
    elif yard.spans:
        wanted["last_day"] = events.day.max()
    for word in range((yard.steps + WORD - 1) // WORD):
        wanted[f"steps_{word}"] = _bits(events.step, word, yard.steps)
    if yard.one_hand:
        wanted |= {"named": events.person.count(), "low": events.person.min(), "high": events.person.max()}
    for place, (one, other) in enumerate(yard.separate):
        wanted[f"one_{place}"] = events.person.collect(where=events.step == one)
        wanted[f"other_{place}"] = events.person.collect(where=events.step == other)
    for place, span in enumerate(yard.spans):
        wanted |= _ends(events, place, span)
    return events.group_by("case_id").agg(**wanted)


def _bits(step: Value, word: int, steps: int) -> Value:
    """The steps of one word as bits; the last word needs no upper bound, the only word no bound at all."""
    bit = ibis.literal(1, "int64") << (step - word * WORD)
    if steps <= WORD:
        return bit_or(bit)
    inside = (step >= word * WORD) & (step < (word + 1) * WORD)
    return bit_or(inside.ifelse(bit, ibis.literal(0, "int64")))


def _ends(events: Table, place: int, span: Span) -> dict[str, Value]:
    """The first beginning and the last end of a limit."""
    first = None if span.begins == WHOLE else events.step == span.begins
    found = {f"from_{place}": events.moment.min(where=first), f"from_day_{place}": events.day.min(where=first)}
    if span.ends != WHOLE:
        last = events.step == span.ends
        found |= {f"to_{place}": events.moment.max(where=last), f"to_day_{place}": events.day.max(where=last)}
    return found


def has_any(table: Table, steps: Sequence[int]) -> list[Value]:
    """Whether a case has any of some steps: one question for each word of bits that holds one."""
    words: dict[int, int] = {}
    for step in steps:
        words[step // WORD] = words.get(step // WORD, 0) | 1 << step % WORD
    return [(table[f"steps_{word}"] & ibis.literal(bits, "int64")) != 0 for word, bits in words.items()]


def _done(table: Table, yard: Yardstick) -> Value:
    """When a case was finished; null while it is open."""
    return table.finish if yard.has_finish else table["last"]


def _done_day(table: Table, yard: Yardstick) -> Value:
    """On which day a case was finished; null while it is open."""
    return table.finish_day if yard.has_finish else table.last_day


def _over_deadline(table: Table, yard: Yardstick) -> Value:
    finished = _done(table, yard)
    return finished.coalesce(ibis.literal(yard.latest, "int64")) - table.deadline


def lacking(table: Table, yard: Yardstick) -> list[tuple[int, Value]]:
    """Each step that must be there, and whether a case lacks it though a later one is done or the case is closed."""
    closed = [table.finish.notnull()] if yard.has_finish else []
    found = []
    for place, step in enumerate(yard.must):
        if passed := closed + has_any(table, yard.must[place + 1 :]):
            found.append((step, ~has_any(table, [step])[0] & reduce(or_, passed)))
    return found


def repeated(table: Table, yard: Yardstick) -> Value:
    """Whether a case has a step more than once: more events than different steps."""
    words = [bit_count(table[f"steps_{word}"]) for word in range((yard.steps + WORD - 1) // WORD)]
    return reduce(lambda one, other: one + other, words) < table.n


def one_hand(table: Table, yard: Yardstick) -> Value:
    """Whether one person did all of several steps."""
    words = [bit_count(table[f"steps_{word}"]) for word in range((yard.steps + WORD - 1) // WORD)]
    several = reduce(lambda one, other: one + other, words) > 1
    return (table.low == table.high) & (table.named == table.n) & several


def shared(table: Table, place: int) -> Value:
    """Whether somebody did both steps of a pair."""
    both = table[f"one_{place}"].intersect(table[f"other_{place}"]).length() > 0
    return both.coalesce(ibis.literal(False))


def counted(table: Table, yard: Yardstick) -> Table:
    """The four classic checks, as numbers of cases: late by deadline, skipped, reworked, same person."""
    no = ibis.literal(False)
    same = [shared(table, place) for place in range(len(yard.separate))]
    if yard.one_hand:
        same.append(one_hand(table, yard))
    lack = [missing for _, missing in lacking(table, yard)]
    late = (_done(table, yard) > table.deadline).coalesce(no)
    return table.agg(
        cases=table.count(),
        events=table.n.sum(),
        late=table.count(where=late),
        skipped=table.count(where=reduce(or_, lack, no)),
        reworked=table.count(where=repeated(table, yard)),
        same_person=table.count(where=reduce(or_, same, no)),
    )


def found(events: Table, calendar: Table, yard: Yardstick) -> Table:
    """Every finding as a row: kind, case_id, a, b, value, as `judging.Finding` has them."""
    table = cases(events, yard)
    parts = [*_late(table, yard), *_spans(table, calendar, yard), *_same(table, yard)]
    parts += [_rows(table.filter(missing), "skipped", step, 0, 0) for step, missing in lacking(table, yard)]
    # Only of cases that did something twice the steps are counted one by one: there are as many of them as events.
    again = events.semi_join(table.filter(repeated(table, yard)).select("case_id"), "case_id")
    times = again.group_by(["case_id", "step"]).agg(times=again.count())
    twice = times.filter(times.times > 1)
    parts.append(_rows(twice, "reworked", twice.step, 0, twice.times))
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _rows(table: Table, kind: str, a: int | Value, b: int | Value, value: int | Value) -> Table:
    wide = {"a": a, "b": b, "value": value}
    columns = {name: ibis.literal(one, "int64") if isinstance(one, int) else one for name, one in wide.items()}
    columns = {name: one.cast("int64") for name, one in columns.items()}
    return table.select(kind=ibis.literal(kind), case_id=table.case_id, **columns)


def _late(table: Table, yard: Yardstick) -> list[Table]:
    over = _over_deadline(table, yard)
    open_yet = _done(table, yard).isnull()
    parts = []
    for kind, which in (("late", ~open_yet), ("open_late", open_yet)):
        parts.append(_rows(table.filter(which & (over > 0)), kind, BY_DEADLINE, 0, over))
    return parts


def _spans(table: Table, calendar: Table, yard: Yardstick) -> list[Table]:
    parts = []
    for place, span in enumerate(yard.spans):
        whole = span.ends == WHOLE
        ends = _done(table, yard) if whole else table[f"to_{place}"]
        end_days = _done_day(table, yard) if whole else table[f"to_day_{place}"]
        timed = table.select(
            case_id=table.case_id,
            begun=table[f"from_{place}"],
            begun_day=table[f"from_day_{place}"],
            open_yet=ends.isnull(),
            ended=ends.coalesce(ibis.literal(yard.latest, "int64")),
            ended_day=end_days.coalesce(ibis.literal(yard.latest_day, "int64")),
        )
        late = _by_calendar(timed, calendar, span) if span.unit == WORKING_DAY else _by_time(timed, span)
        for kind, which in (("late", ~late.open_yet), ("open_late", late.open_yet)):
            part = late.filter(which)
            parts.append(_rows(part, kind, place, 0, part.over))
    return parts


def _by_time(timed: Table, span: Span) -> Table:
    if span.unit == HOUR:
        over = timed.ended - timed.begun - span.within * HOUR_LONG
    else:
        over = (timed.ended_day - timed.begun_day - span.within) * DAY_LONG
    return timed.mutate(over=over).filter(over > 0)


def _by_calendar(timed: Table, calendar: Table, span: Span) -> Table:
    """Two look-ups lead from the day it began to the day it was due; a third counts the days beyond."""
    start, end = calendar.view(), calendar.view()
    working = calendar.filter(calendar.works)
    due = working.select(due=working.day, due_number=working.number)
    start = start.select(begun_day=start.day, target=start.number + span.within)
    end = end.select(ended_day=end.day, reached=end.number)
    joined = timed.join(start, "begun_day")
    joined = joined.join(due, joined.target == due.due_number)
    joined = joined.filter(joined.ended_day > joined.due).join(end, "ended_day")
    return joined.mutate(over=joined.reached - joined.due_number)


def _same(table: Table, yard: Yardstick) -> list[Table]:
    parts = []
    for place in range(len(yard.separate)):
        met = table.filter(shared(table, place))
        persons = met[f"one_{place}"].intersect(met[f"other_{place}"])
        both = met.select(case_id=met.case_id, person=persons.unnest())
        parts.append(_rows(both, "same_person", place, both.person, 0))
    if yard.one_hand:
        alone = table.filter(one_hand(table, yard))
        parts.append(_rows(alone, "same_person", ONE_HAND, alone.low, 0))
    return parts
