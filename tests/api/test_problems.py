"""What a program is told when something cannot be done: RFC 9457, the pages' sentences, never 500 for bad input."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Final
from uuid import uuid4

import pytest

from tests.api.conftest import ROOT, Caller
from tests.api.test_whole_way import done, submitted
from tests.cast import Cast
from tongban.cases.actions.step import STALE
from tongban.config.interface.api import description
from tongban.config.interface.description import operations
from tongban.config.interface.problems import PROBLEM, STATUS

Token = Callable[..., Caller]
TELLS: Final = {"type", "title", "status", "detail", "code", "errors"}


def told(answer: Any, status: int, code: str) -> dict[str, Any]:
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM), answer.content.decode()
    found: dict[str, Any] = answer.json()
    assert found.keys() == TELLS
    assert (found["status"], found["code"]) == (status, code)
    return found


def test_a_refusal_has_the_sentence_of_the_page_in_the_language_asked_for(
    cast: Cast, applicant: Caller, token: Token
) -> None:
    case, review = submitted(applicant, cast)["case_id"], token("market_review")
    assert review.post(f"/cases/{case}/accept").status_code == 200
    again = review.post(f"/cases/{case}/accept")
    assert again.status_code == 409
    english = review.post(f"/cases/{case}/accept", Accept_Language="en").json()
    assert again.json()["code"] == english["code"]
    assert re.search("[一-龥]", again.json()["detail"])
    assert not re.search("[一-龥]", english["detail"])
    assert (again["Content-Language"], STALE.code in STATUS[409]) == ("zh-hans", True)


def test_who_has_another_post_is_told_so(cast: Cast, applicant: Caller, token: Token) -> None:
    case = submitted(applicant, cast)["case_id"]
    told(token("market_decide").post(f"/cases/{case}/accept"), 403, "not_your_post")


def test_another_persons_case_looks_like_none(cast: Cast, applicant: Caller, token: Token) -> None:
    case, other = submitted(applicant, cast)["case_id"], token("forestry_review")
    theirs, none = other.get(f"/cases/{case}"), other.get(f"/cases/{uuid4()}")
    assert theirs.content == none.content
    told(theirs, 404, "not_found")


def test_every_wrong_answer_is_named_at_once(cast: Cast, applicant: Caller) -> None:
    draft = applicant.post("/my/drafts", {"version_id": str(cast.version_id)}).json()["id"]
    applicant.ask("patch", f"/my/drafts/{draft}", {"answers": {"floor_area": "viel", "size": "huge"}})
    found = told(applicant.post(f"/my/drafts/{draft}/submit"), 422, "answers_wrong")
    names = {one["name"] for one in found["errors"]}
    assert {"answers.floor_area", "answers.size", "answers.shop_name"} <= names
    assert all(one["detail"] for one in found["errors"])


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "没有这一项，请去掉。"), ("en", "There is no such field; take it out.")]
)
def test_a_field_that_does_not_exist_is_refused_by_name(nobody: Caller, language: str, words: str, db: None) -> None:
    answer = nobody.post("/status", {"number": "QH1", "code": "2", "role": "admin"}, Accept_Language=language)
    assert told(answer, 422, "form")["errors"] == [{"name": "role", "code": "extra_forbidden", "detail": words}]


RAW: Final = {
    "half of JSON": (b'{"number": ', 400, "not_json"),
    "a name twice": (b'{"number": "1", "number": "2", "code": "3"}', 400, "duplicate_names"),
    "NUL": (b'{"number": "1\\u0000", "code": "3"}', 400, "bad_signs"),
    "half a pair": (b'{"number": "1\\ud800", "code": "3"}', 400, "bad_signs"),
    "not UTF-8": (b'{"number": "\xff", "code": "3"}', 400, "not_json"),
    "NaN": (b'{"number": NaN, "code": "3"}', 400, "not_json"),
    "nested": (b'{"number": ' + b"[" * 5000 + b"]" * 5000 + b"}", 400, "not_json"),
    "a long number": (b'{"number": ' + b"9" * 5000 + b"}", 400, "not_json"),
    "a list": (b"[1, 2]", 422, "form"),
    "nothing": (b"", 422, "form"),
    "too long": (b'{"number": "' + b"9" * 200 + b'", "code": "3"}', 422, "form"),
    "far too long": (b'"' + b"9" * 3_000_000 + b'"', 413, "too_large"),
}


@pytest.mark.parametrize("name", RAW)
def test_what_cannot_be_read_is_refused_and_never_a_fault(nobody: Caller, db: None, name: str) -> None:
    raw, status, code = RAW[name]
    answer = nobody.client.post(f"{ROOT}/status", raw, content_type="application/json")
    told(answer, status, code)


def test_e9_other_content_and_names_that_stand_twice_are_refused(nobody: Caller, db: None) -> None:
    told(nobody.client.post(f"{ROOT}/status", "a=1", content_type="text/plain"), 415, "content_type")
    told(nobody.get("/items?q=a&q=b"), 400, "duplicate_names")
    told(nobody.get("/items?q=%00"), 400, "bad_signs")
    told(nobody.get("/nowhere"), 404, "not_found")
    told(nobody.post("/items"), 405, "method")
    told(nobody.get("/list?after=x&limit=1000"), 422, "form")


def test_a_fault_of_ours_is_told_without_its_words(
    nobody: Caller, db: None, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def broken(*given: Any, **named: Any) -> Any:
        raise RuntimeError("陈芳 13800000000")

    monkeypatch.setattr("tongban.powerlist.api.public.search", broken)
    answer = nobody.get("/items?q=x")
    told(answer, 500, "fault")
    assert "陈芳" not in answer.content.decode() + caplog.text


def test_reads_bear_a_tag_and_the_same_is_not_sent_twice(nobody: Caller, cast: Cast) -> None:
    first = nobody.get("/items/QH-YJS-001")
    again = nobody.get("/items/QH-YJS-001", If_None_Match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert nobody.get("/items/QH-YJS-001", If_None_Match='"other"').status_code == 200


def test_lists_go_on_where_the_page_before_ended(cast: Cast, applicant: Caller, token: Token) -> None:
    cases = {submitted(applicant, cast)["case_id"] for _ in range(3)}
    for caller, address, name in ((token("market_review"), "/desk", "rows"), (applicant, "/my/cases", "cases")):
        seen, after = [], ""
        while True:
            page = done(caller.get(f"{address}?limit=2&after={after}"))
            seen += [row.get("case_id", row.get("id")) for row in page[name]]
            after = page["after"]
            if after is None:
                break
        assert (len(seen), set(seen)) == (3, cases)
    told(applicant.get("/my/cases?after=nonsense"), 422, "form")


def test_every_operation_says_with_which_numbers_it_may_refuse() -> None:
    for address, method, operation in operations(description()):
        assert {"400", "422", "429"} <= operation["responses"].keys(), (method, address)


def test_an_item_that_is_only_a_guide_is_not_received_here(cast: Cast, token: Token) -> None:
    party = {"kind": "person", "name": "周敏", "id_number": "11010519491231002X"}
    told(token("window_1").post("/cases", {"code": "QH-NOWHERE-1", "applicant": party}), 404, "no_item")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tongban.cases.api.receiving.guide", lambda code: SimpleNamespace(version=None))
        told(token("window_1").post("/cases", {"code": "QH-NOWHERE-1", "applicant": party}), 422, "not_here")
