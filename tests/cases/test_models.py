"""Both ways to organise approvals: departments in a centre, or one approval bureau to which their licences moved."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from tests.cases.window.test_bundle_at_window import at_desk
from tests.cast import Cast, on
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.decide import decide_case, issue_result
from tongban.cases.actions.review import review_task
from tongban.cases.queries import routes
from tongban.cases.queries.tasks import open_tasks
from tongban.certificates.queries import certificate_of_case
from tongban.documents.queries.papers import documents_of
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.actions.holdings import grant_holding, move_power
from tongban.powerlist.models import PowerHolding
from tongban.powerlist.queries import holding_at, version
from tongban.powerlist.rules.codes import LEGAL_FORMS
from tongban.powerlist.rules.holdings import ANSWERS, respondent
from tongban.simulation.actions.bureau import build_bureau, concentrate

MOVED: Final = on(11, 2, 8)
MODELS: Final = {"departments": ("market", "青市监"), "bureau": ("approval", "青审")}


def with_bureau(cast: Cast) -> Cast:
    """The same county after its licences were moved to one bureau."""
    made = replace(cast, county=deepcopy(cast.county))
    build_bureau(made.county, by=SYSTEM, at=on(10, 9))
    concentrate(made.county, {"open_restaurant": made.version_id}, moved_at=MOVED, by=SYSTEM, at=on(10, 9))
    return made


@pytest.fixture
def bureau(cast: Cast) -> Cast:
    return with_bureau(cast)


@pytest.fixture(params=MODELS)
def model(cast: Cast, request: pytest.FixtureRequest) -> tuple[Cast, str, str]:
    made = with_bureau(cast) if request.param == "bureau" else cast
    return (made, *MODELS[request.param])


def decided(cast: Cast, lead: str, decision: str) -> UUID:
    """A case received, accepted, reviewed by everybody and decided by the lead body's own posts."""
    case_id = cast.receive(on(11, 3)).case_id
    accept_case(case_id=case_id, by=cast.officer(f"{lead}_review", on(11, 4)), at=on(11, 4))
    keys = {body_id: key for key, body_id in cast.county.bodies.items()}
    for task in open_tasks(case_id):
        by = cast.officer(f"{keys[task.body_id]}_review", on(11, 5))  # type: ignore[index]
        review_task(task_id=task.id, opinion="agree", reasons="", by=by, at=on(11, 5))
    decide_case(case_id=case_id, decision=decision, reasons="不符合条件", basis=["第三十八条"],
                by=cast.officer(f"{lead}_decide", on(11, 6)), at=on(11, 6))  # fmt: skip
    return case_id


def test_who_decides_whose_name_and_whose_certificate(model: tuple[Cast, str, str]) -> None:
    cast, lead, mark = model
    case_id = decided(cast, lead, "grant")
    issue_result(case_id=case_id, at=on(11, 6, 11))
    certificate = certificate_of_case(case_id)
    assert certificate is not None
    assert certificate.body_id == cast.county.bodies[lead]
    numbers = [one.number for one in documents_of(case_id) if one.kind in ("acceptance", "grant")]
    assert len(numbers) == 2
    assert all(number.startswith(mark) for number in numbers)


def test_the_refusal_names_the_authority_over_the_body_that_decided(model: tuple[Cast, str, str]) -> None:
    cast, lead, mark = model
    letter = next(one for one in documents_of(decided(cast, lead, "refuse")) if one.kind == "refusal")
    assert letter.number.startswith(mark)
    assert letter.data["remedies"]["reconsideration_body"] == "青禾县人民政府"
    assert letter.data["remedies"]["court"] == "青禾县人民法院"


def test_the_former_holders_steps_go_along_and_other_bodies_keep_theirs(bureau: Cast) -> None:
    assert reviewing(bureau) == {"approval", "fire", "urban"}


def reviewing(cast: Cast) -> set[str]:
    """The bodies that check a case of the bureau, by key."""
    case_id = cast.receive(on(11, 3)).case_id
    accept_case(case_id=case_id, by=cast.officer("approval_review", on(11, 4)), at=on(11, 4))
    keys = {body_id: key for key, body_id in cast.county.bodies.items()}
    return {keys[task.body_id] for task in open_tasks(case_id) if task.body_id}


