"""The parts of one thing of several items as the list office edits them: one row an item."""

from __future__ import annotations

from tongban.powerlist.rules.codes import CodeSet
from tongban.powerlist.rules.office.slots import Rows, Section, Slot

S = Slot


def members_section(items: CodeSet) -> Section:
    """The page of the parts; `items` are the published ones that may be chosen."""
    known: CodeSet = {"": ("请选择", "Choose"), **items}
    return Section("members", "一件事的事项", "Items of the whole", rows=(
        Rows("members", "事项", "Item", (
            S("item", "事项", "Item", "code", known),
            S("outside", "在其他系统办理", "Handled in another system", "yes_no"),
            S("condition", "什么条件下要办", "Wanted when", "condition",
              help=("如 has_board = true；不填的都办。", "Like has_board = true; empty is always wanted.")),
            S("after", "排在哪些事项后面", "After which items", "lines",
              help=("一行一个事项编码；不填的马上开始。", "One code a line; without any it begins at once.")),
            S("same", "同一问题", "The same question", "lines",
              help=("一行一对：本事项的代号 | 表里的代号。", "One pair a line: its own key | the key in the form.")),
        )),
    ))  # fmt: skip
