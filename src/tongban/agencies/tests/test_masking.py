"""Masking, normal forms and sealing as tables; no database."""

from uuid import UUID

import pytest
from cryptography.exceptions import InvalidTag

from tongban.agencies.rules import masking
from tongban.agencies.rules.identity import PartyFacts, normalise
from tongban.agencies.rules.masking import View, mask_facts
from tongban.agencies.rules.sealing import Keyring, SealingKey, parse_keys, strong_keys

ONE, TWO = UUID(int=1), UUID(int=2)
KEYS = Keyring(parse_keys("k2:new,k1:old"), parse_keys("i1:index"))
FACTS = PartyFacts("陈小芳", "11010519491231002X", "13800138000", "青禾县柳河镇河沿街18号1层")


@pytest.mark.parametrize(
    ("name", "staff", "public"),
    [
        ("张三", "张*", "张*"),
        ("陈小芳", "陈*芳", "陈**"),
        ("欧阳小芳", "欧**芳", "欧***"),
        ("芳", "芳*", "芳*"),
        ("", "", ""),
        ("匿名", "匿名", "匿名"),
        ("John Smith", "J***", "J***"),
        ("买买提·吐尔逊", "买*****逊", "买******"),
    ],
)
def test_names(name, staff, public):
    assert masking.mask_name(name, View.STAFF) == staff
    assert masking.mask_name(name, View.PUBLIC) == public
    assert masking.mask_name(name, View.FULL) == name


@pytest.mark.parametrize(
    ("mask", "value", "staff", "public"),
    [
        (masking.mask_id_number, "11010519491231002X", "110105********002X", "110***********002X"),
        (masking.mask_id_number, "1234", "****", "****"),
        (masking.mask_phone, "13800138000", "138****8000", "138****8000"),
        (masking.mask_phone, "", "", ""),
        (masking.mask_address, "青禾县柳河镇河沿街18号1层", "青禾县柳河镇河沿街***", "***"),
        (masking.mask_address, "青禾县双井镇大槐树村三组12号", "青禾县双井镇大槐树村***", "***"),
        (masking.mask_address, "18号楼2单元301室后面的房子", "18号楼2单***", "***"),
    ],
)
def test_other_values(mask, value, staff, public):
    assert mask(value, View.STAFF) == staff
    assert mask(value, View.PUBLIC) == public


@pytest.mark.parametrize("view", [View.STAFF, View.PUBLIC])
def test_i3_no_whole_value_is_left_of_a_person(view):
    seen = mask_facts("person", FACTS, view)
    assert not {seen.name, seen.id_number, seen.phone, seen.address} & {
        FACTS.name, FACTS.id_number, FACTS.phone, FACTS.address,
    }  # fmt: skip


def test_firms_stand_in_clear_but_for_the_phone():
    firm = PartyFacts("青禾县老街坊小吃店", "92990823MA0QH5T7X3", "13800138000")
    seen = mask_facts("firm", firm, View.PUBLIC)
    assert (seen.name, seen.id_number, seen.phone) == (firm.name, firm.id_number, "138****8000")


@pytest.mark.parametrize(
    ("what", "value", "normal"),
    [
        ("id", " 11010519491231002x ", "11010519491231002X"),
        ("id", "１１０１０５", "110105"),
        ("phone", "+86 138-0013-8000", "13800138000"),
        ("phone", "010-6666 8888", "01066668888"),
        ("phone", "（0516）88881234", "051688881234"),
        ("phone", "0516-88881234-801", "051688881234转801"),
        ("phone", "0516 88881234 转 801", "051688881234转801"),
        ("phone", "0516-8888123分机号：12", "05168888123转12"),
        ("phone", "+86-0516-88881234 ext. 801", "051688881234转801"),
        ("name", "张\u3000三 ", "张 三"),
        ("label", " 河沿街（东） ", "河沿街（东）"),
    ],
)
def test_normal_forms(what, value, normal):
    assert normalise(what, value) == normal


def test_facts_never_show_in_a_traceback():
    assert "陈" not in repr(FACTS)
    assert "1380" not in f"{FACTS}"


def test_sealed_facts_open_only_in_their_own_row():
    sealed, wrapped = KEYS.seal(ONE, FACTS)
    assert KEYS.open(ONE, "k2", wrapped, sealed) == FACTS
    for wrong in ((TWO, "k2", wrapped, sealed), (ONE, "k1", wrapped, sealed)):
        with pytest.raises(InvalidTag):
            KEYS.open(*wrong)


def test_any_changed_bit_is_found():
    sealed, wrapped = KEYS.seal(ONE, PartyFacts("张三"))
    for place in range(len(sealed)):
        broken = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        with pytest.raises(InvalidTag):
            KEYS.open(ONE, "k2", wrapped, broken)


def test_the_same_facts_are_never_sealed_alike():
    assert KEYS.seal(ONE, FACTS)[0] != KEYS.seal(ONE, FACTS)[0]


def test_corrected_facts_stay_under_the_same_key():
    sealed, wrapped = KEYS.seal(ONE, FACTS)
    again = KEYS.seal_again(SealingKey(ONE, "k2", wrapped), PartyFacts("张三"))
    assert KEYS.open(ONE, "k2", wrapped, again).name == "张三"
    assert again != sealed


def test_blind_indexes_differ_by_kind_and_key_and_are_none_for_nothing():
    other = Keyring(parse_keys("k1:x"), parse_keys("i2:other"))
    assert KEYS.index("id", "1") != KEYS.index("phone", "1")
    assert KEYS.index("id", "1") != other.index("id", "1")
    assert KEYS.index("id", " ") is None


@pytest.mark.parametrize(
    ("text", "strong"),
    [
        ("k1:development-only", False),
        ("k1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", True),
        ("k2:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=,k1:short", False),
        ("", False),
    ],
)
def test_weak_keys_are_known(text, strong):
    assert strong_keys(text) is strong
