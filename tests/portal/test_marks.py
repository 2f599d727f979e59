"""The administrator's page of document marks and review lines: what is lacking, and when a mark can no longer change.

The refusal of a used mark has a broken variant: without it one series of numbers would go on under two marks.
"""

from typing import Any

import pytest
from django.utils import timezone

from tests.people import People, gather
from tongban.agencies import actions
from tongban.documents.actions import numbers
from tongban.documents.actions.numbers import set_document_mark
from tongban.documents.models import Document, DocumentMark, ReviewLine
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.portal.pages import marks as page
from tongban.simulation.rules.codes import body_code


@pytest.fixture
def people(peopled: None, db: None, settings: Any) -> People:
    settings.DEMO = True
    return gather()


@pytest.fixture
def admin(people):
    return people.clients["admin"]


@pytest.fixture
def fresh(people):
    """A body that has no mark yet."""
    return actions.create_body(
        key="data", uscc=body_code(8100), kind="department", place_id=people.cast.county.home, name_zh="县数据管理局",
        name_en="Data bureau", valid_from=timezone.localdate(), by=SYSTEM, at=timezone.now(),
    )  # fmt: skip


def used(people):
    """(a body with numbers of this year, its mark)."""
    year = timezone.localdate().year
    found = Document.objects.filter(year=year).values_list("body_id", flat=True).first()
    return DocumentMark.objects.get(body_id=found)


def test_a_body_without_mark_or_line_stands_first(admin, fresh):
    text = admin.get("/office/marks/").content.decode()
    assert "个单位还没有代字" in text
    assert "未设定" in text
    assert text.index("县数据管理局") < text.index("市场监督管理局")


def test_a_mark_and_a_line_are_set_and_the_later_administrator_is_told(admin, fresh):
    told = {"do": "mark", "mark": "青数", "seen": 0}
    assert admin.post("/office/marks/data/", told).status_code == 302
    assert DocumentMark.objects.get(body_id=fresh).mark == "青数"
    later = admin.post("/office/marks/data/", told | {"mark": "青据"})
    assert later.status_code == 409
    assert "刚刚被别人改过" in later.content.decode()
    assert "青据" in later.content.decode()
    line = {"do": "line", "line": "vertical", "court_zh": "青禾县人民法院", "court_en": "Court", "seen": 0}
    assert "还要写明上一级主管部门" in admin.post("/office/marks/data/", line).content.decode()
    above = line | {"authority_zh": "市数据管理局", "authority_en": "City bureau"}
    assert admin.post("/office/marks/data/", above).status_code == 302
    assert ReviewLine.objects.get(body_id=fresh).authority_zh == "市数据管理局"
    assert "市数据管理局" in admin.get("/office/marks/?done=line").content.decode()


@pytest.mark.parametrize("wrong", ["QSJ", "青 数", "青数1"])
def test_a_mark_that_is_no_chinese_word_is_refused_and_kept_in_the_field(admin, fresh, wrong):
    answer = admin.post("/office/marks/data/", {"do": "mark", "mark": wrong, "seen": 0})
    assert answer.status_code == 409
    assert f'value="{wrong}"' in answer.content.decode()


def test_the_mark_of_another_body_is_refused_also_an_earlier_one(admin, people, fresh):
    held = DocumentMark.objects.get(body_id=people.cast.county.bodies["discipline"])
    told = {"do": "mark", "mark": held.mark, "seen": 0}
    assert "现在或以前的代字" in admin.post("/office/marks/data/", told).content.decode()
    set_document_mark(body_id=held.body_id, mark="青廉", by=SYSTEM, at=timezone.now())
    assert "现在或以前的代字" in admin.post("/office/marks/data/", told).content.decode()


def test_a_mark_under_which_numbers_were_given_this_year_stays(admin, people):
    mark = used(people)
    key = next(key for key, pk in people.cast.county.bodies.items() if pk == mark.body_id)
    answer = admin.post(f"/office/marks/{key}/", {"do": "mark", "mark": "青新", "seen": mark.seq})
    assert answer.status_code == 409
    assert "今年已经用过" in answer.content.decode()
    assert DocumentMark.objects.get(body_id=mark.body_id).mark == mark.mark


def test_without_that_refusal_a_used_mark_would_change(people, monkeypatch):
    """The broken variant of the test above."""
    monkeypatch.setattr(numbers, "_unused", lambda *_: None)
    mark = used(people)
    set_document_mark(body_id=mark.body_id, mark="青新", by=SYSTEM, at=timezone.now())
    assert DocumentMark.objects.get(body_id=mark.body_id).mark == "青新"


def test_only_the_administrator_sets_a_mark(people, fresh):
    head = people.cast.officer("market_decide", timezone.now())
    with pytest.raises(Refused, match="not_administrator"):
        set_document_mark(body_id=fresh, mark="青数", by=head, at=timezone.now())


def test_pages_take_few_statements(admin, django_assert_max_num_queries):
    for where in ("", "market/"):
        with django_assert_max_num_queries(15):
            assert admin.get(f"/office/marks/{where}").status_code == 200


def test_a_long_list_is_cut_and_says_so(admin, fresh, monkeypatch):
    monkeypatch.setattr(page, "MOST", 3)
    text = admin.get("/office/marks/").content.decode()
    assert "这里列出前 3 个，还没有设全的在最前面" in text
    assert "县数据管理局" in text
