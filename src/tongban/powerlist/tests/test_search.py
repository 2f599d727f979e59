"""Search: part of a word, pinyin, initials, slips of the pen, English, life events; the best first."""

from __future__ import annotations

import pytest

from tongban.powerlist.actions.items import cancel_item
from tongban.powerlist.queries import forget_versions, published_list, search
from tongban.powerlist.tests.factories import BY, FIRST_DAY, places, publish
from tongban.powerlist.tests.samples import entry

pytestmark = pytest.mark.django_db

LIST = {
    "QH-FOOD": ("食品经营许可（新办）", "Food business licence",
                ["开饭店", "开餐馆", "餐饮许可证"], ["open_restaurant"]),
    "QH-FIRE": ("公众聚集场所营业前消防安全检查", "Fire safety check before opening", ["消防检查"], []),
    "QH-SIGN": ("设置大型户外广告及店招审批", "Shop sign approval", ["门头招牌"], []),
    "QH-SCHOOL": ("民办职业培训学校设立审批", "Private training school", ["办培训班"], []),
    "QH-ALLOW": ("困难残疾人生活补贴", "Living allowance for disabled people", ["残疾人补贴"], ["disability"]),
    "QH-BIRTH": ("出生医学证明", "Birth certificate", ["出生证"], ["birth"]),
    "QH-TREE": ("林木采伐许可", "Tree felling licence", ["砍树证", "砍树"], []),
    "QH-TAXI": ("出租汽车经营许可", "Taxi licence", ["跑出租"], []),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _county() -> None:
    forget_versions()
    places()
    for code, (name, en, aliases, events) in LIST.items():
        publish(entry(name, en=en, aliases=aliases, life_events=events, local_code=code))


FOUND = [
    ("饭店", "QH-FOOD"), ("开饭店", "QH-FOOD"), ("食品经营", "QH-FOOD"), ("食品", "QH-FOOD"), ("餐饮", "QH-FOOD"),
    ("我想开饭店", "QH-FOOD"), ("fandian", "QH-FOOD"), ("kaifandian", "QH-FOOD"), ("kfd", "QH-FOOD"), ("fd", "QH-FOOD"),
    ("开饭馆", "QH-FOOD"), ("shipinjingying", "QH-FOOD"), ("Food", "QH-FOOD"), ("food busines", "QH-FOOD"),
    ("open a restaurant", "QH-FOOD"), ("实品经营许可", "QH-FOOD"), ("kai fan dian", "QH-FOOD"), ("消防", "QH-FIRE"),
    ("xiaofang", "QH-FIRE"), ("fire safty", "QH-FIRE"),
    ("招牌", "QH-SIGN"), ("zhaopai", "QH-SIGN"), ("培训学校", "QH-SCHOOL"),
    ("残疾", "QH-ALLOW"), ("残疾人补帖", "QH-ALLOW"),
    ("生孩子", "QH-BIRTH"), ("chushengzheng", "QH-BIRTH"), ("csz", "QH-BIRTH"),
    ("砍树", "QH-TREE"), ("看树证", "QH-TREE"), ("kanshu", "QH-TREE"), ("taxi", "QH-TAXI"), ("出租车", "QH-TAXI"),
    ("  饭店  ", "QH-FOOD"), ("ＦＯＯＤ", "QH-FOOD"), ("林木采伐许可", "QH-TREE"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "code"), FOUND)
def test_what_people_type_finds_the_item_first(typed: str, code: str | None) -> None:
    found = [entry.version.code for entry in search(typed)]
    assert found[:1] == ([code] if code else found[:1])


@pytest.mark.parametrize(
    "typed", ["", "  ", "%", "_", "\\", "'", "\x00", "量子力学", "zzzz", "x" * 5_000, "\ud800", "𠀀𠀀"]
)
def test_nonsense_finds_nothing_and_breaks_nothing(typed: str) -> None:
    assert search(typed) == []


def test_a_search_takes_two_statements_at_most(count_statements) -> None:  # type: ignore[no-untyped-def]
    with count_statements() as counted:
        search("许可")
    assert counted.count <= 2


def test_a_cancelled_item_is_found_no_more() -> None:
    item = search("砍树")[0].version.item_id
    cancel_item(item_id=item, since=FIRST_DAY, basis_doc="青政发〔2026〕3号", **BY)
    assert "QH-TREE" not in [entry.version.code for entry in search("砍树")]


def test_the_list_is_paged_by_key_with_its_total() -> None:
    codes: list[str] = []
    after, total = "", 0
    while True:
        page = published_list(after=after, limit=3)
        codes += [line.code for line in page.lines]
        after, total = page.next_after, page.total
        if not after:
            break
    assert codes == sorted(LIST)
    assert total == len(LIST)


def test_the_list_is_narrowed_by_words() -> None:
    assert [line.code for line in published_list(q="许可").lines] == ["QH-FOOD", "QH-TAXI", "QH-TREE"]
