"""One call to 12345 in a browser: taken, dispatched, returned in time, arbitrated, answered, and redone since the
callback said no; closed only when the person said that it is solved, and rated by what they said.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from tests.cast import Cast, on, small_county
from tests.journeys.roles import Walk, accounts, aside, clock_at, keep_picture, offer_accounts

from tongban.hotline.actions.directory import set_line
from tongban.hotline.models import Order, OrderCallback, OrderReply
from tongban.ledger.queries import events_of
from tongban.ratings.followers import hear
from tongban.ratings.models import Rating

pytestmark = pytest.mark.browser
ROLES: Final = {
    "operator": "hotline_1", "dispatcher": "hotline_dispatch", "callback": "hotline_callback",
    "market": "market_review", "urban": "urban_review",
}  # fmt: skip
NOISE: Final = "人民路 18 号楼下烧烤店每天营业到凌晨，油烟和噪音让人睡不着。"
MARKET: Final = "东门夜市的摊点油烟很大，噪音也大，孩子晚上没法写作业。"
WAY: Final = (
    "taken", "dispatched", "sent_back", "arbitrated", "dispatched", "signed", "contacted", "replied", "called_back",
    "dispatched", "signed", "contacted", "replied", "called_back", "closed",
)  # fmt: skip


@pytest.fixture
def cast(house: str) -> Cast:
    made = small_county()
    offer_accounts(accounts(made.county, ROLES))
    set_line(
        topic="油烟噪音", keywords="油烟 噪音", place_id=made.county.home, body_id=made.county.bodies["market"],
        basis="三定方案", by=made.officer("hotline_dispatch", on(11, 1)), at=on(11, 1),
    )  # fmt: skip
    return made


@pytest.fixture
def act(walk: Walk) -> Callable[..., Page]:
    """`act("urban", order, "sign", on(11, 3))`: one act by its form on the order's page; `look` names a station."""

    def done(role: str, order: UUID, what: str, at: Any, look: str = "", **fields: str) -> Page:
        with clock_at(at):
            page = walk.go(walk.sign_in(role), f"/hotline/orders/{order}/")
            if look:
                walk.station(page, look)
                if look == "hotline-reply":
                    keep_picture(page, "hotline-order", height=900)
            button = page.locator(f"button[name=do][value={what}]")
            if not button.is_visible():
                page.locator("details", has=button).locator("summary").click()
            for name, value in fields.items():
                field = page.locator(f"#{what}-{name}")
                if field.evaluate("one => one.tagName") == "SELECT":
                    field.select_option(value)
                else:
                    field.fill(value)
            button.click()
            page.wait_for_url("**/?done=1")
        return page

    return done


def taken(walk: Walk) -> UUID:
    """The operator types what the caller says; the topic's body is shown beside it."""
    with clock_at(on(11, 2, 9)):
        page = walk.go(walk.sign_in("operator"), "/hotline/")
        page.fill("#id_phone", "13900000001")
        page.fill("#id_name", "罗大勇")
        page.fill("#id_text", NOISE)
        page.fill("#id_topic", "油烟噪音")
        page.press("#id_topic", "Tab")
        page.wait_for_selector("#beside b:has-text('市场监督管理局')")
        walk.station(page, "hotline-operator")
        keep_picture(page, "hotline-operator", height=640)
        page.select_option("#id_kind", "complaint")
        page.click("button[value=take]")
        page.wait_for_url("**/hotline/orders/*/")
    return aside(lambda: Order.objects.get().pk)


def dispatched(walk: Walk) -> None:
    """From the first page after signing in to the dispatch: every click counts."""
    with clock_at(on(11, 2, 9, 10)):
        page = walk.sign_in("dispatcher")
        walk.clicks = 0
        walk.click(page, "nav a[href='/hotline/orders/']")
        walk.click(page, "a[href='?view=desk']")
        walk.station(page, "hotline-desk")
        walk.click(page, "tr[data-row] a")
        walk.click(page, "button[name=do][value=dispatch]")
        page.wait_for_url("**/?done=1")
        assert "市场监督管理局" in walk.station(page, "hotline-dispatched")
        walk.counted("a taken order to its dispatch", 6)


def heard(page: Page, said: tuple[str, str, str], move: Callable[[str], None]) -> None:
    """Phone, name and words of a call: `move` is how one gets to the next field; what is typed is not counted."""
    expect(page.locator("#id_phone")).to_be_focused()
    page.locator("#id_phone:focus").type(said[0])
    for name, words in (("name", said[1]), ("text", said[2])):
        move(f"#id_{name}")
        page.locator(f"#id_{name}:focus").type(words)
    move("#id_kind")
    expect(page.locator("#id_kind")).to_be_focused()


