"""What changes under an applicant's hands: a new version of the guide, an item no longer offered; checks that bite."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.cases.public.forms import CODE, begin, filled, submitted, text
from tests.cast import Cast, on
from tongban.cases.models import Case, Draft
from tongban.cases.queries import draft as draft_queries
from tongban.cases.queries import status as status_queries
from tongban.kernel.actor import SYSTEM
from tongban.powerlist.actions.items import publish_version, save_draft_version, suspend_item
from tongban.powerlist.queries import published_item
from tongban.powerlist.rules.content import content_json
from tongban.simulation.rules.places import DATA

FLOW = DATA / "items" / "open_restaurant.bpmn"


def new_version(change: Any) -> None:
    item = published_item(CODE)
    assert item.version is not None
    content, now = content_json(item.version.content), timezone.now()
    change(content)
    flow = FLOW.read_text(encoding="utf-8")
    version_id = save_draft_version(item_id=item.id, content=content, flow=flow, by=SYSTEM, at=now)
    publish_version(version_id=version_id, valid_from=timezone.localdate(), by=SYSTEM, at=now)


def one_paper_more(content: dict[str, Any]) -> None:
    name = {"zh": "排烟设施照片", "en": "Photo of the exhaust"}
    content["materials"].append({**content["materials"][1], "key": "m_exhaust", "name": name})


def test_a_changed_guide_is_shown_before_submitting(chen: Client) -> None:
    base = filled(chen)
    new_version(one_paper_more)
    page = text(chen.get(f"{base}check/"))
    assert "办事指南改过了" in page
    assert "新增：排烟设施照片" in page
    assert chen.post(f"{base}check/", {"go": "submit"}).status_code == 422
    assert not Case.objects.exists()
    assert chen.post(f"{base}check/", {"go": "renew"})["Location"] == f"{base}check/"
    assert "办事指南改过了" not in text(chen.get(f"{base}check/"))
    assert chen.post(f"{base}check/", {"go": "submit"}).status_code == 302


def test_an_unchanged_guide_says_nothing(chen: Client) -> None:
    assert "办事指南改过了" not in text(chen.get(f"{filled(chen)}check/"))


def test_a_suspended_item_is_not_submitted_and_the_guide_says_why(chen: Client) -> None:
    base = filled(chen)
    item = published_item(CODE)
    suspend_item(
        item_id=item.id, since=timezone.localdate(), basis_doc="青政发〔2026〕9号", by=SYSTEM, at=timezone.now()
    )
    page = chen.post(f"{base}check/", {"go": "submit"})
    assert page.status_code == 422
    assert "这个事项现在不办理" in text(page)
    assert chen.post(f"/apply/{CODE}/")["Location"] == f"/items/{CODE}/"


def test_a_draft_past_its_day_is_not_offered(chen: Client) -> None:
    begin(chen)
    Draft.objects.update(expires_on=timezone.localdate().replace(year=2020))
    assert "您还没有办件。" in text(chen.get("/my/"))


def test_the_check_of_ownership_bites(chen: Client, stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the check taken out a stranger reads the draft: so the test of 404 would notice."""
    base = begin(chen)
    assert stranger.get(f"{base}operator/").status_code == 404
    monkeypatch.setattr(draft_queries, "may_act_as_applicant", lambda *_args, **_names: None)
    assert stranger.get(f"{base}operator/").status_code == 200


def test_the_check_of_the_code_bites(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = cast.receive(on(11, 5))
    assert status_queries.status_of(receipt.number, "2222222222222", on(11, 6)) is None
    monkeypatch.setattr(status_queries.hmac, "compare_digest", lambda _one, _other: True)
    assert status_queries.status_of(receipt.number, "2222222222222", on(11, 6)) is not None


@pytest.mark.parametrize("page", ["", "receipt/", "withdraw/"])
def test_a_page_of_a_case_costs_few_statements_and_bytes(chen: Client, count_statements: Any, page: str) -> None:
    address = submitted(chen)
    with count_statements() as sent:
        answer = chen.get(address + page)
    assert sent.count <= 15
    assert len(answer.content) <= 60_000


@pytest.mark.parametrize("page", ["operator/", "papers/", "check/"])
def test_a_page_of_a_draft_costs_few_statements_and_bytes(chen: Client, count_statements: Any, page: str) -> None:
    base = filled(chen)
    with count_statements() as sent:
        answer = chen.get(base + page)
    assert sent.count <= 15
    assert len(answer.content) <= 60_000
