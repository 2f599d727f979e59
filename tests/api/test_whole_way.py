"""A case from the first search to the certificate through the interface alone, as pages do it; X-05."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from PIL import Image

from tests.api.conftest import Caller
from tests.cast import ANSWERS, Cast
from tongban.cases.queries.tasks import open_tasks

Token = Callable[..., Caller]


def done(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def scan() -> Any:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "PNG")
    out.seek(0)
    out.name = "lease.png"
    return out


def submitted(applicant: Caller, cast: Cast) -> dict[str, Any]:
    """陈芳 applies: draft, answers, one paper, submit."""
    draft = done(applicant.post("/my/drafts", {"version_id": str(cast.version_id)}), 201)["id"]
    told = done(applicant.ask("patch", f"/my/drafts/{draft}", {"answers": ANSWERS}))
    assert told["faults"] == []
    done(applicant.post(f"/my/drafts/{draft}/papers/m_lease", files={"file": scan()}), 201)
    receipt: dict[str, Any] = done(applicant.post(f"/my/drafts/{draft}/submit"), 201)
    return receipt


def test_x_05_a_licence_goes_the_whole_way_by_programs(cast: Cast, applicant: Caller, token: Token) -> None:
    found = done(applicant.get("/items?q=饭店"))["items"][0]
    assert done(applicant.get(f"/items/{found['code']}"))["version"]["version_id"] == str(cast.version_id)
    receipt = submitted(applicant, cast)
    case = receipt["case_id"]
    review, head = token("market_review"), token("market_decide")
    assert case in [row["case_id"] for row in done(review.get("/desk"))["rows"]]
    done(review.post(f"/cases/{case}/accept"))
    for task in open_tasks(case):
        post = next(key for key, value in cast.county.posts.items() if value == task.post_id)
        done(token(post).post(f"/cases/{case}/tasks/{task.id}/review", {"opinion": "agree"}))
    done(head.post(f"/cases/{case}/decision", {"decision": "grant"}))
    done(token("delivery").post(f"/cases/{case}/delivery", {"method": "window"}))
    mine = done(applicant.get(f"/my/cases/{case}"))
    assert (mine["state"], mine["decision"]) == ("closed", "grant")
    number = mine["certificate"]["number"]
    assert done(applicant.get(f"/certificates/check?number={number}"))["finding"] == "valid"
    slip = applicant.get(f"/my/cases/{case}/documents/{receipt['slip_id']}")
    assert slip.content.startswith(b"%PDF")


def test_what_programs_do_stands_in_the_ledger_as_theirs(cast: Cast, applicant: Caller, token: Token) -> None:
    case = submitted(applicant, cast)["case_id"]
    done(token("market_review").post(f"/cases/{case}/accept"))
    entry = done(token("market_review").get(f"/cases/{case}"))["history"][-1]
    assert entry["type"] == "case.accepted"
    assert entry["actor"] == str(cast.officer("market_review", timezone.now()).ref)


def test_number_and_code_tell_where_a_case_stands(cast: Cast, applicant: Caller, nobody: Caller) -> None:
    receipt = submitted(applicant, cast)
    asked = {"number": receipt["number"], "code": receipt["lookup_code"]}
    assert done(nobody.post("/status", asked))["state"] == "received"
    assert nobody.post("/status", asked | {"code": "2222-22222-22222"}).json()["code"] == "not_found"


def test_a_notice_is_answered_and_the_case_comes_back(cast: Cast, applicant: Caller, token: Token) -> None:
    case = submitted(applicant, cast)["case_id"]
    point = {"key": "m_layout", "state": "missing", "reason": "未提交"}
    done(token("market_review").post(f"/cases/{case}/notice", {"points": [point]}))
    assert done(applicant.get(f"/my/cases/{case}"))["points"][0]["key"] == "m_layout"
    file = done(applicant.post(f"/my/cases/{case}/files", files={"file": scan()}), 201)["file_id"]
    done(applicant.post(f"/my/cases/{case}/supplement", {"materials": [{"key": "m_layout", "file_id": file}]}))
    assert done(applicant.get(f"/my/cases/{case}"))["state"] == "received"


def test_a_window_machine_receives_for_an_applicant(cast: Cast, token: Token, nobody: Caller) -> None:
    sent = {
        "code": "QH-YJS-001", "answers": ANSWERS, "materials": [{"key": "m_lease"}],
        "applicant": {"kind": "person", "name": "周敏", "id_number": "11010519491231002X", "phone": "13900000000"},
    }  # fmt: skip
    receipt = done(token("window_1").post("/cases", sent), 201)
    assert done(nobody.post("/status", {"number": receipt["number"], "code": receipt["lookup_code"]}))["body"]


def test_the_clock_is_turned_and_a_step_urged(cast: Cast, applicant: Caller, token: Token) -> None:
    case, review = submitted(applicant, cast)["case_id"], token("market_review")
    done(review.post(f"/cases/{case}/accept"))
    today = str(timezone.localdate())
    paused = {"kind": "expert_review", "document": "青市监评〔2026〕1号", "told_on": today, "until": "2027-01-29"}
    answer = review.post(f"/cases/{case}/pause", paused)
    assert answer.status_code == 200, answer.content.decode()
    assert done(applicant.get(f"/my/cases/{case}"))["paused"] is True
    done(review.post(f"/cases/{case}/resume"))
    done(review.post(f"/cases/{case}/tasks/{open_tasks(case)[0].id}/urge"))
    assert review.post(f"/cases/{case}/tasks/{open_tasks(case)[0].id}/urge").status_code == 409


def test_the_applicant_takes_it_back(cast: Cast, applicant: Caller) -> None:
    case = submitted(applicant, cast)["case_id"]
    made = done(applicant.post(f"/my/cases/{case}/withdraw"))
    assert applicant.get(f"/my/cases/{case}/documents/{made['document_id']}").status_code == 200
    assert applicant.post(f"/my/cases/{case}/withdraw").status_code == 409
