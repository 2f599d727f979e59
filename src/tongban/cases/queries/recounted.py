"""Where the stored deadlines of open cases would end under another work calendar, batch by batch.

It reads and counts; `actions.recount` writes. Cases whose clock stands still are left out: their end is counted when
the clock goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from django.db import connection

from tongban.cases.queries.limits import ZONE, Times, day_end
from tongban.cases.queries.standing import UNTURNED, history_of
from tongban.kernel.clock.deadline import Deadline, deadline
from tongban.kernel.workcalendar import WorkCalendar
from tongban.powerlist.queries import clock_limit, version
from tongban.powerlist.rules.content import ItemContent

BATCH: Final = 500
_FIRST: Final = UUID(int=0)

_OPEN: Final = """
WITH batch AS (
  SELECT c.id FROM cases_case c WHERE c.id > %(after)s AND NOT c.paused
     AND c.state IN ('received', 'accepted', 'decided')
   ORDER BY c.id LIMIT %(batch)s)
SELECT c.id, c.number, c.item_name, c.item_version_id, c.seq, c.received_last_at, c.counted_from, c.due_at,
       c.promised_due_at, t.id, t.seq, t.limit_key, t.opened_at, t.due_at
  FROM batch JOIN cases_case c ON c.id = batch.id
  LEFT JOIN cases_task t ON t.case_id = c.id AND t.closed_at IS NULL AND t.due_at IS NOT NULL
 ORDER BY c.id, t.id
"""


@dataclass(frozen=True, slots=True)
class Shift:
    """One stored deadline before and after; `seq` is the number that its row had when it was read."""

    id: UUID
    seq: int
    before: datetime
    after: datetime
    provisional: bool


@dataclass(slots=True)
class Recounted:
    """One open case: what its limits become. `due` and `promised` are the values for its row, moved or not."""

    case_id: UUID
    seq: int
    number: str
    item_name: str
    due_before: datetime | None
    promised_before: datetime | None
    due: Deadline | None = None
    promised: Deadline | None = None
    tasks: list[Shift] = field(default_factory=list)

    @property
    def before(self) -> datetime | None:
        """The deadline that people are told: the promise, else the law."""
        return self.promised_before or self.due_before

    @property
    def after(self) -> datetime | None:
        """The same under the other calendar; nothing while no limit of the whole case runs."""
        found = self.promised or self.due
        return found.at if found else None

    @property
    def whole_moves(self) -> bool:
        """Whether a limit of the whole case moves."""
        law = self.due is not None and self.due.at != self.due_before
        return law or (self.promised is not None and self.promised.at != self.promised_before)

    @property
    def moves(self) -> bool:
        """Whether anything of it moves."""
        return self.whole_moves or bool(self.tasks)


def recounted(calendar: WorkCalendar, now: datetime) -> Iterator[list[Recounted]]:
    """Batches of the open cases whose clock runs, with their limits under `calendar`; three statements a batch."""
    after = _FIRST
    while rows := _rows(after):
        cases = {row[0] for row in rows}
        turns = history_of(cases)
        grouped = [list(some) for _key, some in groupby(rows, key=lambda row: row[0])]
        yield [_case(some, calendar, turns.get(some[0][0], UNTURNED), now) for some in grouped]
        after = rows[-1][0]


def _rows(after: UUID) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, {"after": after, "batch": BATCH})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _case(rows: list[tuple[Any, ...]], calendar: WorkCalendar, turns: Any, now: datetime) -> Recounted:
    case_id, number, item, version_id, seq, last, counted, due, promised, *_task = rows[0]
    content = version(version_id).content
    made = Recounted(case_id, seq, number, item, due, promised)

    def ends(key: str, opened: datetime, *, turned: bool) -> Deadline | None:
        times = Times(last, counted, opened)
        return _deadline(content, key, times, calendar, turns if turned else UNTURNED, now)

    if counted is not None:
        made.due = ends("whole_statutory", counted, turned=True) if due else None
        made.promised = ends("whole_promised", counted, turned=True) if promised else None
    for *_case_columns, task_id, task_seq, limit_key, opened, task_due in rows:
        if task_id is None:
            continue
        # A step without a limit of its own has until the whole case is due.
        own = limit_key and content.limit(limit_key) is not None
        found = ends(limit_key, opened, turned=limit_key != "acceptance") if own else (made.promised or made.due)
        if found is not None and found.at != task_due:
            made.tasks.append(Shift(task_id, task_seq, task_due, found.at, found.provisional))
    return made


def _deadline(
    content: ItemContent, key: str, times: Times, calendar: WorkCalendar, turns: Any, now: datetime
) -> Deadline | None:
    found = content.limit(key)
    if found is None:
        return None
    started = times.start(found)
    whole = key.startswith("whole_")
    return deadline(
        clock_limit(found), started, calendar=calendar, pauses=turns.values(), now=now,
        extension=turns.extension if whole else None, day_end=day_end(started), tz=ZONE,
    )  # fmt: skip
