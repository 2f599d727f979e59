"""The administrator's pages of bodies: setting up, what a name means for old papers, what keeps one from ending.

The important checks have a broken variant here: without the question of what hangs on it a body with open cases would
end, and without the check digit any eighteen signs would be a code.
"""

import io

import openpyxl
import pytest
from django.utils import timezone

from tests.cast import on
from tests.people import gather
from tongban.agencies import actions, events
from tongban.agencies.actions import bodies as acts
from tongban.agencies.actions import ending
from tongban.agencies.models import Body, BodyName
from tongban.agencies.queries import bodies, bodies_by_id, standing_bodies
from tongban.agencies.queries.setup import body_cards
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.queries.reading import events_of
from tongban.portal.pages import bodies as page
from tongban.portal.queries import hanging_of
from tongban.simulation.rules.codes import body_code

NEW = {
    "name_zh": "县数据管理局", "name_en": "Data bureau", "kind": "department", "uscc": body_code(8100), "key": "data",
    "valid_from": "2026-01-01", "parent": "", "address_zh": "", "address_en": "",
}  # fmt: skip


@pytest.fixture
def people(peopled, db, settings):
    settings.DEMO = True
    return gather()


@pytest.fixture
def admin(people):
    return people.clients["admin"]


@pytest.fixture
def fresh(people):
    """A body upon which nothing hangs."""
    return actions.create_body(
        key="data", uscc=body_code(8100), kind="department", place_id=people.cast.county.home, name_zh="县数据管理局",
        name_en="Data bureau", valid_from=on(1, 5).date(), by=SYSTEM, at=on(1, 6),
    )  # fmt: skip


def sent(people, **other):
    return {**NEW, "place": str(people.cast.county.home), **other}


def test_the_tree_stands_by_place_and_is_searched_by_earlier_names(admin, people):
    text = admin.get("/office/bodies/").content.decode()
    assert text.index("县市场监督管理局") < text.index("柳河镇人民政府")
    actions.rename_body(
        body_id=people.cast.county.bodies["forestry"], name_zh="县林草局", name_en="Forest bureau",
        valid_from=on(11, 2).date(), by=SYSTEM, at=on(11, 2),
    )  # fmt: skip
    found = admin.get("/office/bodies/?q=林业").content.decode()
    assert "县林草局" in found
    assert "县市场监督管理局" not in found
    assert "没有现用名或曾用名符合" in admin.get("/office/bodies/?q=没有这个").content.decode()


