"""The administrator's pages of places: codes that say where a place lies, lists read line by line, what keeps one.

The check of the code has a broken variant: without it a village could be set up under a township that is not there.
"""

import io
from typing import Any

import openpyxl
import pytest
from django.utils import timezone

from tests.people import People, gather
from tongban.agencies import actions
from tongban.agencies.actions import places as acts
from tongban.agencies.models import Division
from tongban.agencies.queries import division, divisions, standing_divisions
from tongban.agencies.rules.places import code_problem, plain_code, read_places
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.queries.reading import events_of

NEW = {"code": "990823101777", "name_zh": "新桥村", "name_en": "Xinqiao", "valid_from": "2026-01-01"}
STANDING = {"990823", "990823101"}


@pytest.fixture
def people(peopled: None, db: None, settings: Any) -> People:
    settings.DEMO = True
    return gather()


@pytest.fixture
def admin(people):
    return people.clients["admin"]


@pytest.mark.parametrize(
    ("code", "refused"),
    [
        ("990823101777", None), ("990823102", None), ("990824", None), ("9908231", "place_code"),
        ("99082310177a", "place_code"), ("９９０８２４", "place_code"), ("990823101", "place_code_taken"),
        ("990823199001", "place_above"), ("990824001", "place_above"),
    ],
)  # fmt: skip
def test_a_code_says_its_level_and_what_lies_above(code, refused):
    found = code_problem(code, STANDING)
    assert (found.code if found else None) == refused


def test_noughts_that_only_fill_a_code_up_are_left_out():
    assert plain_code("990823000000") == "990823"
    assert plain_code("990823 101000") == "990823101"
    assert plain_code("990823101001") == "990823101001"


def test_a_list_is_read_line_by_line_whatever_its_order():
    rows = [
        (2, ["990823103001", "东村"]), (3, ["990823103", "东镇", "East"]), (4, ["990823101", "柳河街道"]),
        (5, ["990823", "青禾县"]), (6, ["990823103", "又一个"]), (7, ["990823104001", "西村"]), (8, ["990823105", ""]),
        (9, ["990823106", "长镇", "L" * 121]), (10, ["990823107", "北镇", "L" * 120]),
    ]  # fmt: skip
    found, faults = read_places(["代码", "名称", "英文"], rows, {"990823": "青禾县", "990823101": "柳河镇"})
    assert {one.line: one.what for one in found} == {2: "new", 3: "new", 4: "renamed", 5: "same", 10: "new"}
    assert next(one for one in found if one.line == 4).before == "柳河镇"
    assert [(one.line, one.refusal.code) for one in faults] == [
        (6, "places.twice"), (7, "place_above"), (8, "place_name"), (9, "place_english"),
    ]  # fmt: skip
    assert read_places(["甲"], rows, {})[1][0].refusal.code == "places.columns"


def test_a_village_is_set_up_under_its_township(admin, people):
    assert admin.post("/office/places/new/", NEW).status_code == 302
    made = division("990823101777")
    assert made.kind == "village"
    assert made.parent_id == division("990823101").id
    assert [one.type for one in events_of("place", made.id)] == ["place.set_up"]
    assert "新桥村" in admin.get("/office/places/?q=新桥").content.decode()


@pytest.mark.parametrize(
    ("other", "words", "field"),
    [
        ({"code": "990823199777"}, "没有代码是 990823199 的上级", "code"),
        ({"code": "99082310177"}, "现为 11 位", "code"),
        ({"code": "990823101000"}, "已经有了", "code"),
        ({"code": "990823777", "name_zh": "柳河镇"}, "同一个上级下已经有", "name_zh"),
    ],
)
def test_a_wrong_code_is_told_at_its_field_and_what_was_typed_stays(admin, people, other, words, field):
    answer = admin.post("/office/places/new/", NEW | other)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert text.count(words) > 1, "above the form and at the field"
    assert f'id="id_{field}"' in text
    assert "Xinqiao" in text


def test_without_the_check_a_village_of_no_township_would_be_set_up(people, monkeypatch):
    """The broken variant of the check above."""
    monkeypatch.setattr(acts, "code_problem", lambda *_: None)
    day = timezone.localdate()
    with pytest.raises(Exception, match="division_has_parent"):
        acts.set_up_place(code="990823199777", name_zh="甲", name_en="A", valid_from=day, by=SYSTEM, at=timezone.now())


