"""开办餐饮店一件事: one form for three items, two cases at once, the third by itself, one page for all of them."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

import pytest
from playwright.sync_api import FilePayload, Page
from tests.cases.test_bundles import BOARD, DRAIN, FOOD, Stage, case_of
from tests.cast import on
from tests.journeys.roles import Walk, aside, clock_at, item_content, offer_roles, said, scanned

from tongban.agencies.queries import actor_of
from tongban.cases.actions.bundles import go_on_bundles
from tongban.cases.actions.decide import issue_result
from tongban.cases.actions.review import review_task
from tongban.cases.models import Case
from tongban.cases.queries.tasks import open_tasks

pytestmark = [pytest.mark.browser, pytest.mark.nightly]
APPLIED, GRANTED, WENT_ON, DONE = on(11, 5, 19, 48), on(11, 9, 15), on(11, 9, 15, 1), on(11, 16, 10)
ITEM: Final = "QH-YJS-002"
OFFICIALS: Final = {"market": "market_review", "head": "market_decide"}
ANSWERS: Final[dict[str, Any]] = {
    "has_board": "yes", "has_drain": "yes", "shop_name": "青禾县老街坊小吃店", "uscc": "92990823MA0QH5T7X3",
    "head_name": "陈芳", "phone": "13800000000", "address": "青禾县城关镇人民路 18 号", "floor_area": "86",
    "kind": "catering", "goods": "cooked", "cooks": "yes", "staff_count": "4", "manager_name": "周强",
    "qh_cg_001_address": "青禾县城关镇人民路 18 号外墙", "roof": "no", "width": "6", "height": "2", "light": "none",
    "until": "2027-11-01", "qh_zj_002_kind": "catering", "outlets": "1", "daily_volume": "5", "pretreated": "no",
}  # fmt: skip


@pytest.fixture
def stage(house: str) -> Stage:
    made = Stage()
    offer_roles(made.cast, OFFICIALS)
    return made


def days(item: str, limit: str = "acceptance") -> int:
    """Working days of a limit, as the county has written them down."""
    return int(next(one["length"] for one in item_content(item)["limits"] if one["key"] == limit))


def asked_on(page: Page) -> list[str]:
    """The questions of a page, by their names."""
    names: list[str] = page.evaluate(
        "() => [...new Set([...document.querySelectorAll('main form [name]')].map(e => e.name))]"
    )
    return [name for name in names if name not in ("csrfmiddlewaretoken", "go", "return", "place")]


def labels_on(page: Page) -> list[str]:
    """The same by what the citizen reads."""
    words = page.locator("main form .f > label, main form fieldset > legend").all_inner_texts()
    return [word.strip() for word in words]


def answered(walk: Walk, page: Page) -> list[str]:
    """Fills whatever the page asks; gives the words of its questions."""
    words = labels_on(page)
    for name in asked_on(page):
        field = page.locator(f"main form [name='{name}']").first
        if field.get_attribute("type") in ("radio", "checkbox"):
            walk.choose(page, f"main form [name='{name}'][value='{ANSWERS[name]}']")
        else:
            walk.type(page, f"main form [name='{name}']", ANSWERS[name])
    return words


def applied(walk: Walk) -> str:
    """陈芳 finds the one thing, answers its one form and hands in its one set of papers; gives the bundle's address."""
    page = walk.go(walk.sign_in("citizen"), "/search/?q=开餐馆")
    walk.clicks, asked = 0, []
    walk.click(page, ".results a:has-text('开办餐饮店一件事')")
    assert f"/items/{ITEM}/" in page.url
    walk.station(page, "together-guide")
    walk.click(page, "form[data-print] .btn-primary")
    while "/papers/" not in page.url:
        asked += answered(walk, page)
        walk.click(page, "button[name=go][value=next]")
    assert len(asked) == len(set(asked)) == len(ANSWERS), asked
    papers = page.locator("main .results h2").all_inner_texts()
    assert len(papers) == len(set(papers)) == 9, papers
    handed_in(walk, page)
    walk.station(page, "together-check")
    walk.click(page, "button[name=go][value=submit]")
    walk.counted("the citizen's application for three items at once")
    page.wait_for_url("**/my/together/**")
    return "/" + page.url.split("#")[0].split("/", 3)[3]


def handed_in(walk: Walk, page: Page) -> None:
    """What offices have is used, the rest uploaded, each paper once."""
    while page.locator("button[name=use]").count():
        walk.click(page, "button[name=use]")
    scan = FilePayload(name="scan.png", mimeType="image/png", buffer=scanned("paper"))
    for field in page.locator("input[type=file]:not([capture])").all():
        if field.is_visible() and not (field.get_attribute("name") or "").startswith("health"):
            walk.clicks += 1
            field.set_input_files(files=[scan])
    walk.station(page, "together-papers")
    while "/papers/" in page.url:
        walk.click(page, "button[name=go][value=next]")


def reviewed(stage: Stage, case_id: UUID) -> None:
    """Every check agrees; one by two persons has both."""
    role = 0
    while tasks := [task for task in open_tasks(case_id) if task.act == "review"]:
        for task in tasks:
            assert task.post_id is not None  # a check is always some post's
            by, role = actor_of(stage.holder(task.post_id, role), task.post_id, GRANTED), 1 - role
            review_task(task_id=task.id, opinion="agree", reasons="", by=by, at=GRANTED)


def granted(walk: Walk, stage: Stage) -> None:
    """The market bureau accepts on the case page; after its check the head grants."""
    case_id = case_of(FOOD)
    page = walk.go(walk.sign_in("market"), f"/desk/c/{case_id}/")
    page.locator("form:has([name=act][value=accept]) button[type=submit]").click()
    reviewed(stage, case_id)
    page = walk.go(walk.sign_in("head"), f"/desk/c/{case_id}/decision/")
    page.locator("button[name=do][value=sign]").click()
    walk.station(page, "together-granted")


def test_a_restaurant_is_opened_with_one_application(stage: Stage, walk: Walk) -> None:
    first = {said(days("food_business"), APPLIED, APPLIED), said(days("outdoor_advertising"), APPLIED, APPLIED)}
    with clock_at(APPLIED):
        address = applied(walk)
        page = walk.go(walk.sign_in("citizen"), address)
        told = walk.station(page, "together-received", first)
        assert "3 个事项办好 0 个" in told
        assert "食品经营许可（新办）办成后自动开始" in told
        assert Case.objects.count() == 2
    with clock_at(GRANTED):
        granted(walk, stage)
    with clock_at(WENT_ON):
        assert aside(lambda: go_on_bundles(at=WENT_ON)) == 1
        page = walk.go(walk.sign_in("citizen"), "/my/")
        page.locator(f"a[href='{address}']").click()
        third = said(days("drainage_permit"), WENT_ON, WENT_ON)
        told = walk.station(page, "together-third", None)
        assert third in told
        assert "办成后自动开始" not in told
    assert Case.objects.get(pk=case_of(DRAIN)).received_at.astimezone(WENT_ON.tzinfo).date() == WENT_ON.date()
    with clock_at(DONE):
        for item in (BOARD, DRAIN):
            finished(stage, item)
        aside(lambda: go_on_bundles(at=DONE))
        told = walk.station(walk.go(walk.sign_in("citizen"), address), "together-done", set())
        assert "都办好了" in told, told


def finished(stage: Stage, item: str) -> UUID:
    """A member granted and its result made, by the same acts that pages call."""
    case_id = stage.decide(item, "grant", DONE)
    issue_result(case_id=case_id, at=DONE)
    return case_id
