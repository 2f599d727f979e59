"""At the window: decided at once in three clicks, put right on the spot, promised, papers that follow taken in."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest

from tests.cases.counter import SHOP, flow, publish, receive, window_post
from tests.cases.window.conftest import NASTY_WORDS, As, text
from tests.cases.window.test_window import NUMBER
from tests.cast import Cast, on
from tongban.cases.actions.accept import accept_case
from tongban.cases.models import Case, Commitment, Deferral
from tongban.ledger.queries import events_of
from tongban.powerlist.tests.samples import whole, words

PAPERS = whole()["materials"]
TOLD = {"conditions": [words("有固定的经营场所")], "consequence": words("承诺不实的，撤销决定"), "check_days": 20}
FOLLOWS = {**PAPERS[0], "key": "m_rules", "name": words("卫生管理制度"), "necessity": "deferrable"}


def item(cast: Cast, xml: str = "", **content: Any) -> str:
    window_post(cast)
    publish(cast, xml or flow(), **({"case_type": "on_the_spot"} | content))
    return "/window/QH-T-001/"


def filled(client: Any, address: str, **more: str) -> dict[str, str]:
    """What the clerk sends: the applicant, the answer that is printed, the papers that are here."""
    once = re.search(r'name="w-once" value="([^"]+)"', text(client.get(address)))
    assert once is not None
    told = {"party-id_number": NUMBER, "party-name": "罗大勇", "party-phone": "13900000001", "w-once": once[1]}
    return {**told, **SHOP, "have-m_plan": "on", "use-m_licence": "on", **more}


def test_s_22_a_complete_application_is_decided_in_three_clicks(cast: Cast, as_post: As) -> None:
    address = item(cast)
    client = as_post("market_window")
    found = text(client.get("/window/", {"q": "预包装"}))  # the first click: search
    assert address in found  # the second: the item
    page = text(client.post(address, filled(client, address, do="at_once")))  # the third: decide and print
    assert "准予行政许可决定书" in page
    assert Case.objects.get().state == "closed"


def test_a_clerk_of_the_centre_is_not_offered_what_only_the_body_decides(cast: Cast, as_post: As) -> None:
    address = item(cast)
    client = as_post("window_1")
    assert "当场决定" not in text(client.get(address))
    answer = client.post(address, filled(client, address, do="at_once"))
    assert (answer.status_code, Case.objects.count()) == (409, 0)
    assert "首席代表" in text(answer)


def test_what_is_lacking_is_named_and_nothing_is_recorded(cast: Cast, as_post: As) -> None:
    address = item(cast)
    client = as_post("market_window")
    sent = filled(client, address, do="at_once")
    del sent["have-m_plan"]
    assert "平面布局图" in text(client.post(address, sent))
    assert not Case.objects.exists()


def test_what_was_put_right_on_the_spot_is_recorded_without_a_notice(cast: Cast, as_post: As) -> None:
    address = item(cast)
    client = as_post("market_window")
    client.post(address, filled(client, address, **{"fix-m_plan": "on", "fix-nothing": "on"}))
    case = Case.objects.get()
    assert events_of("case", case.pk)[0].data["corrected"] == ["m_plan"]
    assert case.state == "received"


@pytest.mark.parametrize(
    ("post", "do", "state"), [("market_window", "at_once", "closed"), ("window_1", "", "received")]
)
def test_on_a_commitment_the_promised_paper_is_not_asked(
    cast: Cast, as_post: As, post: str, do: str, state: str
) -> None:
    papers = [{**PAPERS[0], "promisable": True}, PAPERS[1]]
    address = item(
        cast, flow(review="unless_promised"), case_type="promised", materials=papers, commitment=TOLD, sensitive=[]
    )
    client = as_post(post)
    sent = filled(client, address, do=do, **{"w-commit": "on"})
    del sent["have-m_plan"]
    client.post(address, sent)
    assert (Case.objects.get().state, Commitment.objects.get().papers) == (state, ["m_plan"])


def following(cast: Cast) -> UUID:
    window_post(cast)
    case_id = receive(cast, publish(cast, flow(), materials=[*PAPERS, FOLLOWS]), on(11, 5)).case_id
    accept_case(case_id=case_id, by=cast.officer("market_review", on(11, 9)), at=on(11, 9), promise="signed")
    return case_id


def test_papers_that_follow_are_found_by_number_and_taken_in(cast: Cast, as_post: As) -> None:
    case_id = following(cast)
    client = as_post("window_1")
    answer: Any = client.get("/window/", {"number": Case.objects.get(pk=case_id).number})
    assert answer.url == f"/window/d/{case_id}/"
    assert "已逾期" in text(client.get(answer.url))
    client.post(answer.url, {"have-m_rules": "on"})
    assert Deferral.objects.get().supplied_at is not None
    assert "没有要后补的材料" in text(client.get(answer.url))


def test_nothing_ticked_is_told_and_a_case_without_them_is_not_found(cast: Cast, as_post: As) -> None:
    case_id = following(cast)
    client = as_post("window_1")
    assert client.post(f"/window/d/{case_id}/", {}).status_code == 409
    other = receive(cast, publish(cast, flow(), local_code="QH-T-002"), on(11, 5)).case_id
    assert client.get(f"/window/d/{other}/").status_code == 404


@pytest.mark.parametrize("nasty", NASTY_WORDS)
def test_nasty_values_give_no_fault(cast: Cast, as_post: As, nasty: str) -> None:
    address, case_id = item(cast), cast.receive(on(11, 5)).case_id
    client = as_post("market_window")
    sent = {"do": nasty, "w-commit": nasty, f"fix-{nasty[:40]}": "on", "w-once": nasty}
    for where in (address, f"/window/d/{case_id}/"):
        assert client.post(where, sent).status_code < 500
