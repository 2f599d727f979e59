"""One window: whoever takes an application, the same engine, post, clock and number; branches wait for nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.cast import ANSWERS, Cast, on
from tests.people import picture, signed_in
from tests.stages import reviewed, reviewer
from tests.village import village
from tongban.agencies.queries import account_of_official
from tongban.cases.actions.accept import NoticePoint, accept_case, notify_once
from tongban.cases.actions.decide import decide_case, deliver_case, issue_result
from tongban.cases.actions.drafts import save_answers, start_draft, submit_draft
from tongban.cases.actions.proxy import begin_for
from tongban.cases.actions.receive import Given, receive_case
from tongban.cases.actions.review import review_task
from tongban.cases.actions.supplement import supplement_case
from tongban.cases.actions.turns import urge_task
from tongban.cases.models import Case, Task
from tongban.cases.queries.mandates import proxy_on_draft
from tongban.cases.queries.tasks import open_tasks
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.supervision.rules.visits import visit_of

RECEIVED, ACCEPTED = on(11, 2), on(11, 3)


def page(client: Client, address: str) -> str:
    return str(client.get(address, headers={"accept-language": "zh-CN"}).content.decode())


def at_desk(cast: Cast, post: str) -> Client:
    return signed_in(account_of_official(cast.county.holders[post][0]))


def taken_by(cast: Cast, way: str, at: datetime = RECEIVED) -> UUID:
    """陈芳's restaurant by one of the ways in: a county or township window, online, or a village worker."""
    given = {"version_id": cast.version_id, "party_id": cast.applicant, "place_id": cast.county.home}
    if way == "web":
        draft = start_draft(**given, channel="web", by=cast.citizen, at=at)
        save_answers(draft_id=draft, answers=ANSWERS, place_id=None, by=cast.citizen, at=at)
        return submit_draft(draft_id=draft, by=cast.citizen, at=at).case_id
    if way == "agent":
        there = village(cast)
        worker = there.worker(at)
        mandate = there.on_paper(at, until=on(12, 31).date(), photo=picture())
        draft = begin_for(mandate_id=mandate, version_id=cast.version_id, place_id=cast.county.home, by=worker, at=at)
        found = proxy_on_draft(draft, worker, at)
        assert found is not None
        save_answers(draft_id=draft, answers=ANSWERS, place_id=None, by=found[0], at=at)
        return submit_draft(draft_id=draft, by=found[0], at=at).case_id
    return receive_case(
        version_id=cast.version_id, applicant_id=cast.applicant, place_id=cast.county.home, channel="window",
        answers=ANSWERS, materials=[], by=cast.officer(way, at), at=at,
    ).case_id  # fmt: skip


WAYS = ("window_1", "liuhe_window", "web", "agent")


@dataclass(frozen=True, slots=True)
class Course:
    """What must not depend on the way in: who has which step until when, in what state, by which law's day."""

    steps: frozenset[tuple[str, UUID | None, datetime | None]]
    state: str
    version: UUID
    body: UUID
    due: tuple[datetime | None, datetime | None]


def course(case_id: UUID) -> Course:
    case = Case.objects.get(pk=case_id)
    steps = frozenset((task.node, task.post_id, task.due_at) for task in open_tasks(case_id))
    return Course(steps, case.state, case.item_version_id, case.body_id, (case.due_at, case.promised_due_at))


def test_s_06_what_any_clerk_takes_arrives_where_it_is_decided_with_its_clock_and_one_number(
    cast: Cast, settings: Any, time_machine: Any
) -> None:
    settings.DEMO = True
    time_machine.move_to(RECEIVED)
    receipt = receive_case(
        version_id=cast.version_id, applicant_id=cast.applicant, place_id=cast.county.home, channel="window",
        answers=ANSWERS, materials=[], by=cast.officer("window_1", RECEIVED), at=RECEIVED,
    )  # fmt: skip
    (task,) = open_tasks(receipt.case_id)
    assert (task.body_id, task.post_id) == (cast.county.bodies["market"], cast.county.posts["market_review"])
    assert task.due_at == on(11, 9, 17)
    desk = page(at_desk(cast, "market_review"), "/desk/")
    assert f"/desk/c/{receipt.case_id}/" in desk
    assert "11月9日" in desk
    accept_case(case_id=receipt.case_id, by=cast.officer("market_review", ACCEPTED), at=ACCEPTED)
    told = Client().post(
        "/status/", {"number": receipt.number, "code": receipt.lookup_code}, headers={"accept-language": "zh-CN"}
    )
    numbers = set(re.findall(r"QH ?\d{4} ?\d{4} ?\d{4}", told.content.decode()))
    assert {number.replace(" ", "") for number in numbers} == {receipt.number}


