"""A hearing from its right to the decision that cites its record, at the screens of 张敏, 何静 and 陈芳."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

import pytest
from tests.cases.workdays import nth_after
from tests.cast import Cast, on, small_county
from tests.journeys.roles import Walk, clock_at, offer_roles
from tests.stages import reviewer

from tongban.cases.actions.review import review_task
from tongban.cases.queries.tasks import open_tasks
from tongban.documents.queries.papers import documents_of

pytestmark = [pytest.mark.browser, pytest.mark.nightly]
TOLD, ASKED, CALLED = on(11, 5), on(11, 10, 20), on(11, 12)
HELD, RECORDED, DECIDED = on(11, 23, 9, 30), on(11, 24), on(11, 25)
VENUE: Final = "县政务服务中心 301 会议室"
SAID: Final = "申请人：排烟管道已经改到楼顶。审查人员：请提交改造后的图纸。"


@pytest.fixture
def cast(house: str) -> Cast:
    made = small_county()
    offer_roles(made)
    return made


def rights_told(walk: Walk, case_id: UUID) -> None:
    """张敏 tells 陈芳 of her right; the case page then shows until when she can ask."""
    page = walk.go(walk.sign_in("reviewer"), f"/desk/c/{case_id}/special/hearing-right/")
    page.locator("input[name=to][value=applicant]").check()
    walk.station(page, "hearing-right")
    page.locator("form .btn-primary").last.click()
    assert "11月12日" in walk.station(page, "hearing-told")
    assert nth_after(date(2026, 11, 5), 5) == date(2026, 11, 12)


def asked_for(walk: Walk, case_id: UUID) -> None:
    """陈芳 reads until when and that it is free, and asks for it with one click."""
    page = walk.go(walk.sign_in("citizen"), f"/my/{case_id}/")
    page.get_by_role("link", name="11月12日").click()
    told = walk.station(page, "hearing-mine")
    assert "11月12日" in told
    assert "不收" in told or "免费" in told, told
    page.locator("button[name=answer][value=asked]").click()
    last = nth_after(date(2026, 11, 10), 20)
    assert f"{last.month}月{last.day}日" in walk.station(page, "hearing-asked")


def called(walk: Walk, cast: Cast, case_id: UUID) -> None:
    """张敏 sets the day: the first she tries is too early, and the page says the earliest and keeps what she typed."""
    page = walk.go(walk.sign_in("reviewer"), f"/desk/c/{case_id}/special/hearing-notice/")
    page.locator("[name=held_on]").fill("2026-11-20")
    page.locator("[name=held_time]").fill("09:30")
    page.locator("[name=venue]").fill(VENUE)
    page.locator(f"input[name=chair][value='{cast.county.holders['market_decide'][1]}']").check()
    page.locator("form .btn-primary").last.click()
    assert "最早2026年11月23日" in walk.told_no(page)
    assert page.locator("[name=venue]").input_value() == VENUE
    page.locator("[name=held_on]").fill("2026-11-23")
    walk.station(page, "hearing-call")
    page.locator("form .btn-primary").last.click()
    assert VENUE in walk.station(page, "hearing-called")


def notice_read(walk: Walk, case_id: UUID) -> None:
    """陈芳 reads day, hour and place, and that this time does not count."""
    page = walk.go(walk.sign_in("citizen"), f"/my/{case_id}/hearing/")
    told = walk.station(page, "hearing-notice")
    assert all(word in told for word in ("11月23日", "09:30", VENUE)), told
    told = walk.station(walk.go(page, f"/my/{case_id}/"), "hearing-paused")
    assert "听证" in told
    assert "11月12日" in told


def recorded(walk: Walk, case_id: UUID) -> str:
    """The day after, the signed record is filed; gives its number."""
    page = walk.go(walk.sign_in("reviewer"), f"/desk/c/{case_id}/special/hearing-record/")
    page.locator("[name=text]").fill(SAID)
    page.locator("[name=present]").fill("4")
    page.locator("input[name=signed]").check()
    walk.station(page, "hearing-record")
    page.locator("form .btn-primary").last.click()
    assert "笔录已归档" in walk.station(page, "hearing-recorded")
    return next(one.number for one in documents_of(case_id) if one.kind == "hearing_record")


def decided(walk: Walk, case_id: UUID, number: str) -> None:
    """何静 decides: the letter that she signs rests on the record and cites its number."""
    page = walk.go(walk.sign_in("head"), f"/desk/c/{case_id}/decision/")
    assert number in page.locator("#letter").inner_text()
    walk.station(page, "hearing-decision")
    page.locator("button[name=do][value=sign]").click()
    walk.station(page, "hearing-decided")
    page = walk.go(walk.sign_in("citizen"), f"/my/{case_id}/hearing/")
    assert "笔录" in walk.station(page, "hearing-over")
    told = walk.station(walk.go(page, f"/my/{case_id}/"), "hearing-matter")
    assert number in told
    assert SAID not in told


def agreed(cast: Cast, case_id: UUID) -> None:
    """The reviews are done while the right runs."""
    for task in open_tasks(case_id):
        if task.act == "review":
            review_task(task_id=task.id, opinion="agree", reasons="", by=reviewer(cast, task, ASKED), at=ASKED)


def test_a_hearing_is_asked_for_held_and_decided_on_its_record(cast: Cast, walk: Walk) -> None:
    case_id = cast.accepted(on(11, 2), on(11, 3)).case_id
    with clock_at(TOLD):
        rights_told(walk, case_id)
    with clock_at(ASKED):
        asked_for(walk, case_id)
        agreed(cast, case_id)
    with clock_at(CALLED):
        called(walk, cast, case_id)
        notice_read(walk, case_id)
    with clock_at(RECORDED):
        number = recorded(walk, case_id)
    with clock_at(DECIDED):
        decided(walk, case_id, number)
