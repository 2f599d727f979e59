"""What is proposed while the operator types, by words alone and with a model, each with why."""

from __future__ import annotations

from array import array

import pytest

from tongban.hotline.text.grams import pair
from tongban.hotline.text.model import Model
from tongban.hotline.text.places import place_of, places_in
from tongban.hotline.text.propose import Known, Proposal, TopicClass, propose

CLASSES = (
    TopicClass("供水", ("停水", "水压", "水管"), "住建局"),
    TopicClass("噪音", ("噪音", "扰民"), "城管局"),
    TopicClass("教育", ("学校", "补课")),
)
PLACES = ("河湾镇", "河湾", "城关镇")
# Two pairs of characters: one for water, one for a class that the list does not have.
MODEL = Model(
    ("供水", "旧类"), 3, array("I", [pair(ord("停"), ord("水")), pair(ord("漏"), ord("雨"))]),
    array("f", [1, -1, 1, -1, 1, 1]), {"by_class": {"供水": {"orders": 40, "f1": 0.91}}},
)  # fmt: skip


def proposed(text: str, subject: str = "", model: Model | None = None, **more: list[Known]) -> Proposal:
    known = {"orders": [], "guides": [], **more}
    return propose(text, classes=CLASSES, places=PLACES, model=model, subject=subject, **known)


@pytest.mark.parametrize(
    ("subject", "text", "topic"),
    [
        ("停水", "施工噪音", "供水"), ("", "半夜施工噪音扰民", "噪音"), ("停水三天", "学校门口停水", "供水"),
        ("", "供水", "供水"), ("", "天气真好", None), ("", "", None),
    ],
)  # fmt: skip
def test_c_01_a_class_is_proposed_by_its_words(subject: str, text: str, topic: str | None) -> None:
    found = proposed(text, subject).topic
    assert (found.value if found else None) == topic


def test_every_proposal_says_why() -> None:
    found = proposed("河湾镇停水", orders=[Known("a", "河湾镇停水了")], guides=[Known("g", "停水怎么办")])
    every = [found.topic, found.body, found.place, *found.orders, *found.answers]
    assert all(one and one.zh and one.en for one in every)
    assert len(every) == 5


def test_the_body_is_that_of_the_class() -> None:
    assert proposed("水管漏了").body.value == "住建局"  # type: ignore[union-attr]
    assert proposed("学校补课").body is None


def test_the_longer_name_of_a_place_wins() -> None:
    assert places_in("河湾镇和城关镇", PLACES) == ["河湾镇", "城关镇"]


@pytest.mark.parametrize(
    ("text", "place"), [("反映A7县星沙镇", "A7县"), ("位于双井镇的厂", "双井镇"), ("没有地方", "")]
)
def test_words_that_look_like_a_place(text: str, place: str) -> None:
    assert place_of(text) == place


def test_orders_that_are_alike_come_first() -> None:
    orders = [Known("other", "学校补课收费"), Known("near", "河湾镇连续停水三天"), Known("same", "河湾镇停水")]
    assert [one.value for one in proposed("河湾镇停水", orders=orders).orders] == ["same", "near"]


def test_a_model_says_how_well_its_class_was_found() -> None:
    found = proposed("小区停水", model=MODEL).topic
    assert found is not None
    assert (found.value, found.share) == ("供水", pytest.approx(0.91))
    assert "停水" in found.zh
    assert "91%" in found.zh


def test_a_class_that_the_list_no_longer_has_is_not_proposed() -> None:
    found = proposed("屋顶漏雨", model=MODEL).topic
    assert found is None or found.value != "旧类"


def test_a_text_unknown_to_the_model_goes_by_words() -> None:
    assert proposed("半夜噪音", model=MODEL).topic.value == "噪音"  # type: ignore[union-attr]