def test_s_06_the_clerk_who_took_it_cannot_go_on_with_it(cast: Cast) -> None:
    case_id = taken_by(cast, "window_1")
    with pytest.raises(Refused, match="not_your_post"):
        accept_case(case_id=case_id, by=cast.officer("window_1", ACCEPTED), at=ACCEPTED)


@pytest.mark.parametrize("way", WAYS[1:])
def test_s_10_any_point_takes_it_the_home_body_decides_and_the_clock_starts_at_acceptance(cast: Cast, way: str) -> None:
    usual, other = taken_by(cast, "window_1"), taken_by(cast, way, on(10, 30))
    for case_id in (usual, other):
        accept_case(case_id=case_id, by=cast.officer("market_review", ACCEPTED), at=ACCEPTED)
    assert course(other) == course(usual)
    assert course(other).body == cast.county.bodies["market"]


def test_s_10_a_clock_that_starts_at_receipt_would_be_found(cast: Cast) -> None:
    """What the check compares tells apart a case whose time began on another day."""
    usual, other = taken_by(cast, "window_1"), taken_by(cast, "liuhe_window", on(10, 30))
    accept_case(case_id=usual, by=cast.officer("market_review", ACCEPTED), at=ACCEPTED)
    accept_case(case_id=other, by=cast.officer("market_review", on(10, 30, 11)), at=on(10, 30, 11))
    assert course(other) != course(usual)


def test_s_12_hall_web_phone_and_agent_run_on_one_engine_to_the_same_end(cast: Cast) -> None:
    ended = {}
    for way in WAYS:
        case_id = taken_by(cast, way)
        accept_case(case_id=case_id, by=cast.officer("market_review", ACCEPTED), at=ACCEPTED)
        for task in open_tasks(case_id):
            at = on(11, 5)
            review_task(task_id=task.id, opinion="agree", reasons="", by=reviewer(cast, task, at), at=at)
        decide_case(
            case_id=case_id, decision="grant", reasons="", basis=(), by=cast.officer("market_decide", on(11, 6)),
            at=on(11, 6),
        )  # fmt: skip
        kinds = [one.type for one in events_of("case", case_id)]
        ended[way] = (course(case_id), kinds, Case.objects.get(pk=case_id).decision)
    assert all(one == ended["web"] for one in ended.values())
    assert {Case.objects.get(pk=pk).channel for pk in Case.objects.values_list("pk", flat=True)} == {
        "window", "web", "agent",
    }  # fmt: skip


Spans = Sequence[tuple[datetime, datetime]]


def waits_for_nobody(branches: Spans, merged: datetime) -> bool:
    """Total = the longest branch: all began together and the merge opened when the last was done."""
    begun = {start for start, _end in branches}
    longest = max(end - start for start, end in branches)
    return len(begun) == 1 and merged - min(begun) == longest


def test_s_07_branches_run_at_once_and_the_merge_waits_for_the_longest_only(cast: Cast) -> None:
    case_id = cast.accepted(RECEIVED, ACCEPTED).case_id
    tasks = open_tasks(case_id)
    assert len(tasks) >= 3
    for day, task in enumerate(tasks, start=4):
        at = on(11, day, 15)
        review_task(task_id=task.id, opinion="agree", reasons="", by=reviewer(cast, task, at), at=at)
    rows = Task.objects.filter(pk__in=[task.id for task in tasks]).values_list("opened_at", "closed_at")
    spans = [(opened, closed) for opened, closed in rows if closed is not None]
    (merge,) = open_tasks(case_id)
    assert merge.act == "decide"
    assert waits_for_nobody(spans, merge.opened_at)
    assert merge.opened_at - ACCEPTED < sum((end - start for start, end in spans), start=ACCEPTED - ACCEPTED)


