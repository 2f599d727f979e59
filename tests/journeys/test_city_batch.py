"""The city's platform, by file in a browser: a batch comes in, is handled, and its results go back."""

from __future__ import annotations

import io
from typing import Any, Final

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from tests.cast import FOUNDING, Cast, on, small_county
from tests.hotline.test_batch import book
from tests.journeys.roles import Walk, aside, clock_at

from tongban.agencies.actions.accounts import offer_demo_role
from tongban.agencies.queries import account_of_official
from tongban.hotline.actions.directory import set_line
from tongban.hotline.models import Order
from tongban.hotline.rules.batch import HANDLE, TAKE
from tongban.kernel.actor import SYSTEM

pytestmark = pytest.mark.browser
ROLES: Final = {"dispatcher": "hotline_dispatch", "urban": "urban_review"}
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FROM_THE_CITY: Final = [
    ["SZ-1", "投诉", "", "", "楼下烧烤店油烟熏人", "青禾县", "油烟噪音", "周小云", "13900000002", "2026-11-09"],
    ["SZ-2", "求助", "", "", "柳河镇路灯不亮，请修", "青禾县", "路灯照明", "罗大勇", "13900000001", "2026-11-09"],
]
DONE: Final = [
    ["SZ-1", "签收", "", ""], ["SZ-1", "联系诉求人", "电话", ""], ["SZ-1", "答复", "已解决", "已责令清洗烟道"],
    ["SZ-2", "退单", "不在本单位管辖的地方", "路灯由镇里管护"],
]  # fmt: skip


@pytest.fixture
def cast(house: str) -> Cast:
    made = small_county()
    for order, (key, post) in enumerate(ROLES.items()):
        offer_demo_role(
            key=key, user=account_of_official(made.county.holders[post][0]), label_zh=key, label_en=key,
            group=("故事里的人", "People of the story"), order=order, by=SYSTEM, at=FOUNDING,
        )  # fmt: skip
    for topic in ("油烟噪音", "路灯照明"):
        set_line(
            topic=topic, place_id=made.county.home, body_id=made.county.bodies["urban"], basis="三定方案",
            by=made.officer("hotline_dispatch", on(11, 1)), at=on(11, 1),
        )  # fmt: skip
    return made


def sent(walk: Walk, page: Page, what: str, rows: list[list[str]]) -> None:
    """A file is chosen, its rows are shown, and nothing is written before they were seen."""
    walk.go(page, "/hotline/batch/")
    file = {"name": f"{what}.xlsx", "mimeType": XLSX, "buffer": book(what, rows)}
    page.set_input_files(f"#{what}-file", file)  # type: ignore[arg-type]
    page.click(f"button[name=what][value={what}]")
    expect(page.locator("table tbody tr")).to_have_count(len(rows))
    walk.station(page, f"batch-{what}")
    page.click("main button.btn-primary")
    page.wait_for_url("**/?done=1")


def dispatched(walk: Walk, page: Page) -> None:
    """Every order on the desk goes to the body that the directory names."""
    for left in (2, 1):
        walk.go(page, "/hotline/orders/?view=desk")
        expect(page.locator("tr[data-row]")).to_have_count(left)
        page.locator("tr[data-row] a").first.click()
        page.click("button[name=do][value=dispatch]")
        page.wait_for_url("**/?done=1")


def told_back(page: Page) -> dict[str, list[Any]]:
    """The workbook for the city, its rows by the city's own numbers."""
    with page.expect_download() as got:
        page.click("form[action='/hotline/batch/results.xlsx'] button")
    data = got.value.path().read_bytes()
    rows = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(min_row=2, values_only=True)
    return {str(cells[0]): list(cells) for cells in rows}


def test_c_01_a_batch_comes_from_the_city_is_handled_and_goes_back(walk: Walk, cast: Cast) -> None:
    with clock_at(on(11, 2, 9)):
        page = walk.sign_in("dispatcher")
        sent(walk, page, TAKE, FROM_THE_CITY)
        assert aside(Order.objects.count) == 2
        dispatched(walk, page)
    with clock_at(on(11, 2, 15)):
        sent(walk, walk.sign_in("urban"), HANDLE, DONE)
    with clock_at(on(11, 2, 17)):
        page = walk.go(walk.sign_in("dispatcher"), "/hotline/batch/")
        told = told_back(page)
    numbers = aside(lambda: dict(Order.objects.values_list("outside_no", "number")))
    assert {key: row[1] for key, row in told.items()} == numbers
    assert told["SZ-1"][6:8] == ["已解决", "已责令清洗烟道"]
    assert told["SZ-2"][2] == "退单待裁定"
