"""Turns of the clock on a real case: what does not count, the one extension, withdrawal, urging; each with its law."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from tests.cast import Cast, on
from tests.stages import two_testers
from tongban.cases.actions.turns import extend_case, pause_case, resume_case, urge_task, withdraw_case
from tongban.cases.models import Case, Task
from tongban.cases.queries.tasks import open_tasks
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused


def paused(cast: Cast) -> Case:
    receipt = cast.accepted(on(11, 2), on(11, 3))
    pause_case(
        case_id=receipt.case_id, kind="testing", document="检验通知书", told_at=on(11, 5, 9), until=date(2026, 11, 19),
        by=cast.officer("market_review", on(11, 5)), at=on(11, 5), starts_on=date(2026, 11, 9), staff=two_testers(cast),
    )  # fmt: skip
    return Case.objects.get(pk=receipt.case_id)


def test_a_pause_moves_every_limit_by_the_days_that_did_not_count(cast: Cast) -> None:
    case = paused(cast)
    before = {task.node: task.due_at for task in Task.objects.filter(case=case, closed_at=None)}
    resume_case(case_id=case.id, by=cast.officer("market_review", on(11, 19)), at=on(11, 19))
    after = Case.objects.get(pk=case.id)
    # Ten working days, 6 to 19 November, do not count: the promise of 8 moves from 13 to 27 November.
    assert (case.promised_due_at, after.promised_due_at) == (on(11, 13, 17), on(11, 27, 17))
    assert before["review_fire"] == on(11, 10, 17)
    assert Task.objects.get(case=case, node="review_fire", closed_at=None).due_at == on(11, 24, 17)


def test_a_paused_case_is_not_paused_twice(cast: Cast) -> None:
    case = paused(cast)
    with pytest.raises(Refused) as refused:
        pause_case(
            case_id=case.id, kind="hearing", document="听证通知书", told_at=on(11, 6), until=None,
            by=cast.officer("market_review", on(11, 6)), at=on(11, 6),
        )  # fmt: skip
    assert refused.value.refusal.code == "paused_already"


def test_only_the_head_of_the_lead_body_extends_and_only_once(cast: Cast) -> None:
    case_id = cast.accepted(on(11, 2), on(11, 3)).case_id
    with pytest.raises(Refused) as clerk:
        extend_case(
            case_id=case_id, length=10, reason="疑难", told_at=on(11, 10),
            by=cast.officer("market_review", on(11, 10)), at=on(11, 10),
        )  # fmt: skip
    head = cast.officer("market_decide", on(11, 10))
    extend_case(case_id=case_id, length=10, reason="现场条件复杂", told_at=on(11, 10), by=head, at=on(11, 10))
    with pytest.raises(Refused) as again:
        extend_case(case_id=case_id, length=5, reason="再延", told_at=on(11, 11), by=head, at=on(11, 11))
    assert (clerk.value.refusal.code, again.value.refusal.code) == ("not_your_body", "extended_already")
    assert Case.objects.get(pk=case_id).due_at == on(12, 1, 17)


def test_an_extension_longer_than_the_law_allows_is_refused(cast: Cast) -> None:
    case_id = cast.accepted(on(11, 2), on(11, 3)).case_id
    with pytest.raises(Refused) as refused:
        extend_case(
            case_id=case_id, length=11, reason="疑难", told_at=on(11, 9),
            by=cast.officer("market_decide", on(11, 9)), at=on(11, 9),
        )  # fmt: skip
    assert "10" in refused.value.refusal.sentence("zh")


def test_a_case_is_extended_while_it_is_paused(cast: Cast) -> None:
    case = paused(cast)
    extend_case(
        case_id=case.id, length=10, reason="待检验", told_at=on(11, 9),
        by=cast.officer("market_decide", on(11, 9)), at=on(11, 9),
    )  # fmt: skip
    assert Case.objects.get(pk=case.id).due_at is not None


def test_the_applicant_withdraws_and_every_task_closes(cast: Cast) -> None:
    case_id = cast.accepted(on(11, 2), on(11, 3)).case_id
    withdraw_case(case_id=case_id, by=cast.citizen, at=on(11, 4))
    assert Case.objects.get(pk=case_id).state == "withdrawn"
    assert open_tasks(case_id) == []


def test_a_stranger_learns_nothing_of_a_case(cast: Cast) -> None:
    case_id = cast.accepted(on(11, 2), on(11, 3)).case_id
    with pytest.raises(Refused) as refused:
        withdraw_case(case_id=case_id, by=Actor(ActorKind.CITIZEN, ref=uuid7()), at=on(11, 4))
    assert refused.value.refusal.code == "not_found"


def test_urging_is_recorded_once_a_day(cast: Cast) -> None:
    task = open_tasks(cast.accepted(on(11, 2), on(11, 3)).case_id)[0]
    manager = cast.officer("centre_manager", on(11, 9))
    urge_task(task_id=task.id, by=manager, at=on(11, 9))
    with pytest.raises(Refused) as refused:
        urge_task(task_id=task.id, by=manager, at=on(11, 9, 15))
    assert refused.value.refusal.code == "urged_today"
    urge_task(task_id=task.id, by=manager, at=on(11, 10, 7).astimezone(UTC))  # a new day here, not yet in Greenwich