def test_routing_that_forgets_who_had_the_power_would_be_found(bureau: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeded fault: the flow names the market bureau for a check, which has no licence power any more."""
    real = routes._route
    monkeypatch.setattr(routes, "_route", lambda *given: real(*given[:-1], None))
    assert reviewing(bureau) == {"market", "fire", "urban"}


def test_the_former_holder_neither_accepts_nor_decides_what_comes_after(bureau: Cast) -> None:
    case_id = bureau.receive(on(11, 3)).case_id
    with pytest.raises(Refused, match="not_your_post"):
        accept_case(case_id=case_id, by=bureau.officer("market_review", on(11, 4)), at=on(11, 4))


def test_what_was_received_before_the_move_is_decided_where_it_is(cast: Cast) -> None:
    before = cast.receive(on(11, 1)).case_id
    made = with_bureau(cast)
    assert {task.body_id for task in open_tasks(before)} == {made.county.bodies["market"]}
    accept_case(case_id=before, by=made.officer("market_review", on(11, 4)), at=on(11, 4))


def test_a_move_ends_one_hold_and_begins_the_next_at_the_same_moment(bureau: Cast) -> None:
    item, home = version(bureau.version_id).item_id, bureau.county.home
    old, new = (holding_at(item, home, "decide", moment) for moment in (on(11, 1), MOVED))
    assert old is not None
    assert new is not None
    assert (old.body_id, new.body_id) == (bureau.county.bodies["market"], bureau.county.bodies["approval"])
    assert (new.legal_form, new.supervisor_id) == ("concentrated", old.body_id)
    assert [entry.type for entry in events_of("holding", old.id)] == ["holding.granted", "holding.ended"]
    assert events_of("holding", new.id)[0].data["supervisor"] == str(old.body_id)


@pytest.mark.parametrize(("changed", "code"), [
    ({"body_id": "approval"}, "holding.same"), ({"legal_form": "bought"}, "holding.form"),
    ({"basis_doc": ""}, "basis"), ({"item_id": UUID(int=5)}, "holding.nobody"),
])  # fmt: skip
def test_a_move_that_cannot_be_is_refused(bureau: Cast, changed: dict[str, Any], code: str) -> None:
    given: dict[str, Any] = {
        "item_id": version(bureau.version_id).item_id, "place_id": bureau.county.home, "body_id": "market",
        "legal_form": "statutory", "basis_doc": "青政发〔2026〕9号", "moved_at": on(11, 9), "by": SYSTEM,
        "at": on(11, 9),
    } | changed  # fmt: skip
    given["body_id"] = bureau.county.bodies[given["body_id"]]
    with pytest.raises(Refused, match=code):
        move_power(**given)


def test_a_power_can_be_taken_back_and_nobody_supervises_then(bureau: Cast) -> None:
    item, home, market = version(bureau.version_id).item_id, bureau.county.home, bureau.county.bodies["market"]
    move_power(item_id=item, place_id=home, body_id=market, legal_form="statutory", basis_doc="青政发〔2026〕9号",
               moved_at=on(11, 9), by=SYSTEM, at=on(11, 9))  # fmt: skip
    found = holding_at(item, home, "decide", on(11, 9))
    assert found is not None
    assert (found.body_id, found.supervisor_id) == (market, None)


def test_a_concentrated_power_without_a_supervising_body_is_refused_also_by_the_database(bureau: Cast) -> None:
    body = bureau.county.bodies["approval"]
    given: dict[str, Any] = {
        "item_id": version(bureau.version_id).item_id, "place_id": bureau.county.home, "function": "review",
        "body_id": body, "legal_form": "concentrated", "valid_from": MOVED, "basis_doc": "青政发〔2026〕3号",
    }  # fmt: skip
    for supervisor in (None, body):
        with pytest.raises(Refused, match="holding.unwatched"):
            grant_holding(**given, supervisor_id=supervisor, by=SYSTEM, at=MOVED)
    with pytest.raises(DatabaseError), transaction.atomic():
        PowerHolding.objects.filter(legal_form="concentrated").update(supervisor=None)


@pytest.mark.parametrize(("form", "who"), [
    ("statutory", "holder"), ("transferred", "holder"), ("concentrated", "holder"), ("co_handling", "holder"),
    ("entrusted", "former"), ("posted_team", "former"),
])  # fmt: skip
def test_who_answers_for_a_decision_follows_the_legal_form(form: str, who: str) -> None:
    """Licence Law art. 24: whoever entrusts answers; a concentrated power is the bureau's own (art. 25)."""
    assert respondent(form, "holder", "former") == who


def test_every_legal_form_says_who_answers() -> None:
    assert set(ANSWERS) == set(LEGAL_FORMS)


def test_the_guide_says_who_decides_who_supervises_and_who_is_the_respondent(bureau: Cast) -> None:
    page = Client().get("/items/QH-YJS-001/").content.decode()
    assert "青禾县行政审批局" in page
    assert "监管单位</dt><dd>青禾县市场监督管理局" in page
    assert "被申请人（被告）是青禾县行政审批局" in page


def test_the_guide_of_the_department_names_the_department_alone(cast: Cast) -> None:
    page = Client().get("/items/QH-YJS-001/").content.decode()
    assert "监管单位" not in page
    assert "青禾县市场监督管理局" in page


def list_desk(cast: Cast, settings: Any) -> Client:
    settings.DEMO = True
    return at_desk(cast, "list_office")


def test_the_county_office_moves_a_power_on_its_page_and_sees_the_history(cast: Cast, settings: Any) -> None:
    client, address = list_desk(cast, settings), "/office/items/QH-YJS-001/power/"
    urban = cast.county.bodies["urban"]
    form = {"place": str(cast.county.home), "body": str(urban), "legal_form": "concentrated",
            "basis_doc": "国函〔2026〕1号", "moved_on": timezone.localdate().isoformat()}  # fmt: skip
    page = client.get(client.post(address, form)["Location"]).content.decode()
    assert "相对集中行使" in page
    assert page.count("青禾县市场监督管理局") >= 2  # it supervises now, and it held the power before
    found = holding_at(version(cast.version_id).item_id, cast.county.home, "decide", timezone.now())
    assert found is not None
    assert found.body_id == urban


@pytest.mark.parametrize(("changed", "words"), [
    ({"moved_on": "2020-01-01"}, "请选今天或以后的日期"), ({"body": "market"}, "本来就由这个单位行使"),
    ({"basis_doc": " "}, "必填"), ({"legal_form": "bought"}, "选"),
])  # fmt: skip
def test_a_wrong_move_is_refused_on_the_page(cast: Cast, settings: Any, changed: dict[str, str], words: str) -> None:
    client = list_desk(cast, settings)
    form = {"place": str(cast.county.home), "body": str(cast.county.bodies["urban"]), "legal_form": "statutory",
            "basis_doc": "青政发〔2026〕9号", "moved_on": timezone.localdate().isoformat()} | changed  # fmt: skip
    if form["body"] == "market":
        form["body"] = str(cast.county.bodies["market"])
    answer = client.post("/office/items/QH-YJS-001/power/", form)
    assert answer.status_code == 422
    assert words in answer.content.decode()


@pytest.mark.parametrize("changed", [{"body": "liuhe"}, {"place": "990823101"}])
def test_d_16_d_25_what_comes_down_does_so_by_a_delegation_decision_alone(
    cast: Cast, settings: Any, changed: dict[str, str]
) -> None:
    """Asked about, published, ready, looked back at: none of it may be gone round by the page of the item."""
    client, county, before = list_desk(cast, settings), cast.county, set(PowerHolding.objects.values_list("seq", "id"))
    form = {
        "place": str(county.places[changed["place"]] if "place" in changed else county.home),
        "body": str(county.bodies[changed.get("body", "urban")]), "legal_form": "statutory",
        "basis_doc": "青政发〔2026〕9号", "moved_on": timezone.localdate().isoformat(),
    }  # fmt: skip
    answer = client.post("/office/items/QH-YJS-001/power/", form)
    assert answer.status_code == 422
    assert "要在“放权”里办理" in answer.content.decode()
    assert set(PowerHolding.objects.values_list("seq", "id")) == before
    assert 'value="entrusted"' not in client.get("/office/items/QH-YJS-001/power/").content.decode()


def test_a_bodys_own_office_moves_no_power(cast: Cast) -> None:
    own = replace(cast.officer("market_review", on(11, 2)), duties=frozenset({"manage_list"}))
    with pytest.raises(Refused, match="not_your_item"):
        move_power(
            item_id=version(cast.version_id).item_id, place_id=cast.county.home, body_id=cast.county.bodies["urban"],
            legal_form="statutory", basis_doc="x", moved_at=on(11, 9), by=own, at=on(11, 9),
        )  # fmt: skip
