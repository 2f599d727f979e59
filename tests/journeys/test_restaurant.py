"""陈芳 opens a restaurant: the whole story in a browser, and every deadline on every page is the clock's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest
from playwright.sync_api import FilePayload, Page, expect
from tests.cases.public.forms import PAGES
from tests.cast import Cast, on, small_county
from tests.journeys.roles import Walk, aside, clock_at, item_content, keep_picture, offer_roles, said, scanned

from tongban.cases.actions.accept import NoticePoint, notify_once
from tongban.cases.queries import standing as standings
from tongban.certificates.actions import sign_certificate
from tongban.certificates.queries import certificate_of_case
from tongban.powerlist.queries import clock_limit
from tongban.simulation.rules.codes import citizen_code

pytestmark = pytest.mark.browser
APPLIED, NOTICED, SUPPLIED, ACCEPTED = on(11, 5, 19, 48), on(11, 9, 9, 30), on(11, 11, 20, 5), on(11, 12, 9)
AGREED, LATE, DECIDED, DELIVERED = on(11, 16, 15), on(11, 20, 10), on(11, 23, 9, 30), on(11, 24, 10)
# Working days by limit, as the county has written them down.
DAYS: Final = {limit["key"]: limit["length"] for limit in item_content("open_restaurant")["limits"]}
ANSWER, WHOLE, LAW, DELIVERY = (DAYS[key] for key in ("acceptance", "whole_promised", "whole_statutory", "delivery"))
ROUTINE_CLICKS, RECEIVING_STEPS = 3, 8
ANSWERS: Final = {**PAGES, "sign": {"has_sign": "yes", "sign_size": "6.5 米 × 1.2 米", "sign_text": "老街坊小吃店"}}
HELD: Final = ("m_licence", "m_manager", "m_health")
BODIES: Final = ("market", "fire", "urban")
UPLOADED: Final = ("m_lease", "m_layout", "m_equipment")


@pytest.fixture
def cast(committed_db: str, settings: Any, tmp_path: Path, site: str) -> Cast:
    settings.DEMO = True
    settings.FILES_ROOT = tmp_path
    settings.SITE_URL = site
    made = small_county()
    offer_roles(made)
    return made


@pytest.fixture
def walk(
    cast: Cast,
    open_page: Callable[..., Page],
    seen: Any,
    axe_faults: Callable[[Page], list[str]],
    no_sideways_scroll: Callable[[Page], None],
    shot: Callable[..., Path],
) -> Walk:
    return Walk(open_page, seen, axe_faults, no_sideways_scroll, shot)


def answer(walk: Walk, page: Page, values: dict[str, Any]) -> None:
    """Fills one group of questions as it is typed."""
    for name, value in values.items():
        for one in value if isinstance(value, list) else [value]:
            if page.locator(f"[name='{name}']").first.get_attribute("type") in ("radio", "checkbox"):
                walk.choose(page, f"[name='{name}'][value='{one}']")
            else:
                walk.type(page, f"[name='{name}']", one)
    walk.click(page, "button[name=go][value=next]")


def upload(walk: Walk, page: Page, key: str) -> None:
    """One scanned paper."""
    walk.clicks += 1
    scan = FilePayload(name=f"{key}.png", mimeType="image/png", buffer=scanned(key))
    page.locator(f"input#f_{key}").set_input_files(files=[scan])


def apply_online(walk: Walk) -> tuple[str, str, str]:
    """陈芳 applies without the drawing of her sign; gives the case's id, number and lookup code."""
    page = walk.sign_in("citizen")
    walk.go(page, "/search/?q=开饭店")
    walk.clicks = 0
    walk.click(page, ".results a")
    walk.station(page, "guide")
    keep_picture(page, "citizen-guide", width=720, height=760)
    walk.click(page, "form[data-print] .btn-primary")
    for group, values in ANSWERS.items():
        assert f"/{group}/" in page.url
        walk.station(page, f"apply-{group}")
        answer(walk, page, values)
    keep_picture(page, "citizen-papers", width=720, height=900)
    for key in HELD:
        walk.click(page, f"button[name=use][value={key}]")
    for key in UPLOADED:
        upload(walk, page, key)
    walk.click(page, "button[name=go][value=next]")
    if "/papers/" in page.url:
        walk.click(page, "button[name=go][value=next]")
    walk.station(page, "apply-check", {said(ANSWER, APPLIED, APPLIED), said(WHOLE, APPLIED, APPLIED)})
    walk.click(page, "button[name=go][value=submit]")
    walk.counted("the citizen's application")
    told = walk.station(page, "receipt")
    assert said(ANSWER, APPLIED, APPLIED).removesuffix("17:00 前") in told
    keep_picture(page, "citizen-receipt", width=720, height=760)
    numbers = page.locator(".slip .no").all_inner_texts()
    return page.url.split("/my/")[1].split("/")[0], numbers[0], numbers[1]


