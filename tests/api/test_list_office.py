"""The list office through the interface: a draft saved, judged, compared, published; two at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

CODE = "QH-YJS-001"
DRAFT = f"/office/items/{CODE}/draft"


def begun(office: Any) -> dict[str, Any]:
    answer = office.post(DRAFT)
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def test_a_draft_is_begun_saved_compared_and_published(token: Any) -> None:
    office = token("list_office")
    draft = begun(office)
    content = {**draft["content"], "contact": "0990-7654321"}
    sent = {"content": content, "flow": draft["flow"], "revision": draft["revision"]}
    saved = office.ask("put", DRAFT, sent).json()
    assert saved["revision"] > draft["revision"]
    assert not [one for one in saved["findings"] if one["blocks"]]
    told = office.get(f"/office/items/{CODE}/comparison").json()
    assert [one["weight"] for one in told["changes"]] == ["other"]
    assert "0990-7654321" in told["changes"][0]["zh"]
    on = str(timezone.localdate() + timedelta(days=1))
    published = office.post(f"/office/items/{CODE}/publish", {"valid_from": on, "revision": saved["revision"]})
    assert (published.status_code, published.json()["public_no"]) == (200, draft["draft_no"])
    assert office.get(DRAFT).status_code == 404


def test_the_second_of_two_programs_is_told(token: Any) -> None:
    office = token("list_office")
    draft = begun(office)
    sent = {"content": draft["content"], "flow": draft["flow"], "revision": draft["revision"]}
    assert office.ask("put", DRAFT, sent).status_code == 200
    late = office.ask("put", DRAFT, sent)
    assert (late.status_code, late.json()["code"]) == (409, "stale")


def test_the_same_key_saves_once(token: Any) -> None:
    office = token("list_office")
    draft = begun(office)
    sent = {"content": draft["content"], "flow": draft["flow"], "revision": draft["revision"]}
    first = office.ask("put", DRAFT, sent, Idempotency_Key="k-1")
    again = office.ask("put", DRAFT, sent, Idempotency_Key="k-1")
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.content == again.content


def test_a_flow_that_gets_stuck_is_told_with_its_place_and_not_published(token: Any) -> None:
    office = token("list_office")
    draft = begun(office)
    stuck = draft["flow"].replace(
        'sourceRef="review_market" targetRef="reviews_done"', 'sourceRef="review_market" targetRef="refused"'
    )
    saved = office.ask("put", DRAFT, {"content": draft["content"], "flow": stuck, "revision": draft["revision"]}).json()
    assert {one["element"] for one in saved["findings"] if one["blocks"]} == {"granted", "refused"}
    sent = {"valid_from": str(timezone.localdate()), "revision": saved["revision"]}
    refused = office.post(f"/office/items/{CODE}/publish", sent)
    assert (refused.status_code, refused.json()["code"]) == (422, "flow.faults")


def test_malformed_content_is_refused_and_changes_nothing(token: Any) -> None:
    office = token("list_office")
    draft = begun(office)
    for content in ({}, {"name": 1}, {"form": {"groups": [[]]}}, {**draft["content"], "limits": [{"length": "x"}]}):
        sent = {"content": content, "flow": "", "revision": draft["revision"]}
        assert office.ask("put", DRAFT, sent).status_code == 422
    assert office.get(DRAFT).json()["revision"] == draft["revision"]


def test_a_new_item_begins_from_a_template(token: Any) -> None:
    office = token("list_office")
    sent = {"code": "QH-API-1", "name": "新事项", "body": "market", "template": "promised"}
    made = office.post("/office/items", sent)
    assert made.status_code == 200
    assert made.json()["flow"]
    assert office.post("/office/items", sent).status_code == 422
    assert office.post("/office/items", {**sent, "code": "QH-API-2", "template": "odd"}).status_code == 404
    listed = office.get("/office/items?state=draft&q=QH-API").json()
    assert [one["code"] for one in listed["items"]] == ["QH-API-1"]


def test_other_posts_and_tokens_without_the_scope_are_refused(token: Any) -> None:
    reader = token("list_office", scopes=["read"])
    assert reader.post(DRAFT).status_code == 403
    assert token("market_review").get("/office/items").status_code == 403
