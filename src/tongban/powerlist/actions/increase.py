"""Comparing two lists, and the life of each finding: explained by the department, decided by the county's list office.

Nothing here changes the list: what is an increase is corrected by the department with a new version of its item.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from tongban.agencies.actions.recording import begin, go_on, stop
from tongban.agencies.queries import working_days_on
from tongban.kernel import canonical
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.events.increase import IncreaseMoved, IncreaseTold, ListsCompared
from tongban.powerlist.models import Comparison, Increase, IncreaseStep
from tongban.powerlist.permissions import (
    NOT_YOUR_INCREASE,
    may_explain_increase,
    may_judge_increase,
    may_see_increase,
)
from tongban.powerlist.queries.increase import asked_beyond, cut_before, entries_on
from tongban.powerlist.queries.office import reach_of
from tongban.powerlist.rules.increase.compare import TrueChange, compare
from tongban.powerlist.rules.increase.entry import Claim, Entry
from tongban.powerlist.rules.increase.findings import Found
from tongban.powerlist.rules.increase.life import (
    MOVES,
    OF_THE_BODY,
    WAITS_FOR_BODY,
    Act,
    State,
    move_problem,
    too_soon,
    words_problem,
)
from tongban.powerlist.rules.increase.practice import beyond_the_list

ZONE: Final = ZoneInfo("Asia/Shanghai")
MOST_CUT: Final = 200
DAYS_KEY: Final[dict[State, str]] = {
    State.TOLD: "increase.answer_days",
    State.INCREASE: "increase.correct_days",
}


@transaction.atomic
def compare_lists(
    *, old_on: date, new_on: date, by: Actor, at: datetime, body_id: UUID | None = None, claimed: int | None = None,
    cut: tuple[str, ...] = (),
) -> UUID:  # fmt: skip
    """Compares the lists of two days and tells each new finding to the body whose item it is; answers the comparison.

    `claimed` is the announced cut in percent, `cut` papers and steps announced as cut. What was found before is not
    told again. Refused for days in the wrong order and for days not yet come.
    """
    stop(may_judge_increase(by, reach_of(by)))
    stop(_days_problem(old_on, new_on, at))
    stop(_claim_problem(claimed, cut))
    old, new = entries_on(old_on, body_id=body_id), entries_on(new_on, body_id=body_id)
    claim = Claim(claimed, cut, cut_before(old, old_on))
    done = compare(old, new, on=new_on, claim=claim)
    lived = beyond_the_list(new, asked_beyond(new_on, timezone.localdate(at), body_id=body_id))
    found = [(_digest(one), one) for one in (*done.findings, *lived)]
    known = dict(Increase.objects.filter(digest__in=[digest for digest, _ in found]).values_list("digest", "pk"))
    fresh = {digest: one for digest, one in found if digest not in known}
    row = Comparison(
        old_on=old_on, new_on=new_on, body_id=body_id, claimed=claimed, cut=list(cut), change=_told(done.change),
        fresh=len(fresh), made_at=at, made_by=by.ref,
    )  # fmt: skip
    rows = [_increase(row, digest, one, at) for digest, one in fresh.items()]
    row.found = [*dict.fromkeys(known.values()), *(one.pk for one in rows)]
    event = ListsCompared(old_on, new_on, body_id, claimed, done.change.lines_share, done.change.true_share,
                          len(row.found), len(fresh))  # fmt: skip
    begin(row, event, by=by, at=at)
    for one in rows:
        begin(one, _event(one), by=by, at=at)
    return row.pk


def _days_problem(old_on: date, new_on: date, at: datetime) -> Refusal | None:
    if old_on < new_on <= timezone.localdate(at):
        return None
    return Refusal(
        "comparison_days",
        "请选两个已经过去的日子，旧清单在前，新清单在后。",
        "Choose two days that have come, the old list's before the new one's.",
    )


def _claim_problem(claimed: int | None, cut: tuple[str, ...]) -> Refusal | None:
    if (claimed is None or 0 <= claimed <= 100) and len(cut) <= MOST_CUT and all(len(name) <= 120 for name in cut):
        return None
    return Refusal(
        "comparison_claim",
        "宣布减少的比例填 0 至 100；宣布取消的材料和环节最多 200 行，每行 120 字以内。",
        "The announced cut is 0 to 100 percent; at most 200 papers and steps of up to 120 characters each.",
    )


def _told(change: TrueChange) -> dict[str, object]:
    """The true change as it is kept: the figures of both lists and the shares."""
    return asdict(change) | {"lines_share": change.lines_share, "true_share": change.true_share}


def _digest(found: Found) -> str:
    """By what a finding is known again: its kind, its items and what shows it."""
    said: dict[str, object] = {
        "kind": found.kind, "old": [one.code for one in found.old], "new": [one.code for one in found.new],
        "gone": list(found.gone), "added": list(found.added), "before": found.before, "after": found.after,
    }  # fmt: skip
    return hashlib.sha256(canonical.encode(said)).hexdigest()


def _increase(row: Comparison, digest: str, found: Found, at: datetime) -> Increase:
    body = _body((*found.new, *found.old))
    return Increase(
        comparison=row, digest=digest, kind=found.kind, body_id=body, old_codes=[one.code for one in found.old],
        new_codes=[one.code for one in found.new], before=found.before, after=found.after, gone=list(found.gone),
        added=list(found.added), zh=found.zh, en=found.en, state=State.TOLD, told_at=at,
        due_by=working_days_on(at, DAYS_KEY[State.TOLD]) if body is not None else None,
    )  # fmt: skip


def _body(entries: tuple[Entry, ...]) -> UUID | None:
    return next((UUID(one.body) for one in entries if one.body), None)


def _event(row: Increase) -> IncreaseTold:
    return IncreaseTold(row.comparison_id, row.kind, row.digest, row.body_id, tuple(row.old_codes),
                        tuple(row.new_codes), row.before, row.after, row.due_by)  # fmt: skip


def explain_increase(*, increase_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """说明: the head of the department says why it is as it is; recorded as late after its day."""
    _move(increase_id, Act.EXPLAIN, words, by, at)


def uphold_increase(*, increase_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """认定为增加: the list office decides that it is an increase, to be corrected by a day."""
    _move(increase_id, Act.UPHOLD, words, by, at)


def clear_increase(*, increase_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """认可说明: the list office finds that people do no more than before."""
    _move(increase_id, Act.CLEAR, words, by, at)


def correct_increase(*, increase_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """报告整改: the head of the department says what was put right and in which version."""
    _move(increase_id, Act.CORRECT, words, by, at)


def close_increase(*, increase_id: UUID, words: str, by: Actor, at: datetime) -> None:
    """确认整改: the list office confirms the correction."""
    _move(increase_id, Act.CLOSE, words, by, at)


@transaction.atomic
def _move(increase_id: UUID, act: Act, words: str, by: Actor, at: datetime) -> None:
    row = Increase.objects.select_for_update().filter(pk=increase_id).first()
    if row is None:
        raise Refused(NOT_YOUR_INCREASE)
    stop(barred(row.body_id, act, by))
    stop(move_problem(act, State(row.state)))
    if act in (Act.UPHOLD, Act.CLEAR):
        stop(too_soon(State(row.state), row.due_by, at))
    stop(words_problem(words))
    late = act in OF_THE_BODY and row.due_by is not None and at > row.due_by
    row.state = MOVES[act][1]
    row.due_by = working_days_on(at, DAYS_KEY[row.state]) if row.state in WAITS_FOR_BODY else None
    digest = hashlib.sha256(words.strip().encode()).hexdigest()
    event = IncreaseMoved(act.value, row.state.value, digest, late, row.due_by)
    seq = go_on(row, event, by=by, at=at, fields=("state", "due_by"))
    IncreaseStep(
        increase=row, act=act.value, words=words.strip(), by_ref=by.ref, by_post=by.post_id, at=at, late=late, seq=seq
    ).save(force_insert=True)


def barred(body_id: UUID | None, act: Act, by: Actor) -> Refusal | None:
    """Why somebody may not do an act to a finding of a body: who sees it, who explains, who decides."""
    reach = reach_of(by)
    unseen = may_see_increase(by, reach, body_id)
    if unseen is not None:
        return unseen
    return may_explain_increase(by, body_id) if act in OF_THE_BODY else may_judge_increase(by, reach)
