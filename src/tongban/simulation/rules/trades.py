"""Who asks for what in the fictional county: a carrier for freight, a builder for building, anybody for the rest.

Nothing here is law; it keeps the demonstration believable. Firms are told apart by a word of their name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

EATING: Final = ("小吃", "面馆", "酒家", "饭庄", "鱼馆", "山庄", "米粉", "茶楼", "烧烤", "农家乐", "豆香坊")
TRADES: Final[dict[str, tuple[str, ...]]] = {
    "QH-YJS-001": EATING,
    "QH-SC-001": ("食品", "便利店", "豆香坊", "茶楼", "小吃"),
    "QH-WJ-001": ("理发", "宾馆", "浴室"),
    "QH-ZJ-001": ("建筑",),
    "QH-ZJ-002": (*EATING, "浴室", "宾馆", "食品"),
    "QH-JT-001": ("货运",),
    "QH-ZR-001": ("建筑", "宾馆", "食品"),
    "QH-ZR-002": ("食品", "农家乐", "山庄"),
    "QH-SL-001": ("食品", "浴室", "农家乐"),
    "QH-CG-001": ("便利店", "宾馆", "货运", "酒家", "茶楼", "建筑", "食品"),
}
"""By code of the item: words of the names of the firms that ask for it. An item without a row is for any firm."""
FIRMS_ONLY: Final = frozenset({"QH-GA-001", "QH-JT-001", "QH-ZJ-002", "QH-ZR-001", "QH-ZJ-001"})
OFTEN: Final[dict[str, int]] = {"QH-YJS-001": 4, "QH-LY-001": 2, "QH-XZ-001": 2, "QH-MZ-003": 2}
"""How often an item is asked for beside the others, which count once."""


def suits(code: str, name: str) -> bool:
    """Whether a firm of this name would ask for the item of a code."""
    words = TRADES.get(code)
    return words is None or any(word in name for word in words)


def asked_in_turn(codes: Sequence[str]) -> list[int]:
    """The positions of the codes as they are asked for in turn, the frequent ones several times a round."""
    most = max((OFTEN.get(code, 1) for code in codes), default=1)
    return [at for turn in range(most) for at, code in enumerate(codes) if turn < OFTEN.get(code, 1)]
