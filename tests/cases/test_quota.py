"""A limited number: first come first served by receipt, never one more, however many at once (art. 57)."""

from __future__ import annotations

import threading
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from tests.cases.counter import flow, publish, receive
from tests.cast import Cast, on, small_county
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.decide import decide_case
from tongban.cases.models import Case, QuotaUse
from tongban.cases.queries.quota import line_of
from tongban.cases.rules.quota import Line, line_problem, period_of
from tongban.kernel.refusals import Refused
from tongban.powerlist.queries import version
from tongban.powerlist.rules.arrangements import QuotaCount
from tongban.powerlist.tests.samples import words

FEW = {"quota_count": {"number": 2, "period": "year"}, "quota": words("每年两个")}


def waiting(cast: Cast, count: int, **content: Any) -> list[UUID]:
    """Accepted applications, one received after the other."""
    version_id = publish(cast, flow(), **(FEW | content))
    cases = [receive(cast, version_id, on(11, 5, 9 + hour)).case_id for hour in range(count)]
    for case_id in cases:
        accept_case(case_id=case_id, by=cast.officer("market_review", on(11, 6)), at=on(11, 6))
    return cases


def decide(cast: Cast, case_id: UUID, decision: str = "grant", at: Any = None) -> None:
    moment = at or on(11, 9)
    decide_case(
        case_id=case_id, decision=decision, reasons="名额已满", basis=["行政许可法第五十七条"],
        by=cast.officer("market_decide", moment), at=moment,
    )  # fmt: skip


def code(act: Any) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.refusal.code


@pytest.mark.parametrize(("number", "used", "place", "problem"), [
    (2, 0, 1, None), (2, 0, 2, None), (2, 0, 3, "quota_line"), (2, 1, 1, None), (2, 1, 2, "quota_line"),
    (2, 2, 1, "quota_full"), (2, 3, 1, "quota_full"),
])  # fmt: skip
def test_who_is_within_what_is_left_may_be_granted(number: int, used: int, place: int, problem: str | None) -> None:
    found = line_problem(Line(number, used, place))
    assert (found.code if found else None) == problem


@pytest.mark.parametrize(("period", "when", "named"), [
    ("year", on(12, 31).date(), "2026"), ("year", on(1, 1).date().replace(year=2027), "2027"),
    ("total", on(12, 31).date(), "total"),
])  # fmt: skip
def test_a_years_number_begins_anew(period: str, when: Any, named: str) -> None:
    assert period_of(QuotaCount(number=1, period=period), when) == named


@pytest.mark.django_db
def test_whoever_applied_first_comes_first(cast: Cast) -> None:
    first, second, third = waiting(cast, 3)
    assert code(lambda: decide(cast, third)) == "quota_line"
    decide(cast, second)
    assert code(lambda: decide(cast, third)) == "quota_line"
    decide(cast, first)
    assert code(lambda: decide(cast, third)) == "quota_full"
    assert QuotaUse.objects.get().used == 2


@pytest.mark.django_db
def test_a_refusal_takes_none_and_lets_the_next_move_up(cast: Cast) -> None:
    first, _second, third = waiting(cast, 3)
    decide(cast, first, "refuse")
    decide(cast, third)
    assert QuotaUse.objects.get().used == 1


@pytest.mark.django_db
def test_the_place_in_the_line_is_by_receipt_not_by_acceptance(cast: Cast) -> None:
    cases = waiting(cast, 3)
    case = Case.objects.get(pk=cases[2])
    quota = version(case.item_version_id).content.quota_count
    assert quota is not None
    line = line_of(
        quota, item_id=case.item_id, place_id=case.place_id, received_at=case.received_at, number=case.number,
        today=on(11, 9).date(),
    )  # fmt: skip
    assert (line.place, line.left) == (3, 2)


@pytest.mark.django_db
def test_an_item_without_a_number_counts_nothing(cast: Cast) -> None:
    (case_id,) = waiting(cast, 1, quota_count=None)
    decide(cast, case_id)
    assert not QuotaUse.objects.exists()


@pytest.fixture
def stage(committed_db: str) -> Cast:
    return small_county()


def grants_at_once(cast: Cast, cases: list[UUID]) -> list[str]:
    """Grants several at the same moment, each on its own connection; answers what each was told."""
    told, gate = [], threading.Barrier(len(cases))

    def grant(case_id: UUID) -> None:
        try:
            gate.wait()
            decide(cast, case_id)
            told.append("granted")
        except Refused as refused:
            told.append(refused.refusal.code)
        finally:
            connection.close()

    workers = [threading.Thread(target=grant, args=(case_id,)) for case_id in cases]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sorted(told)


def test_two_at_the_same_moment_do_not_both_take_the_last(stage: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongban.cases.actions.decide.refuse_out_of_line", lambda _step: None)  # only the lock is left
    cases = waiting(stage, 3)
    assert grants_at_once(stage, cases) == ["granted", "granted", "quota_full"]
    assert QuotaUse.objects.get().used == 2


def test_without_the_lock_more_would_be_granted(stage: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongban.cases.actions.decide.refuse_out_of_line", lambda _step: None)
    monkeypatch.setattr("tongban.cases.actions.decide.take_number", lambda *_: None)
    assert grants_at_once(stage, waiting(stage, 3)) == ["granted"] * 3
