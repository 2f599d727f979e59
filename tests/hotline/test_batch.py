"""Files with the city's platform: orders in, many handled at once, results back under the city's own numbers."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.hotline.stage import Line, hotline
from tests.hotline.test_pages import client
from tongban.hotline.actions.batch import preview_file, write_file
from tongban.hotline.actions.routing import dispatch_order, merge_orders
from tongban.hotline.models import Order, OrderContact
from tongban.hotline.queries.batch import city_orders
from tongban.hotline.rules.batch import COLUMNS, HANDLE, TAKE
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

PAGE = "/hotline/batch/"


@pytest.fixture(autouse=True)
def _demonstration(settings: Any) -> None:
    settings.DEMO = True


@pytest.fixture
def line() -> Line:
    return hotline()


def book(what: str, rows: list[list[str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": True}) as made:
        sheet = made.add_worksheet()
        for at, cells in enumerate([[words[0] for words in COLUMNS[what].values()], *rows]):
            for place, cell in enumerate(cells):
                sheet.write(at, place, cell)
    return out.getvalue()


def city(number: str, text: str = "河边夜里有人倾倒垃圾", title: str = "") -> list[str]:
    return [number, "求助", "", title, text, "青禾县", "", "周小云", "13900000002", "2026-12-31"]


def look(who: Client, what: str, rows: list[list[str]]) -> Any:
    return who.post(PAGE, {"what": what, "file": SimpleUploadedFile("f.xlsx", book(what, rows))})


def sealed(answer: Any) -> str:
    found = re.search(r'name="rows" value="([^"]+)"', answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def send(who: Client, what: str, rows: list[list[str]]) -> Any:
    return who.post(PAGE, {"rows": sealed(look(who, what, rows))})


def dispatched(line: Line) -> None:
    for row in Order.objects.filter(state="taken"):
        by = line.who("hotline_dispatch")
        dispatch_order(order_id=row.pk, body_id=line.body("urban"), by=by, at=timezone.now())


def returned(who: Client) -> dict[str, list[str]]:
    data = who.get("/hotline/batch/results.xlsx").content
    rows = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(min_row=2, values_only=True)
    return {str(cells[0]): ["" if cell is None else str(cell) for cell in cells] for cells in rows}


def test_a_batch_comes_from_the_city_is_handled_and_its_results_go_back(line: Line) -> None:
    desk, body = client(line, "hotline_dispatch"), client(line, "urban_review")
    seen = look(desk, TAKE, [city("SZ-1"), city("SZ-2", "路灯不亮，请修")])
    assert seen.status_code == 200
    assert not Order.objects.exists()
    assert desk.post(PAGE, {"rows": sealed(seen)}).status_code == 302
    assert set(Order.objects.values_list("channel", "origin", "outside_no")) == {
        ("city", "city", "SZ-1"), ("city", "city", "SZ-2"),
    }  # fmt: skip
    dispatched(line)
    acts = [
        ["SZ-1", "签收", "", ""], ["SZ-1", "联系诉求人", "电话", ""], ["SZ-1", "答复", "已解决", "垃圾已经清运"],
        ["SZ-2", "退单", "不在本单位管辖的地方", "路灯由镇里管护"],
    ]  # fmt: skip
    assert send(body, HANDLE, acts).status_code == 302
    told = returned(desk)
    assert (told["SZ-1"][6], told["SZ-1"][7], told["SZ-2"][2]) == ("已解决", "垃圾已经清运", "退单待裁定")
    assert told["SZ-1"][1] == Order.objects.get(outside_no="SZ-1").number


def test_the_same_number_twice_is_one_order_and_new_words_are_a_contact(line: Line) -> None:
    desk = client(line, "hotline_dispatch")
    assert send(desk, TAKE, [city("SZ-1"), city("SZ-1")]).status_code == 302
    assert (Order.objects.count(), OrderContact.objects.count()) == (1, 1)
    assert "已经登记过" in look(desk, TAKE, [city("SZ-1")]).content.decode()
    for _again in range(2):
        assert send(desk, TAKE, [city("SZ-1", "又倒了一车")]).status_code == 302
    assert (Order.objects.count(), OrderContact.objects.count()) == (1, 2)


def test_two_numbers_of_one_matter_both_get_their_result(line: Line) -> None:
    desk = client(line, "hotline_dispatch")
    send(desk, TAKE, [city("SZ-1"), city("SZ-2")])
    first, other = (Order.objects.get(outside_no=number) for number in ("SZ-1", "SZ-2"))
    now = timezone.now()
    merge_orders(order_id=other.pk, into=first.pk, by=line.who("hotline_dispatch"), at=now)
    told = {one.outside_no: one.order.pk for one in city_orders(first.taken_at, timezone.now())}
    assert told == {"SZ-1": first.pk, "SZ-2": first.pk}


def test_a_wrong_cell_is_shown_and_nothing_can_be_written(line: Line) -> None:
    desk = client(line, "hotline_dispatch")
    rows = [city("SZ-1"), [*city("SZ-2")[:5], "北京"], city("=1+1"), city("SZ-4", "x")]
    answer = look(desk, TAKE, rows)
    assert (answer.status_code, b'name="rows"' in answer.content) == (422, False)
    assert "本县没有这个地方" in answer.content.decode()
    assert "这一格是公式" in answer.content.decode()
    assert "写明要反映的事" in look(desk, TAKE, [city("SZ-4", "x")]).content.decode()
    assert not Order.objects.exists()


def test_one_refused_row_leaves_the_whole_file_undone(line: Line) -> None:
    desk, body = client(line, "hotline_dispatch"), client(line, "urban_review")
    send(desk, TAKE, [city("SZ-1")])
    dispatched(line)
    order, before = Order.objects.get(), len(events_of("order", Order.objects.get().pk))
    acts = [["SZ-1", "签收", "", ""], ["SZ-1", "答复", "已解决", "垃圾已经清运"], ["SZ-9", "签收", "", ""]]
    answer = look(body, HANDLE, acts)
    assert answer.status_code == 422
    assert "没有查到这件诉求" in answer.content.decode()
    rows = [(2, {"number": "SZ-1", "act": "sign"}), (3, {"number": "SZ-9", "act": "sign"})]
    by = line.who("urban_review")
    found = write_file(what=HANDLE, rows=rows, by=by, at=timezone.now())
    assert [(one.row, one.refusal.code) for one in found] == [(3, "not_found")]
    assert (order.nodes.get().signed_at, len(events_of("order", order.pk))) == (None, before)


def test_looking_at_a_list_of_acts_changes_nothing(line: Line) -> None:
    send(client(line, "hotline_dispatch"), TAKE, [city("SZ-1")])
    dispatched(line)
    assert look(client(line, "urban_review"), HANDLE, [["SZ-1", "签收", "", ""]]).status_code == 200
    assert Order.objects.get().state == "dispatched"


def test_each_kind_of_file_has_its_post_and_rows_are_their_readers_alone(line: Line) -> None:
    desk, body, market = (client(line, post) for post in ("hotline_dispatch", "urban_review", "market_review"))
    assert look(body, TAKE, [city("SZ-1")]).status_code == 422
    assert body.get("/hotline/batch/results.xlsx").status_code == 403
    rows = sealed(look(desk, TAKE, [city("SZ-1")]))
    assert (body.post(PAGE, {"rows": rows}).status_code, desk.post(PAGE, {"rows": rows + "x"}).status_code) == (
        422,
        422,
    )
    assert not Order.objects.exists()
    send(desk, TAKE, [city("SZ-1")])
    dispatched(line)
    assert look(market, HANDLE, [["SZ-1", "签收", "", ""]]).status_code == 422
    with pytest.raises(Refused):
        preview_file(what=TAKE, data=b"x", by=line.who("urban_review"), at=timezone.now())


@pytest.mark.parametrize("data", [b"PK\x03\x04nothing", b"\0" * 40, b"a,b\n1,2\n"])
def test_what_is_no_file_of_orders_is_a_sentence(line: Line, data: bytes) -> None:
    desk = client(line, "hotline_dispatch")
    assert desk.post(PAGE, {"what": TAKE, "file": SimpleUploadedFile("f.xlsx", data)}).status_code == 422
    assert desk.post(PAGE, {"what": "x"}).status_code == 422


def test_templates_read_back_and_nothing_returned_is_a_formula(line: Line) -> None:
    desk = client(line, "hotline_dispatch")
    for what in (TAKE, HANDLE):
        sheet = openpyxl.load_workbook(io.BytesIO(desk.get(f"{PAGE}{what}.xlsx").content)).worksheets[0]
        assert [cell.value for cell in sheet[1]] == [words[0] for words in COLUMNS[what].values()]
    send(desk, TAKE, [city("@SUM(1)")])
    assert list(returned(desk)) == ["'@SUM(1)"]
