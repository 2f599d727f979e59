"""The pages of candidates and of the decision table, over HTTP: what is shown, edited, tried, published, refused."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import Cast, on
from tests.people import signed_in

from tongban.agencies.queries import account_of_official
from tongban.delegation.actions.tables import save_table, ship_table
from tongban.delegation.models import ModeChoice, TableEdition
from tongban.delegation.pages import candidates as pages
from tongban.delegation.queries.tables import draft_of_table, edition_in_force
from tongban.delegation.rules.tables import document_of, shipped
from tongban.delegation.rules.tables_grid import grid_of, hit_of, stepped
from tongban.delegation.tests.candidates_stage import NOW, Told, restaurant
from tongban.kernel.actor import SYSTEM
from tongban.kernel.dmn.model import Table
from tongban.powerlist.actions.items import cancel_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]
EDIT = "/delegation/table/edit/"


class _Then:
    """The moment of the tests in place of the wall clock."""

    @staticmethod
    def now() -> Any:
        return NOW

    @staticmethod
    def localdate(at: Any = None) -> Any:
        return (at or NOW).date()


@pytest.fixture
def county(settings: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[Cast, Told, str]:
    settings.DEMO = True
    monkeypatch.setattr(pages, "timezone", _Then)
    made = restaurant()
    ship_table(by=SYSTEM, at=on(11, 1))
    return made


def client(cast: Cast, post: str = "list_office") -> Client:
    return signed_in(account_of_official(cast.county.holders[post][0]))


def sent(table: Table) -> dict[str, str]:
    """A table as the page sends it."""
    found = {"hit": hit_of(table), "ni": str(len(table.inputs)), "no": str(len(table.outputs)), "source": ""}
    found |= {"na": str(len(table.annotations)), "nr": str(len(table.rules))}
    for no, column in enumerate(table.inputs, 1):
        found |= {f"i{no}e": column.expression, f"i{no}a": column.allowed}
    for no, answer in enumerate(table.outputs, 1):
        found |= {f"o{no}n": answer.name, f"o{no}a": answer.allowed, f"o{no}d": answer.default}
    found |= {f"a{no}n": name for no, name in enumerate(table.annotations, 1)}
    for row, rule in enumerate(table.rules, 1):
        for kind, cells in (("i", rule.tests), ("o", rule.answers), ("a", rule.remarks)):
            found |= {f"r{row}{kind}{no}": text for no, text in enumerate(cells, 1)}
    return found


def test_what_the_page_sends_is_the_table_again() -> None:
    assert grid_of(sent(shipped())) == shipped()


def test_d_07_the_list_and_the_sum_of_one_are_shown_and_its_records_open(county: tuple[Cast, Told, str]) -> None:
    cast, told, code = county
    for day in range(4):
        told.case(on(11, 1 + day), applicant=day)
    told.request(on(11, 2))
    office = client(cast)
    listed = office.get("/delegation/candidates/?sort=volume").content.decode()
    assert f'href="/delegation/cases/year/{code}/">4<' in listed
    page = office.get(f"/delegation/candidates/{code}/").content.decode()
    assert page.count("QH-000") == 4
    assert "4 ÷ 200 × 100" in page
    assert "通过便民服务中心" in page
    assert (
        f'href="/desk/c/{told.events[0].subject}/"'
        in client(cast, "county_head").get(f"/delegation/candidates/{code}/").content.decode()
    )


def test_d_07_hollow_cancellations_and_the_sum_of_a_past_decision_are_shown(county: tuple[Cast, Told, str]) -> None:
    cast, told, code = county
    office = client(cast)
    assert office.post(f"/delegation/candidates/{code}/", {"act": "adopt"}).status_code == 302
    kept = ModeChoice.objects.get().components
    shown = " + ".join(f"{points} × {weight} %" for _, _, points, weight in kept)
    assert shown in office.get(f"/delegation/candidates/{code}/").content.decode()
    cancel_item(item_id=told.item, since=date(2026, 11, 19), basis_doc="青政发〔2026〕9号", by=SYSTEM, at=on(11, 17))
    listed = office.get("/delegation/candidates/").content.decode()
    assert "没有含金量：取消前一年无人办" in listed.partition("取消的事项有没有含金量")[2]


def test_d_10_a_person_decides_on_the_page(county: tuple[Cast, Told, str]) -> None:
    cast, _, code = county
    office, there = client(cast), f"/delegation/candidates/{code}/"
    assert office.post(there, {"act": "other", "mode": "direct", "reason": ""}).status_code == 409
    assert office.post(there, {"act": "?"}).status_code == 422
    assert office.post(there, {"act": "adopt"}).status_code == 302
    told = {"do": "traits", "traits": ["life_safety"], "expertise": "2", "why": "食品安全"}
    assert office.post(there, told).status_code == 302
    page = office.get(there).content.decode()
    assert "网络联办" in page
    assert ModeChoice.objects.get().chosen == "centre"
    assert client(cast, "market_review").get(there).status_code == 403
    assert client(cast, "county_head").post(there, {"act": "adopt"}).status_code == 403


def test_the_workbook_holds_the_sums(county: tuple[Cast, Told, str]) -> None:
    answer = client(county[0]).get("/delegation/candidates/file/")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [county[2]]


@pytest.mark.parametrize(
    ("wanted", "rows", "inputs", "first"),
    [
        ("row_add:0", 9, 7, "-"),
        ("row_drop:1", 7, 7, "false"),
        ("row_up:2", 8, 7, "false"),
        ("row_down:8", 8, 7, "true"),
        ("input_add", 8, 8, "true"),
        ("input_drop:1", 8, 6, "-"),
        ("input_right:1", 8, 7, "-"),
        ("input_left:1", 8, 7, "true"),
        ("output_add", 8, 7, "true"),
        ("output_drop:1", 8, 7, "true"),
        ("note_add", 8, 7, "true"),
        ("note_drop:2", 8, 7, "true"),
        ("row_drop:x", 8, 7, "true"),
    ],
)
def test_a_button_changes_the_grid_alone(wanted: str, rows: int, inputs: int, first: str) -> None:
    found = stepped(shipped(), wanted)
    assert found is not None
    assert (len(found.rules), len(found.inputs), found.rules[0].tests[0]) == (rows, inputs, first)
    assert all(len(rule.tests) == inputs and len(rule.answers) == len(found.outputs) for rule in found.rules)


def test_the_editor_works_without_script_from_a_button_to_the_publication(county: tuple[Cast, Told, str]) -> None:
    office = client(county[0])
    assert "每种取值都有一行管到" in office.get(EDIT).content.decode()
    form = sent(shipped())
    moved = office.post(EDIT, {**form, "do": "row_drop:6"}).content.decode()
    assert "没有一行管到" in moved
    assert 'name="r7i1"' in moved
    assert 'name="r8i1"' not in moved
    wrong = office.post(EDIT, {**form, "r6i6": ">= abc def", "do": "check"}).content.decode()
    assert 'aria-describedby="e-r6i6"' in wrong
    assert "第 6 行“年办件量”" in wrong
    tried = office.post(EDIT, {**form, "do": "try", "try_power": "service", "try_volume": "90", "try_complexity": "9"})
    assert "决策表建议：直接下放（第 6 行）" in tried.content.decode()
    assert TableEdition.objects.count() == 1
    assert office.post(EDIT, {**form, "do": "save"}).status_code == 302
    assert office.post(EDIT, {**form, "do": "publish"}).status_code == 422
    assert (
        office.post(EDIT, {**form, "r6o1": '"odd"', "do": "publish", "source": "县府办〔2026〕9号"}).status_code == 409
    )
    assert office.post(EDIT, {**form, "hit": "F", "do": "publish", "source": "县府办〔2026〕9号"}).status_code == 302
    assert [(one.no, one.state) for one in TableEdition.objects.order_by("no")] == [(1, "published"), (2, "published")]


def test_a_file_goes_out_and_comes_in(county: tuple[Cast, Told, str]) -> None:
    office = client(county[0])
    answer = office.get("/delegation/table/1/file/")
    assert answer.content.decode() == document_of(shipped())
    there = "/delegation/table/upload/"
    assert office.post(there, {"file": SimpleUploadedFile("x.dmn", answer.content)}).status_code == 302
    draft = draft_of_table()
    assert draft is not None
    assert draft.table == shipped()
    for bad in (b"<x/>", b"\x00", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"{0}"):
        assert office.post(there, {"file": SimpleUploadedFile("x.dmn", bad)}).status_code == 422
    assert office.get("/delegation/table/9/file/").status_code == 404


def test_the_table_in_force_is_read_and_tried(county: tuple[Cast, Told, str]) -> None:
    cast, _, _ = county
    save_table(table=shipped(), by=SYSTEM, at=NOW)
    page = client(cast).get("/delegation/table/?try=1&try_life_safety=on").content.decode()
    assert "决策表建议：网络联办（第 2 行）" in page
    assert edition_in_force(NOW) is not None
    assert EDIT not in client(cast, "county_head").get("/delegation/table/").content.decode()


@pytest.mark.parametrize(
    "nasty",
    [
        {"ni": "9" * 400, "nr": "-1", "hit": "\x00", "do": "row_up:99999999999"},
        {"ni": "3", "nr": "2", "no": "2", "i1e": "\ufffe", "r1i1": "(" * 9000, "r1o1": '"' * 50, "do": "check"},
        {"ni": "1", "no": "1", "nr": "1", "i1e": "volume", "r1i1": "10 ** 10 ** 10 ** 10", "do": "try"},
        {"ni": "1", "no": "1", "nr": "1", "i1e": "volume", "r1i1": "< 5", "try_volume": "NaN", "do": "try"},
        {"ni": "1", "no": "3", "nr": "1", "i1e": "volume", "r1i1": "-", "r1o1": '"direct"', "do": "try"},
    ],
)
def test_nasty_grids_are_answered_not_broken(county: tuple[Cast, Told, str], nasty: dict[str, str]) -> None:
    assert client(county[0]).post(EDIT, nasty).status_code in (200, 400)
    assert client(county[0]).get("/delegation/candidates/?from=x&sort=%00&q=" + "长" * 99).status_code == 200
