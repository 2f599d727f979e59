"""How many statements a step sends, counted on the wire outside any transaction, BEGIN and COMMIT included.

At most four.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

import pytest

from tests.cast import Cast, on, small_county
from tongban.agencies.queries import place_code
from tongban.cases.actions.accept import NoticePoint, accept_case, notify_once
from tongban.cases.actions.decide import decide_case, deliver_case, issue_result
from tongban.cases.actions.receive import Given
from tongban.cases.actions.review import review_task
from tongban.cases.actions.supplement import supplement_case
from tongban.cases.queries.tasks import open_tasks
from tongban.documents.queries.remedies import remedies_against

Counter = Callable[[], AbstractContextManager[Any]]
MOST = 4


@pytest.fixture
def stage(committed_db: str) -> Cast:
    return small_county()


def reviewed(cast: Cast) -> UUID:
    case_id = cast.accepted(on(11, 5), on(11, 9)).case_id
    for task, post in zip(open_tasks(case_id), ("market_review", "fire_review", "urban_review"), strict=True):
        review_task(task_id=task.id, opinion="agree", reasons="", by=cast.officer(post, on(11, 10)), at=on(11, 10))
    return case_id


def test_receipt(stage: Cast, count_statements: Counter) -> None:
    stage.receive(on(11, 5))  # the calendar and the directory of a day are kept in the process
    with count_statements() as sent:
        stage.receive(on(11, 5))
    assert sent.count <= MOST


def test_acceptance(stage: Cast, count_statements: Counter) -> None:
    receipt, officer = stage.receive(on(11, 5)), stage.officer("market_review", on(11, 9))
    with count_statements() as sent:
        accept_case(case_id=receipt.case_id, by=officer, at=on(11, 9))
    assert sent.count <= MOST


def test_notice_and_supplement(stage: Cast, count_statements: Counter) -> None:
    receipt, officer = stage.receive(on(11, 5)), stage.officer("market_review", on(11, 9))
    with count_statements() as sent:
        notify_once(case_id=receipt.case_id, points=[NoticePoint("m_sign", "missing", "")], by=officer, at=on(11, 9))
    assert sent.count <= MOST
    with count_statements() as sent:
        supplement_case(
            case_id=receipt.case_id, answers=None, materials=[Given("m_sign")], by=stage.citizen, at=on(11, 10)
        )
    assert sent.count <= MOST


def test_review_with_reasons(stage: Cast, count_statements: Counter) -> None:
    receipt = stage.accepted(on(11, 5), on(11, 9))
    task, officer = open_tasks(receipt.case_id)[0], stage.officer("market_review", on(11, 10))
    with count_statements() as sent:
        review_task(task_id=task.id, opinion="agree", reasons="布局合理", by=officer, at=on(11, 10))
    assert sent.count <= MOST


def test_decision_and_delivery(stage: Cast, count_statements: Counter) -> None:
    case_id = reviewed(stage)
    head, window = stage.officer("market_decide", on(11, 12)), stage.officer("delivery", on(11, 13))
    remedies_against(stage.county.bodies["market"], act="licence", on=on(11, 12).date())  # kept, as the directory is
    with count_statements() as sent:
        decide_case(case_id=case_id, decision="grant", reasons="", basis=[], by=head, at=on(11, 12))
    assert sent.count <= MOST
    place_code(stage.county.home, on(11, 12).date())  # kept as well
    with count_statements() as sent:
        issue_result(case_id=case_id, at=on(11, 12))
    assert sent.count <= MOST
    with count_statements() as sent:
        deliver_case(case_id=case_id, method="window", by=window, at=on(11, 13))
    assert sent.count <= MOST
