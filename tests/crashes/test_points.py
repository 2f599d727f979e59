"""Every point at which an act can die, not only random ones: before and after each statement and each commit.

The act runs in a forked process that ends itself with SIGKILL at its n-th point, for n = 0, 1, 2, … until it lives
through. After each death the case is as before the act or as after it, nothing between, and doing the rest leads to
the same end as if nothing had happened.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Final
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from tests.cast import Cast, on, small_county
from tests.crashes.test_kills import ready, settled
from tests.races.scenarios import one_draft
from tests.soundness import events_by_case, faults
from tests.stages import STAGES, decide, reviewer
from tongban.cases.actions.accept import NoticePoint, accept_case, notify_once
from tongban.cases.actions.decide import deliver_case, issue_result
from tongban.cases.actions.review import review_task
from tongban.cases.actions.sweeps import issue_waiting_results
from tongban.cases.actions.turns import withdraw_case
from tongban.cases.queries.certificate import certificate_content
from tongban.cases.queries.tasks import open_tasks
from tongban.certificates.actions import issue_certificate
from tongban.kernel.refusals import Refused

Connect = Callable[..., psycopg.Connection[Any]]
Act = Callable[[Cast, UUID], object]


class Fuse:
    """Ends the process at its n-th point."""

    def __init__(self, at: int) -> None:
        self.left = at

    def point(self) -> None:
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def fused(*given: Any, **named: Any) -> Any:
            self.point()
            result = function(*given, **named)
            self.point()
            return result

        return fused


def lives_through(act: Callable[[], object], point: int) -> bool:
    """Runs an act in a process that dies at a point; whether it came to its end."""
    connection.close()
    pid = os.fork()
    if pid == 0:
        fuse = Fuse(point)
        connection.ensure_connection()
        psycopg.Cursor.execute = fuse.around(psycopg.Cursor.execute)  # type: ignore[method-assign]
        psycopg.Connection.commit = fuse.around(psycopg.Connection.commit)  # type: ignore[method-assign]
        try:
            act()
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the act failed instead of dying"
    return os.WIFEXITED(status)


def received(cast: Cast) -> UUID:
    return cast.receive(on(11, 2)).case_id


def accept(cast: Cast, case_id: UUID) -> None:
    accept_case(case_id=case_id, by=cast.officer("market_review", on(11, 3)), at=on(11, 3))


def notify(cast: Cast, case_id: UUID) -> None:
    points = [NoticePoint("m_sign", "missing", "未提交")]
    notify_once(case_id=case_id, points=points, by=cast.officer("market_review", on(11, 3)), at=on(11, 3))


def review(cast: Cast, case_id: UUID) -> None:
    task = open_tasks(case_id)[0]
    by = reviewer(cast, task, on(11, 5))
    review_task(task_id=task.id, opinion="disagree", reasons="面积不符", by=by, at=on(11, 5))


def withdraw(cast: Cast, case_id: UUID) -> None:
    withdraw_case(case_id=case_id, by=cast.citizen, at=on(11, 4))


def issue(cast: Cast, case_id: UUID) -> None:
    issue_result(case_id=case_id, at=on(11, 9, 11))


def deliver(cast: Cast, case_id: UUID) -> None:
    deliver_case(case_id=case_id, method="window", by=cast.officer("delivery", on(11, 10)), at=on(11, 10))


ACTS: Final[dict[str, tuple[Callable[[Cast], UUID], Act]]] = {
    "accept": (received, accept), "notify": (received, notify), "review": (STAGES["accepted"], review),
    "withdraw": (STAGES["accepted"], withdraw), "decide": (STAGES["reviewed"], decide),
    "issue": (STAGES["decided"], issue), "deliver": (STAGES["issued"], deliver),
}  # fmt: skip
MOST_POINTS: Final = 200


def deaths(cast: Cast, stage: Callable[[Cast], UUID], act: Act, watcher: psycopg.Connection[Any]) -> list[list[str]]:
    """Kills the act at each of its points, on a new case each time; what each case's ledger held afterwards."""
    found = []
    for point in range(MOST_POINTS):
        case_id = stage(cast)
        if lives_through(lambda case_id=case_id: act(cast, case_id), point):  # type: ignore[misc]
            break
        settled(watcher)
        found.append(events_by_case(watcher)[str(case_id)])
    return found


@pytest.mark.parametrize("name", ACTS)
def test_an_act_that_dies_is_done_or_not_begun(committed_db: str, new_connection: Connect, name: str) -> None:
    stage, act = ACTS[name]
    cast, watcher = ready(), new_connection()
    case_id = stage(cast)
    before = len(events_by_case(watcher)[str(case_id)])
    lengths = {len(events) for events in deaths(cast, stage, act, watcher)}
    assert lengths == {before, before + 1}
    assert faults(watcher) == []
    issue_waiting_results(at=on(11, 10))
    assert faults(watcher) == []


def test_a_draft_that_dies_in_submission_is_submitted_once(committed_db: str, new_connection: Connect) -> None:
    cast, watcher = ready(), new_connection()
    for point in range(MOST_POINTS):
        submit = one_draft(cast)[0]
        lived = lives_through(submit, point)
        settled(watcher)
        assert faults(watcher) == [], f"point {point}"
        if lived:
            return
    pytest.fail("the act never came to its end")


def certificate_by_itself(step: Any, *, by: Any, at: Any) -> tuple[Any, list[str], list[Any]]:
    wanted = certificate_content(step.view, step.ref, at) or {}
    return issue_certificate(**wanted, by=by, at=at).id, [], []


def test_a_result_half_issued_would_be_found(
    committed_db: str, new_connection: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The naive variant: certificate and step in two transactions."""
    cast, watcher = ready(), new_connection()
    monkeypatch.setattr("tongban.cases.actions.decide.transaction", SimpleNamespace(atomic=lambda act: act))
    monkeypatch.setattr("tongban.cases.actions.decide.carry_out", certificate_by_itself)
    deaths(cast, STAGES["decided"], lambda cast, case_id: issue_result(case_id=case_id, at=on(11, 9, 11)), watcher)
    assert [fault for fault in faults(watcher) if "certificate without its result" in fault] != []


def test_the_worker_finishes_what_a_crash_left(committed_db: str, new_connection: Connect) -> None:
    cast, watcher = ready(), new_connection()
    deaths(cast, *ACTS["issue"], watcher)
    issue_waiting_results(at=on(11, 10))
    endings = {events[-1] for events in events_by_case(watcher).values()}
    assert endings == {"case.result_issued"}
    assert faults(watcher) == []


@pytest.mark.parametrize("name", ["accept", "receive"])
def test_a_body_without_its_mark_is_told_so_and_nothing_is_half_done(
    fresh_db: str, new_connection: Connect, name: str
) -> None:
    """One statement outside any transaction: when a part of it gives no row, none of it may stay."""
    cast, owner = small_county(), new_connection("owner")
    case_id = received(cast)
    owner.execute("ALTER TABLE documents_documentmark DISABLE TRIGGER USER; DELETE FROM documents_documentmark")
    with pytest.raises(Refused) as refused:
        accept(cast, case_id) if name == "accept" else received(cast)
    assert refused.value.refusal.code == "document_mark_missing"
    assert events_by_case(owner) == {str(case_id): ["case.received"]}
    assert faults(owner) == []
