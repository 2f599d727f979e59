"""The pages of the line, each asked by who works with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.hotline.stage import NOISE, Line, hotline, state
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.models import User
from tongban.agencies.queries import account_of_official
from tongban.hotline.actions.directory import set_line
from tongban.hotline.models import GridEvent, Order, OrderContact
from tongban.hotline.pages.offers import Asks, Offer, kept
from tongban.kernel.actor import SYSTEM
from tongban.kernel.ids import uuid7
from tongban.powerlist.queries import version

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _demonstration(settings: Any) -> None:
    """Officials need no second factor."""
    settings.DEMO = True


def client(line: Line, post: str) -> Client:
    """Signed in as the holder of a post."""
    found = Client()
    user = account_of_official(line.cast.county.holders[post][0])
    found.force_login(User.objects.get(pk=user), backend=BACKEND)
    return found


def citizen(line: Line) -> Client:
    """Signed in as the applicant."""
    found, now = Client(), timezone.now()
    user = open_citizen_account(username="fang", password=None, party_id=line.cast.applicant, by=SYSTEM, at=now)
    found.force_login(User.objects.get(pk=user), backend=BACKEND)
    return found


def typed(line: Line, **changes: Any) -> dict[str, Any]:
    """What an operator types."""
    return {
        "request": str(uuid7()), "phone": "13900000001", "name": "罗大勇", "text": NOISE, "topic": "油烟噪音",
        "place": str(line.cast.county.home), "kind": "complaint", "urgency": "general", "channel": "phone",
        "do": "dispatch",
    } | changes  # fmt: skip


@pytest.fixture(autouse=True)
def _no_counters(db: None) -> None:
    cache.clear()


@pytest.fixture
def line() -> Line:
    found = hotline()
    set_line(
        topic="油烟噪音", keywords="油烟 噪音", place_id=found.cast.county.home, body_id=found.body("urban"),
        basis="三定方案", by=found.who("hotline_dispatch"), at=timezone.now(),
    )  # fmt: skip
    return found


def test_an_operator_takes_and_dispatches_by_the_directory_with_one_form(line):
    operator = client(line, "hotline_1")
    assert operator.get("/hotline/").status_code == 200
    sent = operator.post("/hotline/", typed(line))
    row = Order.objects.get()
    assert (sent.status_code, row.state, row.lead_id) == (302, "dispatched", line.body("urban"))
    assert operator.get(sent["Location"]).status_code == 200


def test_what_is_beside_the_form_names_the_caller_before_and_the_body(line):
    operator = client(line, "hotline_1")
    operator.post("/hotline/", typed(line))
    seen = operator.post("/hotline/beside/", typed(line, topic="")).content.decode()
    assert "城市管理局" in seen
    assert "罗大勇" not in seen
    assert "人民路 18 号楼下" in seen


def test_c_01_what_is_typed_gets_class_place_like_orders_and_guides_each_with_why_and_the_operator_decides(line):
    town, other = line.cast.county.places["990823101"], line.cast.county.places["990823102"]
    like = line.take(timezone.now() - timedelta(days=2), phone="13900000055", text=f"柳河镇{NOISE}")
    operator, text = client(line, "hotline_1"), f"柳河镇{NOISE}想问办食品经营许可"
    seen = operator.post("/hotline/beside/", typed(line, topic="", text=text, phone="")).content.decode()
    told = ['name="proposed" value="油烟噪音" checked', "写到“", f'name="proposed_place" value="{town}" checked',
            like.number, f'name="join" value="{like.order_id}">', "城市管理局", "文字有"]  # fmt: skip
    assert [one for one in told if one not in seen] == []
    window = client(line, "window_1").post("/hotline/beside/", typed(line, topic="", text=text)).content.decode()
    assert ('name="proposed"' in window, like.number in window) == (True, False), "orders are for the line alone"
    kept = typed(line, topic="", text=text, proposed="油烟噪音", proposed_place=str(town), phone="13900000056")
    assert operator.post("/hotline/", kept).status_code == 302
    struck = kept | {"request": str(uuid7()), "topic": "城市管理", "place": str(other), "phone": "13900000057"}
    assert operator.post("/hotline/", struck | {"do": "take"}).status_code == 302
    rows = Order.objects.exclude(pk=like.order_id).order_by("taken_at").values_list("topic", "place_id")
    assert list(rows) == [("油烟噪音", town), ("城市管理", other)]


@pytest.mark.parametrize(
    "text", ["开餐饮店要办哪些手续", "我想在镇上开餐饮店，要交什么材料", f"{NOISE}还想问开餐饮店要办哪些手续"]
)
def test_c_01_a_question_gets_the_guides_that_answer_it(line, text, django_assert_max_num_queries):
    operator, item = client(line, "hotline_1"), version(line.cast.version_id)
    operator.get("/hotline/")
    with django_assert_max_num_queries(16):  # one of them looks for grid events about the same thing
        seen = operator.post("/hotline/beside/", typed(line, topic="", text=text)).content.decode()
    assert f'href="/items/{item.code}/"' in seen, item.content.name.zh


def test_a_body_works_through_its_list_by_forms_alone(line):
    client(line, "hotline_1").post("/hotline/", typed(line))
    row, officer = Order.objects.get(), client(line, "urban_review")
    node, page = str(row.nodes.get().pk), f"/hotline/orders/{row.pk}/"
    assert "待签收" in officer.get("/hotline/mine/").content.decode()
    for fields in (
        {"do": "sign"}, {"do": "contact", "how": "phone"}, {"do": "reply", "result": "solved", "words": "已责令整改"}
    ):  # fmt: skip
        assert officer.post(page, {"node": node, **fields}).status_code == 302
    caller = client(line, "hotline_callback")
    assert caller.post(page, {"do": "call", "how": "phone", "solved": "solved", "satisfied": "5"}).status_code == 302
    assert state(row.pk) == "closed"


def test_lists_figures_and_the_directory_open_for_the_desk_and_not_for_citizens(line):
    client(line, "hotline_1").post("/hotline/", typed(line))
    desk, person = client(line, "hotline_dispatch"), citizen(line)
    for address in ("/hotline/orders/", "/hotline/orders/?view=today", "/hotline/figures/", "/hotline/directory/"):
        assert (desk.get(address).status_code, person.get(address).status_code) == (200, 403)
    assert desk.get("/hotline/orders/file/").content[:2] == b"PK"


def test_alarms_are_the_first_list_of_the_dispatcher_and_its_rows_come_first(line):
    line.take(timezone.now() - timedelta(days=9), phone="13900000031")
    page = client(line, "hotline_dispatch").get("/hotline/orders/").content.decode()
    assert page.index('href="?view=alarm"') < page.index('href="?view=desk"')
    alarms = client(line, "hotline_dispatch").get("/hotline/orders/?view=alarm").content.decode()
    assert (alarms.count("<tr data-row>"), "超" in alarms) == (1, True)


def test_c_10_a_citizen_sends_sees_adds_and_judges(line):
    person = citizen(line)
    given = {
        "request": str(uuid7()), "kind": "help", "text": "路灯不亮，电话 13812345678",
        "place": str(line.cast.county.home),
    }  # fmt: skip
    assert person.get("/ask/").status_code == 200
    assert "编号" in person.post("/ask/", given).content.decode()
    row = Order.objects.get()
    assert "13812345678" not in row.text
    page = f"/my/requests/{row.pk}/"
    assert person.get(page).status_code == 200
    assert person.post(page, {"do": "remind", "words": "什么时候修", "request": str(uuid7())}).status_code == 302
    assert OrderContact.objects.filter(order=row).count() == 2
    assert person.post(page, {"do": "judge", "solved": "yes"}).status_code == 409
    assert "请先选择解决了没有" in person.post(page, {"do": "judge"}).content.decode()
    assert person.get("/my/requests/").status_code == 200


def test_an_anonymous_request_is_looked_up_by_number_and_code(line):
    nobody = Client()
    given = {"request": str(uuid7()), "kind": "consult", "text": "户口怎么迁", "place": str(line.cast.county.home)}
    seen = nobody.post("/ask/", given).content.decode()
    row = Order.objects.get()
    code = seen.partition('查询码</dt><dd class="code">')[2].partition("<")[0]
    assert "待派单" in nobody.post("/ask/status/", {"number": row.number, "code": code}).content.decode()
    wrong = [nobody.post("/ask/status/", {"number": row.number, "code": "AAAA"}) for _ in range(6)]
    assert "对不上" in wrong[0].content.decode()
    assert [answer.status_code for answer in wrong] == [404] * 5 + [429], "nobody finds codes by trying"


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"phone": "138abc"}, "id_phone", "手机号应为 11 位"),
        ({"phone": "88881234"}, "id_phone", "座机要写区号"),
        ({"kind": "efficiency"}, "id_complained", "效能投诉请选择被投诉的单位"),
        ({"text": "无"}, "id_text", "请写明要反映的事"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field_and_nothing_is_lost(line, changes, field, told):
    given = {
        "request": str(uuid7()), "kind": "help", "text": "村口路灯坏了三天", "name": "罗大勇",
        "place": str(line.cast.county.home),
    } | changes  # fmt: skip
    answer = Client().post("/ask/", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in page
    assert told in page
    assert 'value="罗大勇"' in page
    assert not Order.objects.exists()


def test_what_is_sent_twice_is_one_but_other_words_from_the_same_page_are_not_lost(line):
    person, once = citizen(line), str(uuid7())
    given = {"request": once, "kind": "help", "text": "村口路灯不亮", "place": str(line.cast.county.home)}
    for text in ("村口路灯不亮", "村口路灯不亮", "桥上栏杆断了一截"):
        assert "已经登记" in person.post("/ask/", given | {"text": text}).content.decode()
    assert Order.objects.count() == 2
    row = Order.objects.latest("taken_at")
    page = f"/my/requests/{row.pk}/"
    for words in ("是东边的桥", "是东边的桥", "是西边的桥"):
        assert person.post(page, {"do": "add", "words": words, "request": once}).status_code == 302
    assert OrderContact.objects.filter(order=row, kind="addition").count() == 2


@pytest.mark.parametrize(("words", "told"), [("  ", "请先写明情况"), ("一" * 4001, "最多 4000 个字")])
def test_an_addition_says_something_and_is_not_cut_short(line, words, told):
    person = citizen(line)
    given = {"request": str(uuid7()), "kind": "help", "text": "村口路灯不亮", "place": str(line.cast.county.home)}
    person.post("/ask/", given)
    answer = person.post(f"/my/requests/{Order.objects.get().pk}/", {"do": "add", "words": words})
    assert (answer.status_code, told in answer.content.decode()) == (409, True)
    assert OrderContact.objects.count() == 1


def test_a_refused_grid_report_keeps_what_was_typed_and_a_second_press_reports_once(line):
    worker = client(line, "liuhe_review")
    bodies = [str(line.body("urban"))]
    sent = {"id": str(uuid7()), "kind": "fire", "text": "", "spot": "河沿村桥头", "bodies": bodies}
    page = worker.post("/grid/", sent).content.decode()
    assert 'value="河沿村桥头"' in page
    assert '<option value="fire" selected>' in page
    assert f'value="{bodies[0]}" checked' in page
    assert 'name="id" value="' in page
    for _ in range(2):
        assert worker.post("/grid/", sent | {"text": "桥头冒烟"}).status_code == 302
    assert GridEvent.objects.count() == 1


def test_who_is_reported_never_reads_the_report(line):
    text = "市场监管局有人收好处费"
    taken = line.take(kind="misconduct", text=text, complained_id=line.body("market"))
    page = f"/hotline/orders/{taken.order_id}/"
    assert Order.objects.get(pk=taken.order_id).text == ""
    for post in ("market_review", "market_decide", "hotline_1", "hotline_dispatch", "centre_manager", "county_head"):
        assert client(line, post).get(page).status_code == 404
    assert text not in client(line, "hotline_dispatch").get("/hotline/orders/?view=all").content.decode()


@pytest.mark.parametrize("view", ["", "\0", "😀" * 50, "all'; drop", "9" * 400])
def test_nasty_addresses_give_no_fault(line, view):
    desk = client(line, "hotline_dispatch")
    found = desk.get("/hotline/orders/", {"view": view, "after": view, "body": view, "kind": view, "since": view})
    assert found.status_code == 200


def test_what_was_typed_and_chosen_for_an_act_stays_when_it_is_refused(line: Line) -> None:
    order = line.take().order_id
    reply = Offer(
        "reply", "答复", (Asks("result", "结果", (("a", "甲"), ("b", "乙"))), Asks("words", "说明", (), 3)), "7"
    )
    told = {"do": "reply", "node": "7", "result": "b", "words": "已修好"}
    assert [one.sent for one in kept(reply, told).asks] == ["b", "已修好"]
    assert kept(reply, told | {"node": "8"}) == kept(reply, {}) == reply, "another part's act stays empty"
    page = f"/hotline/orders/{order}/"
    answer = client(line, "hotline_dispatch").post(page, {"do": "merge", "node": "", "number": "QHR2026没有"})
    assert answer.status_code == 409
    assert 'value="QHR2026没有"' in answer.content.decode()


def test_a_number_that_cannot_be_one_is_told_so_where_answers_are_published(line: Line) -> None:
    manager = client(line, "centre_manager")
    for odd in ("\x00", "<b>", "9" * 500):
        assert "没有这件工单" in manager.get("/hotline/answers/", {"number": odd}).content.decode()


def test_a_call_for_110_is_told_as_ended_without_a_day_to_reply_by(line: Line) -> None:
    order = line.take(emergency="110", text="人民路有人打架", name="").order_id
    page = client(line, "hotline_dispatch").get(f"/hotline/orders/{order}/").content.decode()
    assert ("答复期限" in page, "还没有派单" in page, "匿名" in page) == (False, False, True)
    waiting = line.take(text="路灯不亮").order_id
    assert "答复期限" in client(line, "hotline_dispatch").get(f"/hotline/orders/{waiting}/").content.decode()


def test_who_gives_complaints_out_is_led_from_the_empty_list_to_the_orders(line: Line) -> None:
    assert "view=desk" in client(line, "centre_manager").get("/hotline/efficiency/").content.decode()
    assert "view=desk" not in client(line, "supervision").get("/hotline/efficiency/").content.decode()


def test_a_wrong_phone_is_told_with_everything_else_that_is_wrong(line):
    given = typed(line, text="", phone="1390000", name="罗大勇")
    page = Client().post("/ask/", given).content.decode()
    assert "有 2 处要改" in page
    assert 'value="1390000"' in page


def test_c_01_a_landline_is_taken_as_it_is_said_and_known_again_however_it_is_written(line):
    operator = client(line, "hotline_1")
    for written in ("0516-88881234 转 801", "（0516）88881234-801"):
        assert operator.post("/hotline/", typed(line, phone=written)).status_code == 302
    order = Order.objects.get()
    assert order.contacts.count() == 2
    shown = operator.post(f"/hotline/orders/{order.pk}/", {"do": "phone", "why": "answer"}).content.decode()
    assert "051688881234转801" in shown


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"do": "call", "how": "phone", "solved": "", "satisfied": "", "words": ""}, "请选择“接通后的回答”。"),
        ({"do": "audit", "yes": ""}, "请选择“意见”。"),
        ({"do": "return", "ground": "", "words": "油烟由城管负责"}, "请选择“情形”。"),
    ],
)
def test_no_judgement_is_taken_that_nobody_chose(line: Line, sent: dict[str, str], sentence: str) -> None:
    order = line.replied()
    answer = client(line, "hotline_callback").post(f"/hotline/orders/{order}/", sent)
    page = answer.content.decode()
    assert (answer.status_code, sentence in page) == (409, True)
    assert '<option value="">请选择</option><option value="solved">' in page
    assert Order.objects.get(pk=order).state == "callback"
