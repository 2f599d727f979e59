"""A person's own cases: where each stands, in whose hands it is (department and post, never a name), until when.

A list costs six statements however long it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from tongban.agencies.queries import body_named, posts
from tongban.cases.models import Case, Notice, Task
from tongban.cases.queries.clock import Turned
from tongban.cases.queries.limits import ZONE, Times
from tongban.cases.queries.standing import UNTURNED, Clocked, case_clock, history_of, task_clock
from tongban.cases.rules import OPEN_STATES, STATE_WORDS, State
from tongban.cases.rules.relief import relief_words
from tongban.kernel.actor import Actor
from tongban.kernel.clock.ruler import Ruler
from tongban.kernel.clock.standing import Standing
from tongban.powerlist.queries import VersionRef, version
from tongban.powerlist.rules.codes import BENEFIT
from tongban.rulebook.lookup import number

MOST: Final = 200
NOBODY: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Hand:
    """One body that has the case now, the post there and the step it does, in both languages."""

    body_zh: str
    body_en: str
    post_zh: str
    post_en: str
    step_zh: str
    step_en: str
    act: str

    def words(self, language: str) -> str:
        """县市场监督管理局食品经营许可审查岗."""
        return f"{self.body_en}, {self.post_en}" if language == "en" else f"{self.body_zh}{self.post_zh}"

    def step(self, language: str) -> str:
        """What is done there."""
        return self.step_en if language == "en" else self.step_zh


@dataclass(frozen=True, slots=True)
class MatterLine:
    """One case as its applicant sees it; `standing` and `ruler` are None where no limit runs for anybody."""

    id: UUID
    number: str
    ref: VersionRef
    state: State
    decision: str
    deemed: bool
    paused: bool
    seq: int
    applicant_id: UUID
    received_at: datetime
    counted_from: datetime | None
    closed_at: datetime | None
    body_zh: str
    body_en: str
    hands: tuple[Hand, ...]
    standing: Standing | None
    ruler: Ruler | None
    supply_by: datetime | None
    turned: Turned

    @property
    def open(self) -> bool:
        """Whether the case is on its way."""
        return self.state in OPEN_STATES

    @property
    def mine(self) -> bool:
        """Whether the applicant has to do something."""
        return self.state is State.NOTICED

    @property
    def withdrawable(self) -> bool:
        """Whether the applicant can take it back: until the decision."""
        return self.state in (State.RECEIVED, State.NOTICED, State.ACCEPTED, State.SUSPENDED)

    def state_words(self, language: str) -> str:
        """The state in words; a decided case says how."""
        known = relief_words(self.state, self.decision) if self.ref.content.item_type == BENEFIT else None
        zh, en = known or _DECIDED.get((self.state, self.decision), STATE_WORDS[self.state])
        return en if language == "en" else zh

    def body(self, language: str) -> str:
        """The body that answers for the case."""
        return self.body_en if language == "en" else self.body_zh

    def mark(self) -> object:
        """What the state's shape and colour say: the clock while it runs, the end when it has ended."""
        if self.mine:
            return "todo"
        if self.standing is not None:
            return self.standing
        return "on" if self.open else "done"


_DECIDED: Final[dict[tuple[State, str], tuple[str, str]]] = {
    (State.DECIDED, "grant"): ("准予，待送达", "Granted, to be delivered"),
    (State.DECIDED, "refuse"): ("不予许可，待送达", "Refused, to be delivered"),
    (State.CLOSED, "grant"): ("已办结，准予", "Done, granted"),
    (State.CLOSED, "deemed"): ("已办结，视为准予延续", "Done, renewed by law"),
    (State.CLOSED, "refuse"): ("已办结，不予许可", "Done, refused"),
}


def matters_of(by: Actor, now: datetime) -> list[MatterLine]:
    """One's own cases, the latest received first."""
    return _lines(_own(by).order_by("-received_at", "id")[:MOST], now) if by.ref else []


def own_case(case_id: UUID, by: Actor, now: datetime) -> MatterLine | None:
    """One's own case; None for another's, as for one that does not exist."""
    found = _lines(_own(by).filter(pk=case_id), now) if by.ref else []
    return found[0] if found else None


def _own(by: Actor) -> QuerySet[Case]:
    return Case.objects.filter(applicant_id__in={one for one in (by.ref, by.on_behalf_of) if one})


def _lines(cases: QuerySet[Case], now: datetime) -> list[MatterLine]:
    rows = list(cases)
    ids = [row.pk for row in rows]
    tasks: dict[UUID, list[Task]] = defaultdict(list)
    for task in Task.objects.filter(case_id__in=ids, closed_at__isnull=True).order_by("opened_at", "id"):
        tasks[task.case_id].append(task)
    known = posts({task.post_id for some in tasks.values() for task in some if task.post_id})
    told = {n.case_id: n.at for n in Notice.objects.filter(case_id__in=ids).order_by("no")} if ids else {}
    turns = history_of(ids)
    return [_line(row, tasks[row.pk], known, told.get(row.pk), turns.get(row.pk, UNTURNED), now) for row in rows]


def _line(
    row: Case, tasks: Sequence[Task], known: dict[UUID, Any], told: datetime | None, turned: Turned, now: datetime
) -> MatterLine:
    ref, state, today = version(row.item_version_id), State(row.state), now.astimezone(ZONE).date()
    clock, body = _clock(row, ref, state, tasks, turned), body_named(row.body_id, today)
    supply = timedelta(days=number("correction.supply_days", today))
    return MatterLine(
        id=row.pk,
        number=row.number,
        ref=ref,
        state=state,
        decision=row.decision,
        deemed=row.origin == "deemed",
        paused=row.paused,
        seq=row.seq,
        applicant_id=row.applicant_id,
        received_at=row.received_at,
        counted_from=row.counted_from,
        closed_at=row.closed_at,
        body_zh=body.name_zh,
        body_en=body.name_en,
        hands=tuple(_hand(task, ref, known, now) for task in tasks if task.post_id),
        standing=clock.standing(now) if clock else None,
        ruler=clock.ruler(now) if clock else None,
        supply_by=told + supply if told and state is State.NOTICED else None,
        turned=turned,
    )


def _clock(row: Case, ref: VersionRef, state: State, tasks: Sequence[Task], turned: Turned) -> Clocked | None:
    """Before acceptance the clock of the answer, afterwards that of the whole case; waiting for papers, none."""
    ended = row.decided_at or row.closed_at
    if row.decision == "deemed":  # the law decided; how long the body took is no clock of the holder's
        return None
    if state is State.RECEIVED and tasks:
        times = Times(row.received_last_at, row.counted_from, tasks[0].opened_at)
        return task_clock(ref.content, tasks[0].limit_key, times, turned)
    if row.counted_from is None:
        return None
    return case_clock(ref.content, Times(row.received_last_at, row.counted_from, row.received_at, ended), turned)


def _hand(task: Task, ref: VersionRef, known: dict[UUID, Any], now: datetime) -> Hand:
    post = known[task.post_id or NOBODY]
    body, node = body_named(post.body_id, now.astimezone(ZONE).date()), ref.net.node(task.node)
    return Hand(body.name_zh, body.name_en, post.name_zh, post.name_en, node.name, node.name_en or node.name, task.act)
