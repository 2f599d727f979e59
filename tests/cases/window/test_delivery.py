"""Delivery: what waits is handed over and recorded once; others read or see nothing. The centre manager's page."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest

from tests.cases.window.conftest import NOW, As, text
from tests.cast import Cast, on
from tests.stages import reviewed
from tongban.cases.actions.decide import decide_case, issue_result
from tongban.cases.models import Case, Task
from tongban.cases.permissions import NOT_FOR_CENTRE


@pytest.fixture
def granted(cast: Cast) -> UUID:
    case_id = reviewed(cast)
    decide_case(
        case_id=case_id, decision="grant", reasons="", basis=[], by=cast.officer("market_decide", on(11, 19)),
        at=on(11, 19),
    )  # fmt: skip
    issue_result(case_id=case_id, at=on(11, 19))
    return case_id


def test_a_delivery_is_recorded_and_its_record_printed(granted: UUID, as_post: As) -> None:
    client, address = as_post("delivery"), f"/desk/c/{granted}/deliver/"
    assert "要交付的文书" in text(client.get(address))
    done = text(client.post(address, {"method": "window"}, follow=True))
    assert "已送达：窗口领取" in done
    assert Case.objects.get(pk=granted).state == "closed"
    record = done.split(f"/desk/c/{granted}/doc/")[2].split('"')[0]
    assert client.get(f"/desk/c/{granted}/doc/{record}").content.startswith(b"%PDF")


def test_a_second_recording_is_refused(granted: UUID, as_post: As) -> None:
    client, address = as_post("delivery"), f"/desk/c/{granted}/deliver/"
    client.post(address, {"method": "post"})
    assert client.post(address, {"method": "window"}).status_code == 409


@pytest.mark.parametrize("method", ["", "\0", "owl", "x" * 10_000])
def test_an_unknown_way_is_refused_on_the_page(granted: UUID, as_post: As, method: str) -> None:
    answer = as_post("delivery").post(f"/desk/c/{granted}/deliver/", {"method": method})
    assert answer.status_code == 422
    assert "请" in text(answer)


def test_the_reviewing_body_reads_but_does_not_deliver(granted: UUID, as_post: As) -> None:
    client, address = as_post("market_review"), f"/desk/c/{granted}/deliver/"
    assert "岗手里，您现在的岗位不能办" in text(client.get(address))
    assert client.post(address, {"method": "window"}).status_code == 409
    assert Case.objects.get(pk=granted).state == "decided"


@pytest.mark.parametrize("part", ["deliver", "certificate"])
def test_a_body_outside_the_case_learns_nothing(granted: UUID, as_post: As, part: str) -> None:
    client = as_post("forestry_review")
    assert client.get(f"/desk/c/{granted}/{part}/").status_code == 404
    assert client.get(f"/desk/c/{uuid4()}/{part}/").status_code == 404


def test_the_centre_manager_sees_who_is_late_and_no_decision(cast: Cast, as_post: As) -> None:
    cast.receive(on(11, 2))
    page = text(as_post("centre_manager").get("/centre/"))
    assert "1 个环节超期，涉及 1 个单位" in page
    assert "不得代部门决定" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("post", ["market_decide", "window_1", "county_head"])
def test_the_centres_page_is_the_managers(cast: Cast, as_post: As, post: str) -> None:
    answer = as_post(post).get("/centre/")
    assert answer.status_code == 403
    assert NOT_FOR_CENTRE.zh in text(answer)


def test_the_leaders_minute_has_three_sentences_at_most(cast: Cast, as_post: As) -> None:
    cast.receive(on(11, 2))
    cast.receive(NOW)
    page = text(as_post("county_head").get("/lead/"))
    assert page.split('<ol class="min">')[1].split("</ol>")[0].count("<li>") <= 3
    assert "1 个环节超期" in page
    assert "收件 1 件" in page


def test_the_minute_counts_steps_the_wall_counts_cases_and_each_says_which(cast: Cast, as_post: As) -> None:
    """A case that two bodies review at once is one case and two steps; each figure opens as many as it says."""
    cast.accepted(on(11, 2), on(11, 3))
    client = as_post("county_head")
    page = text(client.get("/lead/"))
    number = Task.objects.filter(closed_at=None, due_at__lt=NOW).count()
    assert number > Case.objects.count() == 1
    assert f"{number} 个环节超期" in page
    assert "整件超期" in page
    assert "件超期" not in page.replace("整件超期", "")
    figures = re.findall(r'href="(/desk/list/\?due=overdue[^"]*)">[^<\d]*(\d+)', page)
    assert sum(int(shown) for _address, shown in figures[1:]) == int(figures[0][1]) == number
    for address, shown in figures:
        listed = text(client.get(address.replace("&amp;", "&")))
        assert "超期环节" in listed
        assert f"，{shown} 个</h1>" in listed


def test_a_quiet_day_asks_nothing_of_the_leader(cast: Cast, as_post: As) -> None:
    assert "今天没有需要您过问的事。" in text(as_post("county_head").get("/lead/"))