def test_a_place_bears_another_name_and_the_later_administrator_is_told(admin, people):
    town = division("990823101")
    today = timezone.localdate().isoformat()
    told = {"name_zh": "柳河街道", "name_en": "Liuhe Subdistrict", "valid_from": today, "seen": 0}
    assert admin.post(f"/office/places/{town.id}/", told).status_code == 302
    assert division("990823101").name_zh == "柳河街道"
    later = admin.post(f"/office/places/{town.id}/", told | {"name_zh": "柳河新区"})
    assert later.status_code == 409
    assert "柳河新区" in later.content.decode()
    assert "刚刚被别人改过" in later.content.decode()


def test_a_place_with_bodies_and_villages_does_not_end(admin, people):
    town = division("990823101")
    told = {"on": timezone.localdate().isoformat(), "sure": "on", "seen": 0}
    answer = admin.post(f"/office/places/{town.id}/end/", told)
    assert answer.status_code == 409
    assert "名下还有：单位" in answer.content.decode()
    assert Division.objects.get(pk=town.id).ended_on is None


def test_an_ended_place_takes_nothing_new_and_its_code_is_not_used_again(admin, people):
    assert admin.post("/office/places/new/", NEW).status_code == 302
    made = division("990823101777")
    told = {"on": timezone.localdate().isoformat(), "sure": "on", "seen": 1}
    assert admin.post(f"/office/places/{made.id}/end/", told).status_code == 302
    assert made.id in {one.id for one in divisions()} - {one.id for one in standing_divisions()}
    assert "撤销的代码不再使用" in admin.post("/office/places/new/", NEW | {"name_zh": "乙村"}).content.decode()
    with pytest.raises(Refused, match="place_ended_body"):
        actions.create_body(
            key="point", uscc="11511301008778183N", kind="centre", place_id=made.id, name_zh="点", name_en="P",
            valid_from=timezone.localdate(), by=SYSTEM, at=timezone.now(),
        )  # fmt: skip


def test_a_list_is_shown_before_it_is_entered(admin, people):
    lines = "行政区划代码,名称\n990823777001,南村\n990823777,南镇\n990823101,柳河街道\n"
    told = {"lines": lines, "valid_from": timezone.localdate().isoformat()}
    text = admin.post("/office/places/import/", told | {"do": "read"}).content.decode()
    assert "新设 2 个，改名 1 个" in text
    wrong = admin.post("/office/places/import/", told | {"do": "save", "lines": lines + "99,丙\n"})
    assert wrong.status_code == 422
    assert "现为 2 位" in wrong.content.decode()
    assert "南镇" not in admin.get("/office/places/").content.decode()
    assert admin.post("/office/places/import/", told | {"do": "save"}).status_code == 302
    assert division("990823777001").parent_id == division("990823777").id
    assert "没有新的或要改名的" in admin.post("/office/places/import/", told | {"do": "save"}).content.decode()


def test_a_list_that_is_too_long_is_refused_whole_and_never_cut(admin, people):
    townships = (("990823777", "南镇"), ("990823778", "北镇"))
    lines = "行政区划代码,名称,英文名称\n" + "".join(f"{code},{name},{name}\n" for code, name in townships) + "".join(
        f"{code}{n:03},{name}{'长' * 50}{n}村,{'Long' * 25} {n}\n" for code, name in townships for n in range(1, 1000)
    )  # fmt: skip
    assert len(lines) > 200_000
    sent = admin.post("/office/places/import/", {"lines": lines, "valid_from": "2026-01-01", "do": "save"})
    assert sent.status_code == 422
    assert "200000" in str(sent.context["form"].errors["lines"])
    assert "990823777" not in {one.code for one in divisions()}


def test_what_goes_out_as_a_workbook_comes_in_again(admin, people):
    data = admin.get("/office/places/file/").content
    assert openpyxl.load_workbook(io.BytesIO(data)).active["A1"].value == "行政区划代码"
    file = io.BytesIO(data)
    file.name = "places.xlsx"
    answer = admin.post("/office/places/import/", {"file": file, "valid_from": "2026-01-01", "do": "read"})
    assert "新设 0 个，改名 0 个" in answer.content.decode()


def test_pages_take_few_statements(admin, people, django_assert_max_num_queries):
    home = people.cast.county.home
    for where in ("", "new/", "import/", "file/", f"{home}/", f"{home}/end/"):
        with django_assert_max_num_queries(15):
            assert admin.get(f"/office/places/{where}").status_code == 200