def notice(walk: Walk, case_id: str) -> None:
    """张敏 tells once that the drawing of the sign is missing."""
    page = walk.sign_in("reviewer")
    expected = {said(ANSWER, APPLIED, NOTICED)}
    walk.station(page, "desk", expected)
    page.locator(f".work a.case[href*='{case_id}']").click()
    walk.station(page, "case-received", expected)
    walk.go(page, f"/desk/c/{case_id}/notice/")
    walk.station(page, "notice", expected)
    page.locator("input[name=j_m_sign][value=missing]").check()
    page.locator("input[name=r_m_sign]").fill("没有提交店面招牌设计图")
    page.locator("button[name=do][value=rest]").click()
    assert "没有提交店面招牌设计图" in page.locator(".doc").inner_text()
    keep_picture(page, "reviewer-notice")
    page.locator("button[name=do][value=send]").click()
    walk.station(page, "case-noticed", set())


def supplement(walk: Walk, case_id: str) -> None:
    """陈芳 sees one point and supplies it."""
    page = walk.sign_in("citizen")
    told = walk.station(page, "my")
    assert "开餐饮店一件事" in told
    walk.go(page, f"/my/{case_id}/")
    told = walk.station(page, "matter-noticed", set())
    assert "店面招牌设计图" in told
    keep_picture(page, "citizen-notice", width=720, height=640)
    page.locator(".results a").first.click()
    walk.station(page, "supplement", {said(ANSWER, SUPPLIED, SUPPLIED)})
    upload(walk, page, "m_sign")
    page.locator("button[name=go][value=put]").first.click()
    page.locator("form .btn-primary").click()
    page.wait_for_url(f"**/my/{case_id}/**")
    walk.station(page, "matter-supplied", {said(ANSWER, SUPPLIED, SUPPLIED)})


def accept(walk: Walk, case_id: str) -> None:
    """张敏 accepts: three bodies begin at the same moment, on one axis."""
    page = walk.sign_in("reviewer")
    walk.station(page, "desk-supplied", {said(ANSWER, SUPPLIED, ACCEPTED)})
    walk.go(page, f"/desk/c/{case_id}/")
    keep_picture(page, "reviewer-case")
    page.locator("form:has([name=act][value=accept]) button[type=submit]").click()
    told = walk.station(page, "case-accepted", whole(ACCEPTED) | {said(DAYS["review_market"], ACCEPTED, ACCEPTED)})
    assert all(body in told for body in ("市场监督管理局", "消防救援大队", "城市管理局"))
    assert page.locator(".par tbody tr").count() >= len(BODIES)


def whole(now: datetime) -> set[str]:
    """The promise and the law of the whole case, as they stand on its page."""
    return {said(WHOLE, ACCEPTED, now), said(LAW, ACCEPTED, now)}


def agree(walk: Walk, role: str, case_id: str) -> None:
    """One body agrees."""
    page = walk.go(walk.sign_in(role), f"/desk/c/{case_id}/")
    page.locator("input[name=opinion][value=agree]").check()
    page.locator("form:has([name=act][value=review]) button[type=submit]").click()
    walk.station(page, f"case-agreed-{role}")


def late(walk: Walk, case_id: str) -> None:
    """The fire brigade is a day late: its desk and the case page say so, the centre manager urges, it agrees."""
    page = walk.sign_in("fire")
    told = walk.station(page, "desk-late", set())
    assert "1 个工作日" in told
    assert "应于 11月19日（周四）" in told
    page = walk.go(walk.sign_in("centre"), f"/desk/c/{case_id}/")
    told = walk.station(page, "case-late", whole(LATE))
    keep_picture(page, "leader-case", height=560)
    row = page.locator(".par tbody tr").first
    assert "消防救援大队" in row.inner_text()
    expect(row.locator(".st.yellow")).to_have_count(1)
    expect(row.locator("i.y")).to_have_count(1)
    row.locator("a").last.click()
    walk.station(page, "urge", set())
    page.locator("form .btn-primary").last.click()
    walk.station(page, "case-urged", whole(LATE))
    page = walk.go(walk.sign_in("citizen"), f"/my/{case_id}/")
    assert "消防救援大队" in walk.station(page, "matter-late", {said(WHOLE, ACCEPTED, LATE)})
    agree(walk, "fire", case_id)


def decide(walk: Walk, case_id: str) -> UUID:
    """何静 decides a routine case with at most three clicks from her desk; gives the certificate."""
    page = walk.sign_in("head")
    walk.station(page, "desk-decide", {said(WHOLE, ACCEPTED, DECIDED)})
    walk.clicks = 0
    walk.click(page, ".next .btn-primary")
    walk.station(page, "decision", {said(WHOLE, ACCEPTED, DECIDED)})
    keep_picture(page, "head-decision", height=900)
    walk.click(page, "button[name=do][value=sign]")
    walk.counted("the head's routine decision", ROUTINE_CLICKS)
    walk.station(page, "case-granted")
    certificate = certificate_of_case(UUID(case_id))
    assert certificate is not None
    aside(lambda: sign_certificate(certificate_id=certificate.id, at=DECIDED))
    return certificate.id


