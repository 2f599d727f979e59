"""What a registered scope of business needs; pure."""

from __future__ import annotations

import pytest

from tongban.powerlist.rules.scopes import ScopeLine, read_scope
from tongban.powerlist.rules.text import Text

LINES = (
    ScopeLine("food", Text("餐饮服务、食品销售", "")),
    ScopeLine("freight", Text("道路货物运输（不含危险货物）", "")),
)
FOOT = "（依法须经批准的项目，经相关部门批准后方可开展经营活动）"


@pytest.mark.parametrize(
    ("scope", "items", "understood"),
    [
        (f"许可项目：餐饮服务；道路货物运输（不含危险货物）{FOOT}。一般项目：日用品销售", ("food", "freight"), True),
        ("许可项目:食品销售;餐饮服务", ("food",), True),
        ("一般项目：日用品销售；家用电器维修", (), True),
        ("餐饮服务，日用品销售", ("food",), True),
        ("许可项目：餐饮服务；烟花爆竹零售", ("food",), False),
        ("道路货物运输（含危险货物（剧毒化学品除外））", ("freight",), True),
        ("卖小吃", (), False),
        ("  ", (), False),
        ("一般项目：餐饮服务", ("food",), True),
    ],
)
def test_s_11_a_scope_is_read_or_left_to_somebody(scope: str, items: tuple[str, ...], understood: bool) -> None:
    assert read_scope(scope, LINES) == (items, understood)