def test_s_07_hidden_serial_waiting_would_be_found() -> None:
    serial = [(on(11, 3), on(11, 5)), (on(11, 5), on(11, 9))]
    assert not waits_for_nobody(serial, on(11, 9))
    assert not waits_for_nobody([(on(11, 3), on(11, 5)), (on(11, 3), on(11, 9))], on(11, 10))


def visits(case_id: UUID) -> list[str]:
    told = [visit_of(one.type, one.data, in_office=one.post_id is not None) for one in events_of("case", case_id)]
    return [what for what in told if what]


def test_s_14_begun_online_handed_in_at_a_window_received_by_post_is_one_case_with_one_visit(cast: Cast) -> None:
    case_id = taken_by(cast, "web")
    market, clerk = cast.officer("market_review", on(11, 3)), cast.officer("window_1", on(11, 4))
    notify_once(case_id=case_id, points=[NoticePoint("m_sign", "missing", "未提交")], by=market, at=on(11, 3))
    supplement_case(case_id=case_id, answers=None, materials=[Given("m_sign")], by=clerk, at=on(11, 4))
    accept_case(case_id=case_id, by=cast.officer("market_review", on(11, 5)), at=on(11, 5))
    for task in open_tasks(case_id):
        at = on(11, 6)
        review_task(task_id=task.id, opinion="agree", reasons="", by=reviewer(cast, task, at), at=at)
    head = cast.officer("market_decide", on(11, 9))
    decide_case(case_id=case_id, decision="grant", reasons="", basis=(), by=head, at=on(11, 9))
    issue_result(case_id=case_id, at=on(11, 9))
    deliver_case(case_id=case_id, method="post", by=cast.officer("delivery", on(11, 10)), at=on(11, 10))
    assert (Case.objects.get(pk=case_id).state, visits(case_id)) == ("closed", ["supplemented"])


def test_s_14_each_time_at_a_window_counts_and_nothing_else(cast: Cast) -> None:
    assert visits(taken_by(cast, "window_1")) == ["received"]
    assert visits(taken_by(cast, "web")) == []
    assert visits(taken_by(cast, "agent")) == []


def test_s_05_the_manager_sees_every_case_and_urges_but_decides_nothing(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    case_id, manager = reviewed(cast), cast.officer("centre_manager", on(11, 10))
    client = at_desk(cast, "centre_manager")
    shown = page(client, f"/desk/c/{case_id}/")
    assert "开餐饮店" in shown or "餐饮" in shown
    assert f"/desk/c/{case_id}/decision/" not in shown
    (task,) = open_tasks(case_id)
    urge_task(task_id=task.id, by=manager, at=on(11, 10))
    assert events_of("case", case_id)[-1].type == "case.urged"
    for address, sent in (("decision/", {"decision": "grant", "do": "sign"}), ("", {"act": "accept"})):
        assert client.post(f"/desk/c/{case_id}/{address}", sent).status_code in (403, 409)
    with pytest.raises(Refused, match="not_your_post"):
        decide_case(case_id=case_id, decision="grant", reasons="", basis=(), by=manager, at=on(11, 10))
    assert Case.objects.get(pk=case_id).decision == ""


def test_s_05_a_manager_who_could_sign_would_be_found(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongban.cases.actions.decide.may_work_on_task", lambda *_, **__: None)
    case_id, manager = reviewed(cast), cast.officer("centre_manager", on(11, 10))
    decide_case(case_id=case_id, decision="grant", reasons="", basis=(), by=manager, at=on(11, 10))
    assert Case.objects.get(pk=case_id).decision == "grant"


@pytest.mark.parametrize("key", ["bank_statement", "m_other", "m_sign;m_lease", ""])
def test_s_29_a_paper_that_the_list_does_not_have_is_not_asked_for(cast: Cast, key: str) -> None:
    case_id, market = cast.receive(RECEIVED).case_id, cast.officer("market_review", ACCEPTED)
    points = [NoticePoint("m_sign", "missing", "未提交"), NoticePoint(key, "missing", "请另附证明")]
    with pytest.raises(Refused, match="not_on_the_list"):
        notify_once(case_id=case_id, points=points, by=market, at=ACCEPTED)
    assert [one.type for one in events_of("case", case_id)] == ["case.received"]
    notify_once(case_id=case_id, points=points[:1], by=market, at=ACCEPTED)
