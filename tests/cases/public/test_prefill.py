"""A question whose answer is known is shown filled in, with its source, to its own applicant, who may correct it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.cases.counter import flow, publish
from tests.cast import Cast, on
from tests.people import signed_in
from tests.stages import issued
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.cases.actions.drafts import save_answers, start_draft
from tongban.cases.queries import prefill
from tongban.cases.queries.draft import draft_of
from tongban.certificates.queries import certificate_of_case
from tongban.kernel.actor import SYSTEM, Actor, ActorKind
from tongban.powerlist.queries import published_item
from tongban.powerlist.rules.content import parse_content
from tongban.powerlist.rules.lint import Subject, lint
from tongban.powerlist.rules.prefill import read_source, renamed_answer, source_fault
from tongban.powerlist.rules.quality import RULES
from tongban.powerlist.tests.samples import whole, words
from tongban.simulation.rules.codes import citizen_code


def question(key: str, label: str, known: str, type_: str = "text") -> dict[str, Any]:
    return {"key": key, "label": words(label), "type": type_, "prefill": known}


QUESTIONS = [
    question("shop_name", "店名", "earlier"), question("owner", "负责人", "person.name"),
    question("owner_id", "证件号码", "person.id_number", "citizen_id"),
    question("phone", "电话", "person.phone", "phone"),
    question("licence", "许可证编号", "certificate.food_business.number"),
    question("licence_address", "许可地址", "certificate.food_business.address"),
    question("sign", "招牌文字", "answer.shop_name"), question("plain", "其他", ""),
]  # fmt: skip


@pytest.fixture
def draft(cast: Cast) -> UUID:
    publish(cast, flow(), form={"groups": [{"key": "shop", "title": words("店铺"), "fields": QUESTIONS}]})
    ref = published_item("QH-T-001").version
    assert ref is not None
    return start_draft(
        version_id=ref.id, party_id=cast.applicant, place_id=cast.county.home, channel="web", by=cast.citizen,
        at=on(11, 20),
    )  # fmt: skip


def known(cast: Cast, draft: UUID, by: Actor | None = None) -> dict[str, Any]:
    view = draft_of(draft, cast.citizen)
    found = prefill.known_answers_for(view, view.ref.content.fields(), by or cast.citizen)
    return {key: (one.value, one.zh) for key, one in found.items()}


def test_what_the_record_holds_is_known(cast: Cast, draft: UUID) -> None:
    found = known(cast, draft)
    assert found["owner"] == ("陈芳", "您的登记信息")
    assert found["owner_id"][0] == citizen_code(27, date(1988, 3, 14))
    assert found["phone"][0] == "13800000000"
    assert "plain" not in found


def test_the_same_question_of_an_earlier_case_is_known_with_its_number(cast: Cast, draft: UUID) -> None:
    receipt = cast.receive(on(11, 2))
    assert known(cast, draft)["shop_name"] == ("青禾县老街坊小吃店", f"您以前的办件 {receipt.number}")


def test_what_led_to_a_certificate_is_known_with_its_number(cast: Cast, draft: UUID) -> None:
    made = certificate_of_case(issued(cast))
    assert made is not None
    found = known(cast, draft)
    assert found["licence"] == (made.number, f"您的证照 {made.number}")
    assert found["licence_address"][0] == "青禾县柳河镇河沿街 18 号 1 层"


def test_another_answer_of_the_form_is_known_once_it_is_given(cast: Cast, draft: UUID) -> None:
    assert "sign" not in known(cast, draft)
    save_answers(draft_id=draft, answers={"shop_name": "河沿小店"}, place_id=None, by=cast.citizen, at=on(11, 20))
    assert known(cast, draft)["sign"] == ("河沿小店", "您填的“店名”")


def test_an_answer_that_was_taken_out_is_not_filled_in_again(cast: Cast, draft: UUID) -> None:
    save_answers(draft_id=draft, answers={"owner": None}, place_id=None, by=cast.citizen, at=on(11, 20))
    assert "owner" not in known(cast, draft)


def test_whoever_acts_for_another_sees_nothing_of_their_record(cast: Cast, draft: UUID) -> None:
    other = Actor(ActorKind.CITIZEN, ref=UUID(int=7), on_behalf_of=cast.applicant)
    assert known(cast, draft, other) == {}


def test_an_answer_that_would_be_wrong_is_not_filled_in(
    cast: Cast, draft: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = prefill.Known("not a telephone", "您的登记信息", "your own record")
    monkeypatch.setattr(prefill._Look, "_person", lambda *_: wrong)
    assert "phone" not in known(cast, draft)


def test_the_page_shows_it_filled_in_with_its_source_and_takes_the_correction(cast: Cast, draft: UUID) -> None:
    client: Client = signed_in(
        open_citizen_account(username="chen", password=None, party_id=cast.applicant, by=SYSTEM, at=on(1, 6))
    )
    page = client.get(f"/apply/d/{draft}/shop/").content.decode()
    assert re.search(r'name="owner"[^>]*value="陈芳"', page)
    assert "已按您的登记信息填好，不对的请改。" in page
    client.post(f"/apply/d/{draft}/shop/", {"owner": "陈小芳", "go": "later"})
    assert draft_of(draft, cast.citizen).answers["owner"] == "陈小芳"


@pytest.mark.parametrize(("known", "fault"), [
    ("person.name", False), ("earlier", False), ("certificate.food_business.number", False),
    ("answer.shop_name", False), ("person.secret", True), ("answer.nobody", True), ("answer.owner", True),
    ("certificate.x", True),
])  # fmt: skip
def test_a_source_that_there_is_not_is_found_before_publishing(known: str, fault: bool) -> None:
    fields = [question("shop_name", "店名", ""), question("owner", "负责人", known)]
    content = parse_content(whole(form={"groups": [{"key": "shop", "title": words("店铺"), "fields": fields}]}))
    found = [one.path for one in lint(Subject(content), RULES) if one.code == "known_from"]
    assert found == (["form.owner.prefill"] if fault else [])
    assert source_fault(known, {"shop_name", "owner"}, "owner") is fault


def test_in_one_thing_of_several_items_a_source_follows_its_question() -> None:
    assert renamed_answer("answer.name", {"name": "shop_name"}) == "answer.shop_name"
    assert renamed_answer("person.name", {"name": "shop_name"}) == "person.name"
    assert read_source("") is None