def test_the_workbook_has_every_body_with_its_earlier_names(admin, people):
    sheet = openpyxl.load_workbook(io.BytesIO(admin.get("/office/bodies/file/").content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][2] == "单位名称"
    assert len(rows) - 1 == Body.objects.count()


def test_a_body_is_set_up_with_its_window(admin, people):
    answer = admin.post("/office/bodies/new/", sent(people, address_zh="人民路 8 号", address_en="8 Renmin Road"))
    assert answer.headers["Location"] == "/office/bodies/of/data/?done=new"
    text = admin.get(answer.headers["Location"]).content.decode()
    assert "单位已设立" in text
    assert "人民路 8 号" in text
    made = events_of("body", Body.objects.get(key="data").pk)
    assert [one.type for one in made] == ["body.created", "body.centre_opened"]


WRONG_DIGIT = body_code(8100)[:17] + ("0" if body_code(8100)[17] != "0" else "1")


@pytest.mark.parametrize(
    ("other", "words", "field"),
    [
        ({"uscc": WRONG_DIGIT}, "第 18 位不符", "uscc"),
        ({"uscc": body_code(8100)[:17]}, "应为 18 位", "uscc"),
        ({"key": "market"}, "这个代号已经是", "key"),
        ({"key": "N-O"}, "代号用小写字母开头", "key"),
        ({"kind": "township"}, "这类单位不设在这一级", "place"),
        ({"kind": "government"}, "已经有政府了", "place"),
        ({"name_zh": "青禾县市场监督管理局"}, "已经有单位叫", "name_zh"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_stays(admin, people, other, words, field):
    if "name_zh" in other:
        market = people.cast.county.bodies["market"]
        other = {"name_zh": bodies_by_id([market])[market].name_zh}
    answer = admin.post("/office/bodies/new/", sent(people, **other))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert words in text
    assert f'id="id_{field}"' in text
    assert 'aria-invalid="true"' in text
    assert "Data bureau" in text
    assert not Body.objects.filter(key="data").exists()


def test_without_the_check_digit_any_code_would_be_taken(people, monkeypatch):
    """The broken variant of the check above."""
    monkeypatch.setattr(acts, "body_problem", lambda *_: None)
    given = {"key": "data", "kind": "department", "name_zh": "县数据管理局", "name_en": "Data bureau"}
    home, day = people.cast.county.home, on(1, 5).date()
    assert acts.create_body(**given, uscc=WRONG_DIGIT, place_id=home, valid_from=day, by=SYSTEM, at=on(1, 6))


def test_a_code_is_read_in_any_writing_and_given_once(admin, people, fresh):
    code = " ".join(body_code(8100).lower())
    answer = admin.post("/office/bodies/new/", sent(people, key="data2", name_zh="县大数据局", uscc=code))
    assert answer.status_code == 409
    assert "这个统一社会信用代码已经是“县数据管理局”的" in answer.content.decode()


def test_a_new_name_holds_from_its_day_and_old_days_keep_the_old_one(admin, people, fresh):
    today = timezone.localdate()
    told = {"name_zh": "县数据局", "name_en": "Data", "valid_from": today.isoformat(), "seen": 1}
    assert admin.post("/office/bodies/of/data/", told).status_code == 302
    assert bodies_by_id([fresh])[fresh].name_zh == "县数据局"
    assert bodies_by_id([fresh], on(1, 6).date())[fresh].name_zh == "县数据管理局"
    text = admin.get("/office/bodies/of/data/?done=renamed").content.decode()
    assert "县数据管理局" in text
    assert "以前发出的文书还是原来的名称" in text


def test_of_two_administrators_the_later_one_is_told(admin, people, fresh):
    today = timezone.localdate().isoformat()
    first = {"name_zh": "县数据局", "name_en": "Data", "valid_from": today, "seen": 1}
    assert admin.post("/office/bodies/of/data/", first).status_code == 302
    later = admin.post("/office/bodies/of/data/", first | {"name_zh": "县大数据中心"})
    assert later.status_code == 409
    text = later.content.decode()
    assert "刚刚被别人改过" in text
    assert "县大数据中心" in text
    assert 'name="seen" value="2"' in text
    assert BodyName.objects.filter(body_id=fresh).count() == 2
    end = {"on": today, "sure": "on", "seen": 1}
    assert "刚刚被别人改过" in admin.post("/office/bodies/of/data/end/", end).content.decode()


def test_a_body_with_open_cases_powers_and_people_does_not_end_and_each_is_named(admin, people):
    market = Body.objects.get(key="market")
    shown = admin.get("/office/bodies/of/market/end/").content.decode()
    answer = admin.post(
        "/office/bodies/of/market/end/",
        {"on": timezone.localdate().isoformat(), "sure": "on", "seen": market.seq},
    )
    assert answer.status_code == 409
    for words in ("在办的件", "行使的权力", "有人任职的岗位", "在办的热线工单"):
        assert words in shown
        assert words in answer.content.decode()
    assert Body.objects.get(key="market").ended_on is None


def test_without_asking_what_hangs_on_it_a_body_with_open_cases_would_end(people, monkeypatch):
    """The broken variant of the refusal above."""
    monkeypatch.setattr(ending, "still_hanging", lambda _: None)
    market = Body.objects.get(key="market")
    ending.end_body(
        body_id=market.pk, on=timezone.localdate(), others=hanging_of, seen=market.seq, by=SYSTEM, at=timezone.now()
    )
    assert Body.objects.get(key="market").ended_on


def test_a_body_ends_once_and_takes_nothing_new_but_old_records_still_name_it(admin, people, fresh):
    today, now = timezone.localdate(), timezone.now()
    told = {"on": today.isoformat(), "seen": 1}
    assert admin.post("/office/bodies/of/data/end/", told).status_code == 422
    assert admin.post("/office/bodies/of/data/end/", told | {"on": "2026-01-06", "sure": "on"}).status_code == 409
    assert admin.post("/office/bodies/of/data/end/", told | {"sure": "on"}).status_code == 302
    assert events_of("body", fresh)[-1].type == events.BodyEnded.type
    again = admin.post("/office/bodies/of/data/end/", told | {"sure": "on", "seen": 2})
    assert "已经定于" in again.content.decode()
    assert "已撤销的单位" in admin.get("/office/bodies/").content.decode()
    assert fresh in {one.id for one in bodies()} - {one.id for one in standing_bodies()}
    assert bodies_by_id([fresh])[fresh].name_zh == "县数据管理局"
    with pytest.raises(Refused, match="body_ended"):
        actions.create_post(body_id=fresh, key="x", name_zh="岗", name_en="x", duties=["lead"], by=SYSTEM, at=now)
    with pytest.raises(Refused, match="body_ended_name"):
        actions.rename_body(body_id=fresh, name_zh="甲", name_en="A", valid_from=today, by=SYSTEM, at=now)


def test_a_body_below_keeps_the_one_above_from_ending(people, fresh):
    actions.create_body(
        key="data_point", uscc=body_code(8101), kind="centre", place_id=people.cast.county.home, name_zh="数据服务点",
        name_en="Point", valid_from=on(1, 5).date(), by=SYSTEM, at=on(1, 6), parent_id=fresh,
    )  # fmt: skip
    with pytest.raises(Refused) as told:
        actions.end_body(
            body_id=fresh, on=timezone.localdate(), others=hanging_of, seen=1, by=SYSTEM, at=timezone.now()
        )
    assert "下属单位 1 个" in told.value.refusal.sentence()
    assert "1 bodies below it" in told.value.refusal.sentence("en")


def test_only_the_system_administrator_comes_here(people):
    for role in ("security", "auditor", "leader", "list", "head"):
        assert people.clients[role].get("/office/bodies/").status_code == 403
        assert people.clients[role].post("/office/bodies/new/", sent(people)).status_code == 403


def test_pages_take_few_statements(admin, people, django_assert_max_num_queries):
    for where in ("", "new/", "of/market/", "of/market/end/", "file/"):
        with django_assert_max_num_queries(15 if "end" not in where else 20):
            assert admin.get(f"/office/bodies/{where}").status_code == 200


def test_a_long_list_is_cut_and_says_so(admin, monkeypatch):
    monkeypatch.setattr(page, "MOST", 3)
    assert "这里列出前 3 个" in admin.get("/office/bodies/").content.decode()
    assert len(body_cards(timezone.localdate())) > 3
