"""One form for several items: nothing twice, nothing lost, and each item gets its own answers back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tongban.powerlist.rules.bundles import answers_for, order_problem, union
from tongban.powerlist.rules.content import ItemContent, parse_content
from tongban.powerlist.rules.members import Member, Pair

ITEMS = Path(__file__).resolve().parents[2] / "simulation" / "county" / "items"
SHOP, BOARD, DRAIN = "food_business", "outdoor_advertising", "drainage_permit"


def content(key: str) -> ItemContent:
    raw: dict[str, Any] = json.loads((ITEMS / f"{key}.json").read_text(encoding="utf-8"))
    return parse_content(raw | {"implementing_code": ""})


def parts() -> list[tuple[Member, ItemContent]]:
    same = (Pair(own="owner_name", key="shop_name"),)
    return [
        (Member(item="SHOP"), content(SHOP)),
        (Member(item="BOARD", condition="has_board = true", same=same), content(BOARD)),
        (Member(item="DRAIN", after=("SHOP",), same=(Pair(own="unit_name", key="shop_name"),)), content(DRAIN)),
    ]


@pytest.fixture
def made() -> ItemContent:
    return union(replace(content(SHOP), form=type(content(SHOP).form)(), materials=()), parts())


def test_nothing_is_asked_twice(made: ItemContent) -> None:
    labels = [field.label.zh for field in made.fields()]
    assert len(labels) == len(set(labels))
    assert len({field.key for field in made.fields()}) == len(labels)
    papers = [paper.name.zh for paper in made.materials]
    assert len(papers) == len(set(papers))


def test_every_member_gets_all_its_own_answers_and_papers_back(made: ItemContent) -> None:
    answers = {field.key: f"answer to {field.key}" for field in made.fields()}
    for member, own in zip(made.members, (each for _, each in parts()), strict=True):
        assert set(answers_for(member, answers)) == {field.key for field in own.fields()}
        assert {pair.own for pair in member.papers} == {paper.key for paper in own.materials}
        assert {pair.key for pair in member.papers} <= {paper.key for paper in made.materials}


def test_two_questions_of_one_key_and_other_words_stay_two(made: ItemContent) -> None:
    """主体业态 and 排水类别 are both called `kind` by their items."""
    labels = {field.key: field.label.zh for field in made.fields()}
    assert labels["kind"] == "主体业态"
    assert labels["drain_kind"] == "排水类别"
    water = next(paper for paper in made.materials if paper.name.zh == "水质检测报告")
    assert water.situation == 'drain_kind = "industry" or drain_kind = "medical"'


def test_a_part_tells_that_other_words_under_the_same_key_ask_the_same() -> None:
    """排水地址 is the restaurant's own 地址, and both items call it `address`."""
    same = (Pair(own="address", key="address"),)
    told = [parts()[0], (Member(item="DRAIN", after=("SHOP",), same=same), content(DRAIN))]
    made = union(replace(content(SHOP), form=type(content(SHOP).form)(), materials=()), told)
    assert "排水地址" not in {field.label.zh for field in made.fields()}
    assert answers_for(made.members[1], {"address": "人民路 18 号"})["address"] == "人民路 18 号"


def test_a_part_that_is_not_wanted_asks_and_needs_nothing(made: ItemContent) -> None:
    by_label = {field.label.zh: field for field in made.fields()}
    assert by_label["照明方式"].show_if == "has_board = true"
    assert by_label["联系电话"].show_if is None
    picture = next(paper for paper in made.materials if paper.name.zh == "位置图和实景效果图")
    assert (picture.necessity, picture.situation) == ("situation", "has_board = true")


def test_a_paper_that_two_need_is_one_and_the_stricter_need_holds(made: ItemContent) -> None:
    licence = [paper for paper in made.materials if paper.name.zh == "营业执照"]
    assert [(paper.key, paper.necessity) for paper in licence] == [("m_licence", "must")]


def test_members_that_wait_for_each_other_are_refused_by_name() -> None:
    assert order_problem([member for member, _ in parts()]) is None
    circle = order_problem([Member(item="A", after=("B",)), Member(item="B", after=("A",))])
    assert circle is not None
    assert "A、B" in circle.zh
    stray = order_problem([Member(item="A", after=("C",))])
    assert stray is not None
    assert "C" in stray.zh
