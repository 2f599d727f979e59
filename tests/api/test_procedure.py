"""Turns that need more than a button, by programs: a hearing, a third party, a suspension, a handing over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.api.conftest import Caller
from tests.api.test_problems import told
from tests.api.test_whole_way import done, submitted
from tests.cast import Cast
from tongban.agencies.queries import party_by_id_number
from tongban.cases.queries.tasks import open_tasks

Token = Callable[..., Caller]


@pytest.fixture
def case(cast: Cast, applicant: Caller, token: Token) -> str:
    """An accepted case of 陈芳."""
    found = str(submitted(applicant, cast)["case_id"])
    done(token("market_review").post(f"/cases/{found}/accept?promise=signed"))
    return found


def test_a_hearing_is_told_asked_for_and_called(cast: Cast, case: str, applicant: Caller, token: Token) -> None:
    review = token("market_review")
    told(applicant.post(f"/my/cases/{case}/hearing", {"answer": "asked"}), 404, "no_hearing_right")
    done(review.post(f"/cases/{case}/hearing/rights", {}))
    done(applicant.post(f"/my/cases/{case}/hearing", {"answer": "asked"}))
    found = done(review.get(f"/cases/{case}/procedure"))
    assert (found["rights"][0]["answer"], len(found["hearings"])) == ("asked", 1)
    chair = str(cast.county.holders["market_review"][0])
    soon = (timezone.now() + timedelta(days=1)).isoformat()
    early = review.post(f"/cases/{case}/hearing", {"held_at": soon, "venue": "二楼会议室", "chair_id": chair})
    assert early.status_code == 422, early.content.decode()


def test_a_third_party_speaks_and_is_weighed(case: str, token: Token) -> None:
    review = token("market_review")
    party: dict[str, Any] = {"kind": "person", "name": "周敏", "id_number": "11010519491231002X"}
    wrong = {"party": party | {"id_number": "1"}, "interest": "相邻住户"}
    assert told(review.post(f"/cases/{case}/third-parties", wrong), 422, "answers_wrong")["errors"]
    done(review.post(f"/cases/{case}/third-parties", {"party": party, "interest": "相邻住户"}))
    one = done(review.get(f"/cases/{case}/procedure"))["third_parties"][0]["id"]
    done(review.post(f"/cases/{case}/third-parties/{one}/statement", {"text": "油烟会影响住户。"}))
    weighed = {"taken": "partly", "reason": "加装净化设备。"}
    done(review.post(f"/cases/{case}/third-parties/{one}/weigh", weighed))
    assert done(review.get(f"/cases/{case}/procedure"))["third_parties"][0]["taken"] == "partly"


def test_a_case_stands_still_and_goes_on(case: str, token: Token) -> None:
    head = token("market_decide")
    told(head.post(f"/cases/{case}/continue"), 409, "case_state")
    done(head.post(f"/cases/{case}/suspend", {"ground": "force_majeure", "reason": "暴雨停电"}))
    done(head.post(f"/cases/{case}/continue"))


def test_a_step_is_handed_to_a_post_of_the_same_body_only(cast: Cast, case: str, token: Token) -> None:
    task = next(one for one in open_tasks(case) if one.post_id == cast.county.posts["market_review"])
    other = {"to_post": str(cast.county.posts["fire_review"]), "reason": "回避"}
    answer = token("market_review").post(f"/cases/{case}/tasks/{task.id}/offer", other)
    assert answer.status_code in (403, 422), answer.content.decode()


def test_a_third_party_who_cannot_be_told_is_not_registered_either(cast: Cast, applicant: Caller, token: Token) -> None:
    """Before acceptance nobody is told: no data of the neighbour stay behind."""
    found = str(submitted(applicant, cast)["case_id"])
    party = {"kind": "person", "name": "周敏", "id_number": "11010519491231002X"}
    asked = {"party": party, "interest": "相邻住户"}
    told(token("market_review").post(f"/cases/{found}/third-parties", asked), 409, "case_state")
    assert party_by_id_number(party["id_number"]) is None