def dispatched_to(walk: Walk, page: Page, body: str, what: str) -> None:
    """The order stands dispatched on the page that the operator sees next, in at most six clicks or keys."""
    page.wait_for_url("**/hotline/orders/*/")
    told = page.locator("main").inner_text()
    assert all(one in told for one in (body, "投诉", "待签收")), told
    walk.counted(what, 6)


def test_a_call_is_taken_and_dispatched_in_six_keys_or_six_clicks(walk: Walk, cast: Cast) -> None:
    """Counted from the moment the operator picks up: words typed do not count, each key and click beside them does."""
    with clock_at(on(11, 2, 9)):
        page = walk.go(walk.sign_in("operator"), "/hotline/")
        walk.clicks = 0
        heard(page, ("13900000001", "罗大勇", NOISE), lambda _field: walk.tap(page, "Tab"))
        walk.tap(page, "ArrowDown")
        walk.tap(page, "Tab")
        page.locator("#id_topic:focus").type("油烟噪音")
        walk.tap(page, "Enter")
        dispatched_to(walk, page, "市场监督管理局", "a call to its dispatch, by keys")
        walk.tap(page, "n")
        page.wait_for_url("**/hotline/")
        walk.clicks = 0
        heard(page, ("13900000002", "孙小梅", MARKET), lambda field: walk.click(page, field))
        page.select_option("#id_kind", "complaint")
        walk.clicks += 1  # the list was opened by the click before; its line is one more
        page.wait_for_selector("#beside b:has-text('市场监督管理局')")
        walk.click(page, "button[value=dispatch]")
        dispatched_to(walk, page, "市场监督管理局", "a call to its dispatch, by clicks")
    assert aside(lambda: Order.objects.filter(state="dispatched").count()) == 2


def row(order: UUID) -> Order:
    """The order as it stands."""
    found: Order = aside(lambda: Order.objects.get(pk=order))
    return found


@pytest.mark.slow
def test_c_05_a_call_is_redone_until_the_person_says_it_is_solved(
    walk: Walk, cast: Cast, act: Callable[..., Page]
) -> None:
    order = taken(walk)
    dispatched(walk)
    act("market", order, "return", on(11, 2, 15), "hotline-return", ground="not_competent", words="油烟由城管负责")
    urban = str(cast.county.bodies["urban"])
    act("dispatcher", order, "arbitrate", on(11, 2, 16), "hotline-arbitrate", yes="yes", body=urban, words="按三定方案")
    due = row(order).due_at
    act("urban", order, "sign", on(11, 2, 16, 30))
    act("urban", order, "contact", on(11, 2, 17), how="phone")
    act("urban", order, "reply", on(11, 3), "hotline-reply", result="solved", words="已责令十点后停业并清洗烟道")
    assert row(order).state == "callback"
    act("callback", order, "call", on(11, 4), "hotline-callback", how="phone", solved="unsolved", words="昨晚还在营业")
    assert (row(order).state, row(order).round, row(order).closed_at) == ("dispatched", 1, None)
    act("urban", order, "sign", on(11, 4, 11))
    act("urban", order, "contact", on(11, 4, 14), how="visit")
    act("urban", order, "reply", on(11, 5), result="solved", words="已当面约谈店主，连续两晚复查无扰民")
    page = act("callback", order, "call", on(11, 6), how="phone", solved="solved", satisfied="4")
    with clock_at(on(11, 6, 11)):
        assert "已办结" in walk.station(page, "hotline-closed")
    ended = row(order)
    assert (ended.state, ended.ending, ended.solved, ended.satisfied) == ("closed", "called_back", True, 4)
    assert ended.due_at == due
    assert aside(lambda: (OrderReply.objects.count(), OrderCallback.objects.count())) == (2, 2)
    assert tuple(entry.type.split(".")[1] for entry in aside(lambda: list(events_of("order", order)))) == WAY
    rated(walk, order)


def rated(walk: Walk, order: UUID) -> None:
    """What the person said in the callback is the one rating of the order; who answered it sees it on their desk."""

    def heard() -> tuple[int, str]:
        for _again in range(2):
            for entry in events_of("order", order):
                hear(entry)
        return Rating.objects.values_list("level", "channel").get()

    assert aside(heard) == (2, "callback")
    with clock_at(on(11, 6, 12)):
        page = walk.go(walk.sign_in("urban"), "/desk/ratings/?show=all")
        assert "12345 诉求（油烟噪音）" in walk.station(page, "hotline-rated")
