"""The pictures of the README and of the tutorials, from the demonstration county itself; the story gives the others.

`TONGBAN_PICTURES=1 ./tongban test tests/journeys/test_pictures.py tests/journeys/test_restaurant.py` draws them anew.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import FilePayload, Page, expect
from tests.cast import on
from tests.exchange.samples import PERMIT, permit
from tests.journeys.roles import Walk, aside, clock_at, keep_picture

from tongban.agencies.queries import forget_calendar, forget_directory
from tongban.cases.actions.sweeps import deem_silent_cases
from tongban.powerlist.queries import forget_versions
from tongban.powerlist.rules.rows import COLUMNS
from tongban.simulation.actions.load import Loaded, load_county
from tongban.simulation.rules.codes import body_code, citizen_code

pytestmark = [pytest.mark.browser, pytest.mark.nightly]
# The county is played until a Friday; ten days later some of its cases are late.
PLAYED, TODAY = on(11, 20, 17), on(11, 30, 9, 30)
CASES: Final = 300
GOOD, WRONG = body_code(1), "119908230000010104"
ROWS: Final = (
    ("县林业局", "林木采伐许可", "990823LY0101", "01", "行政许可", GOOD, "990823"),
    ("县水利局", "取水许可", "990823SL0102", "01", "行政许可", WRONG, "990823"),
    ("县民政局", "社会团体成立登记", "990823MZ0103", "01", "行政确认", GOOD, "990823"),
    ("县卫生健康局", "公共场所卫生许可", "990823WJ0104", "01", "行政许可", GOOD, "990823"),
)
SYSTEM: Final = {
    "key": "freight", "name_zh": "运管系统", "name_en": "Transport permits", "address": "/srv/exchange/freight",
}  # fmt: skip
BORN: Final = date(1988, 3, 14)


@pytest.fixture
def walk(
    committed_db: str,
    settings: Any,
    tmp_path: Path,
    open_page: Callable[..., Page],
    seen: Any,
    axe_faults: Callable[[Page], list[str]],
    no_sideways_scroll: Callable[[Page], None],
    shot: Callable[..., Path],
) -> Walk:
    settings.DEMO = True
    settings.FILES_ROOT = tmp_path
    for forget in (forget_versions, forget_calendar, forget_directory):
        forget()
    with clock_at(PLAYED):
        loaded: Loaded = aside(lambda: load_county(until=PLAYED, cases=CASES))
    aside(lambda: deem_silent_cases(at=TODAY))
    assert loaded.cases > CASES * 9 // 10
    return Walk(open_page, seen, axe_faults, no_sideways_scroll, shot)


def bad_list() -> FilePayload:
    """A list with a code that is too short and one in small letters."""
    heads = [names[1] for key, names in COLUMNS.items() if key != "level"]
    lines = [",".join(row) for row in (heads, *ROWS)]
    return FilePayload(name="权责清单.csv", mimeType="text/csv", buffer="\r\n".join(lines).encode("utf-8-sig"))


def test_the_county_as_its_people_see_it(walk: Walk) -> None:
    with clock_at(TODAY):
        page = walk.sign_in("reviewer")
        walk.station(page, "county-desk")
        expect(page.locator(".work .st.red, .work .st.yellow").first).to_be_attached()
        keep_picture(page, "desk", height=940)
        page = walk.go(walk.sign_in("leader"), "/lead/")
        walk.station(page, "county-minute")
        keep_picture(page, "leader-minute", height=620)
        page = walk.go(walk.sign_in("centre"), "/centre/")
        walk.station(page, "county-centre")
        keep_picture(page, "leader-centre", height=760)
        page = walk.sign_in("head")
        walk.station(page, "county-head")
        keep_picture(page, "head-desk", height=760)


def test_the_list_and_the_doors_of_the_county(walk: Walk) -> None:
    with clock_at(TODAY):
        page = walk.open_page("/demo/")
        walk.station(page, "county-roles")
        keep_picture(page, "administrator-roles", width=720, height=700)
        page = walk.go(walk.sign_in("list"), "/list/")
        walk.station(page, "county-list")
        keep_picture(page, "list-public", width=720, height=760)
        walk.go(page, "/office/import/")
        page.locator("#id_file").set_input_files(files=[bad_list()])
        page.locator("main .btn-primary").click()
        walk.station(page, "county-import")
        keep_picture(page, "list-import", height=640)
        walk.go(page, "/posts/")
        walk.station(page, "county-posts")
        keep_picture(page, "administrator-posts", height=420)
        list_office(walk)
        administration(walk)


def list_office(walk: Walk) -> None:
    """A draft of an item with its findings, and where it would walk."""
    page = walk.go(walk.sign_in("list"), "/office/items/QH-YJS-001/")
    page.get_by_role("button", name="新建版本").click()
    walk.go(page, "/office/items/QH-YJS-001/flow/?step=accept")
    walk.station(page, "county-flow")
    keep_picture(page, "list-flow", height=760)


def administration(walk: Walk) -> None:
    """Posts and people, a village's desk, and a system mapped from a sample of its cases."""
    page = walk.go(walk.sign_in("admin"), "/office/posts/?body=market")
    walk.station(page, "county-people")
    keep_picture(page, "administrator-people", height=640)
    walk.go(page, "/office/systems/new/")
    for name, words in SYSTEM.items():
        page.locator(f"[name={name}]").fill(words)
    page.locator("main .btn-primary").click()
    page.locator("#id_file").set_input_files(files=[sample()])
    page.get_by_role("button", name="按样例提出对照").click()
    walk.station(page, "county-mapping")
    keep_picture(page, "exchange-mapping", height=900)
    page = walk.go(walk.sign_in("village"), "/town/")
    walk.station(page, "county-town")
    keep_picture(page, "township-door", width=720, height=520)


def sample() -> FilePayload:
    """A file of the old permit office."""
    lines = [",".join(row) for row in (PERMIT, permit(citizen_code(27, BORN)).values())]
    return FilePayload(name="业务导出.csv", mimeType="text/csv", buffer="\r\n".join(lines).encode("gb18030"))
