"""Which kind a text is, proposed by words, with why."""

from __future__ import annotations

import pytest

from tests.hotline.stage import NOISE
from tongban.hotline.rules.kinds import Kind
from tongban.hotline.text.kinds import WORDS, kind_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("请问开餐饮店要什么材料", "consult"), ("河湾镇停水两天了，请帮忙看看", "help"), (NOISE, "complaint"),
        ("举报有人夜里偷倒建筑垃圾", "report"), ("建议在村口增设路灯", "suggestion"),
        ("感谢窗口的小王，很热心", "praise"), ("我要投诉，停水三天没人管", "complaint"),
        ("请问停水什么时候来水", "consult"), ("今天星期一", None), ("", None),
        ("我要投诉，还想问一下", "complaint"),
    ],
)  # fmt: skip
def test_c_01_a_kind_is_proposed_by_the_words_that_name_it_and_those_that_go_with_it(
    text: str, kind: str | None
) -> None:
    found = kind_of(text)
    assert (found.value if found else None) == kind
    assert found is None or (found.zh.startswith("说到“") and found.en)


def test_ways_of_their_own_are_never_proposed_and_no_word_speaks_for_two_kinds() -> None:
    assert set(WORDS) == set(map(str, Kind)) - {"efficiency", "misconduct"}
    every = [word for named, usual in WORDS.values() for word in (*named, *usual)]
    assert len(every) == len(set(every))
