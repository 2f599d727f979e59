"""Personal data leaves a text at intake; what is none stays. The numbers of persons here are made up."""

from __future__ import annotations

import pytest

from tongban.hotline.rules.redact import redact

ID = "11010519491231002X"
TABLE = [
    (f"身份证{ID}，请查", "身份证〔证件号〕，请查", {"id_number": 1}),
    ("身份证１１０１０５１９４９１２３１００２Ｘ", "身份证〔证件号〕", {"id_number": 1}),
    ("110105 19491231 002X", "〔证件号〕", {"id_number": 1}),
    ("打我手机13800138000或138-0013-8000", "打我手机〔电话〕或〔电话〕", {"phone": 2}),
    ("+86 13800138000", "〔电话〕", {"phone": 1}),
    ("座机0731-88881234", "座机〔电话〕", {"phone": 1}),
    ("座机（0731）88881234转801，白天打", "座机〔电话〕，白天打", {"phone": 1}),
    ("打0731-88881234-801", "打〔电话〕", {"phone": 1}),
    ("卡号6222 0200 0000 0000 007", "卡号〔卡号〕", {"card": 1}),
    ("银行卡：6222020000000000007", "银行卡：〔卡号〕", {"card": 1}),
    ("旧身份证110105491231002", "旧身份证〔证件号〕", {"id_number": 1}),
    ("卡4111111111111111没到账", "卡〔卡号〕没到账", {"card": 1}),
    ("发到zhang.san@example.com.cn", "发到〔邮箱〕", {"mail": 1}),
    ("湘A·12345占道", "〔车牌〕占道", {"plate": 1}),
    ("加微信：abc_12345", "加微信〔账号〕", {"account": 1}),
    ("QQ 1234567", "QQ〔账号〕", {"account": 1}),
    ("姓名：张三丰，住三组", "姓名：〔姓名〕，住三组", {"name": 1}),
    ("我叫欧阳小明。路灯坏了", "我叫〔姓名〕。路灯坏了", {"name": 1}),
    ("联系人 李四 电话13800138000", "联系人 〔姓名〕 电话〔电话〕", {"name": 1, "phone": 1}),
    ("本人王五，家住河湾镇", "本人〔姓名〕，家住河湾镇", {"name": 1}),
]
STAYS = [
    "", "路灯坏了", "本人是河湾镇村民", "我叫了三次都没人来", "12345热线", "2026年11月26日",
    "工单号QH202611260001234567890", "流水6222 0200 0000 0000 007", "批号110105499931002",
    "施工许可证4301052019-0101", "面积121.75平方米，3000元", "110报警", "姓名登记有误", "文号青政发〔2026〕12号",
]  # fmt: skip


@pytest.mark.parametrize(("text", "left", "found"), TABLE)
def test_personal_data_is_taken_out(text: str, left: str, found: dict[str, int]) -> None:
    assert (redact(text).text, redact(text).found) == (left, found)


@pytest.mark.parametrize("text", STAYS)
def test_other_words_and_numbers_stay(text: str) -> None:
    assert redact(text).text == text
    assert not redact(text).found


@pytest.mark.parametrize(("text", "left", "found"), TABLE)
def test_a_second_time_changes_nothing(text: str, left: str, found: dict[str, int]) -> None:
    assert redact(left).text == left


@pytest.mark.parametrize("canary", [ID, "13912345678", "4111111111111111", "canary@example.org", "湘A9K8L7"])
@pytest.mark.parametrize("around", ["{}", "我是{}。", "（{}）", "号码:{},谢谢", "请打\n{}\n谢谢", "　{}　"])
def test_no_canary_gets_through(canary: str, around: str) -> None:
    assert canary not in redact(around.format(canary)).text