def deliver(walk: Walk, case_id: str) -> None:
    """The window hands the certificate over."""
    page = walk.sign_in("delivery")
    expected = {said(DELIVERY, DECIDED, DELIVERED)}
    walk.station(page, "desk-deliver", expected)
    walk.go(page, f"/desk/c/{case_id}/deliver/")
    walk.station(page, "delivery")
    page.locator("input[name=method][value=window]").check()
    page.locator("form .btn-primary").last.click()
    walk.station(page, "delivered", set())


def check(walk: Walk, number: str, code: str, certificate: UUID) -> None:
    """Anybody checks the certificate by its QR address, and the case by number and code, without signing in."""
    page = walk.open_page(f"/c/{certificate}/")
    told = walk.station(page, "certificate", set())
    assert "有效" in page.locator(".verdict").inner_text()
    assert "陈芳" not in told
    keep_picture(page, "citizen-certificate", width=720, height=640)
    page = walk.open_page("/status/")
    page.locator("#number").fill(number)
    page.locator("#code").fill(code)
    page.locator("form .btn-primary").last.click()
    told = walk.station(page, "status", set())
    assert "已办结" in told
    assert "陈芳" not in told


@pytest.mark.slow
def test_the_story(cast: Cast, walk: Walk) -> None:
    with clock_at(APPLIED):
        case_id, number, code = apply_online(walk)
    with clock_at(NOTICED):
        notice(walk, case_id)
    with clock_at(SUPPLIED):
        supplement(walk, case_id)
    with clock_at(ACCEPTED):
        accept(walk, case_id)
    with clock_at(AGREED):
        agree(walk, "reviewer", case_id)
        agree(walk, "urban", case_id)
    with clock_at(LATE):
        late(walk, case_id)
    with clock_at(DECIDED):
        certificate = decide(walk, case_id)
    with clock_at(DELIVERED):
        deliver(walk, case_id)
        check(walk, number, code, certificate)


def test_a_clerk_receives_on_paper_in_eight_steps(cast: Cast, walk: Walk) -> None:
    with clock_at(NOTICED):
        page = walk.go(walk.sign_in("clerk"), "/window/")
        walk.station(page, "window")
        walk.type(page, "#window-q", "kfd")
        walk.press(page, "Enter")
        keep_picture(page, "clerk-search", height=420)
        walk.click(page, ".results a")
        walk.station(page, "window-item", {said(ANSWER, NOTICED, NOTICED)})
        walk.type(page, "[name=party-id_number]", citizen_code(27, date(1988, 3, 14)))
        walk.type(page, "[name=floor_area]", "86")
        walk.click(page, "[name=has_sign][value=yes]")
        walk.click(page, "[name=w-all]")
        keep_picture(page, "clerk-item", height=860)
        walk.click(page, "form.stack .btn-primary")
        told = walk.station(page, "window-received", set())
        keep_picture(page, "clerk-received", height=520)
        walk.counted("the clerk's receipt", RECEIVING_STEPS)
        assert said(ANSWER, NOTICED, NOTICED).removesuffix(" 前") in told
        number = page.locator(".slip .no").first.inner_text()
        assert number in walk.station(walk.sign_in("reviewer"), "desk-paper", {said(ANSWER, NOTICED, NOTICED)})


def test_the_citizens_part_needs_no_script(cast: Cast, walk: Walk) -> None:
    walk.script = False
    with clock_at(APPLIED):
        case_id, number, code = apply_online(walk)
    with clock_at(NOTICED):
        point = NoticePoint("m_sign", "missing", "没有提交店面招牌设计图")
        notify_once(case_id=UUID(case_id), points=[point], by=cast.officer("market_review", NOTICED), at=NOTICED)
    with clock_at(SUPPLIED):
        supplement(walk, case_id)
        page = walk.open_page("/status/", script=False)
        page.locator("#number").fill(number)
        page.locator("#code").fill(code)
        page.locator("form .btn-primary").last.click()
        walk.station(page, "status", {said(ANSWER, SUPPLIED, SUPPLIED)})


def test_a_deadline_that_is_a_day_off_is_found(cast: Cast, walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seeded fault: the pages count one working day too many."""
    right = clock_limit
    monkeypatch.setattr(standings, "clock_limit", lambda limit: replace(right(limit), length=limit.length + 1))
    with clock_at(APPLIED):
        case_id = cast.receive(APPLIED).case_id
        page = walk.go(walk.sign_in("citizen"), f"/my/{case_id}/")
        with pytest.raises(AssertionError, match="the clock says"):
            walk.station(page, "matter", {said(ANSWER, APPLIED, APPLIED)})
