"""The closed word list of art. 39 under which an approval may live on, and the acts in the names of items."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from tongban.rulebook.lookup import rule

WORDS_KEY: Final = "increase.disguises"
# 另有其他任何形式: the article ends the list with any other form, so what examines and decides counts by what it does.
APPROVALS: Final = ("许可", "审批", "核准", "准用", "审核", "批准", "准入", "核发", "资质", "同意")
# How items are called by what is done: the longest first, so that 预审 is not read as 审.
ACTS: Final = (
    "告知承诺", "预审", "初审", "终审", "复审", "会审", "审查", "审批", "审核", "审定", "核准", "核发", "许可", "批准",
    "备案", "登记", "注册", "目录", "规划", "年检", "年审", "年报", "监制", "认定", "认证", "确认", "验收", "查验",
    "检查", "验照", "鉴定", "办理", "申领", "发放", "申请",
)  # fmt: skip
EXAMINES: Final = (
    "审查", "审核", "评审", "核查", "检查", "会签", "会审", "审议", "考核", "查验", "审批", "决定", "批准", "核准",
    "同意", "评定", "论证", "认定",
)  # fmt: skip


@lru_cache(maxsize=64)
def disguises(on: date) -> tuple[str, ...]:
    """The words of the closed list in force on a day, in the order of the article."""
    return tuple(str(rule(WORDS_KEY, on).value).split("、"))


def disguise_in(name: str, words: tuple[str, ...]) -> str:
    """The last word of the list that a name carries; empty when it carries none."""
    found = [(name.rfind(word), word) for word in words if word in name]
    return max(found)[1] if found else ""


def is_approval(name: str, kind: str) -> bool:
    """Whether an item is an approval: a licence by its type, or one by what it is called."""
    return kind == "01" or any(word in name for word in APPROVALS)


def act_in(name: str) -> str:
    """What is done, by the last act that the name says: 许可, 备案, 验收; empty when it says none."""
    found = [(name.rfind(word) + len(word), len(word), word) for word in ACTS if word in name]
    return max(found)[2] if found else ""


def examining(steps: tuple[str, ...]) -> tuple[str, ...]:
    """The steps in which somebody examines or decides: with them a filing is no mere filing; 形式审查 only counts."""
    return tuple(step for step in steps if "形式" not in step and any(word in step for word in EXAMINES))
