"""The flows an item may begin with: six usual ways, each drawn once as BPMN beside the page templates.

A template is a beginning, not a rule: lanes name `@holder` and `@township`, limits are named by key and get their
length in the item. What a template needs of the item stands here; the drawing is read in `queries.flowtemplates`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FlowTemplate:
    """One usual way: its names and when to take it (Chinese, English), the case type and item types it suits.

    `limits` are the keys its steps name; `facts` the questions of the form that steer it, by key and field type.
    """

    key: str
    name: Words
    summary: Words
    case_type: str
    item_types: tuple[str, ...]
    limits: tuple[str, ...]
    facts: Mapping[str, str]


_ALWAYS = ("acceptance", "whole_promised", "delivery")

TEMPLATES: Mapping[str, FlowTemplate] = {
    one.key: one
    for one in (
        FlowTemplate(
            "on_the_spot",
            ("即办件", "On the spot"),
            (
                "材料齐全、能当场决定的：受理、审查、决定、送达在窗口一次完成。",
                "Complete papers decided at once, at one counter.",
            ),
            "on_the_spot",
            ("01", "07", "20"),
            _ALWAYS,
            {},
        ),
        FlowTemplate(
            "promised",
            ("承诺件", "Promised"),
            ("一个单位审查并在承诺时限内决定。", "One body reviews and decides within the promised time."),
            "promised",
            ("01", "10", "20"),
            (*_ALWAYS, "review"),
            {},
        ),
        FlowTemplate(
            "joint",
            ("联办件", "Joint"),
            (
                "几个单位同时审查，牵头单位决定；联办单位写进各自的泳道。",
                "Several bodies review at the same time, the lead body decides; each stands in a lane of its own.",
            ),
            "joint",
            ("01",),
            (*_ALWAYS, "review_lead", "review_second", "review_third"),
            {},
        ),
        FlowTemplate(
            "relief",
            ("救助给付", "Relief"),
            (
                "乡镇受理、两人入户核查、村里公示、县级审批，小额委托乡镇；情况紧急的按小时办，先救助。",
                "The township verifies, the village is told, the county decides, small amounts by the township; "
                "urgent cases by hours.",
            ),
            "promised",
            ("05",),
            (
                *_ALWAYS, "verify_household", "public_notice", "review_notice", "decide_entrusted",
                "urgent_acceptance", "urgent_decision",
            ),
            {"urgent": "yesno", "amount": "number"},
        ),
        FlowTemplate(
            "confirmation",
            ("行政确认", "Confirmation"),
            ("核对事实后出具确认文书，或者书面说明不予确认的理由。", "A fact is checked and confirmed on paper."),
            "promised",
            ("07",),
            (*_ALWAYS, "review"),
            {},
        ),
        FlowTemplate(
            "together",
            ("一件事", "Several items in one"),
            (
                "几个事项一次申请：表和材料合成一份，各事项仍按自己的流程和时限办。",
                "Several items applied for at once; each keeps its own flow and limits.",
            ),
            "promised",
            ("20",),
            (),
            {},
        ),
    )
}  # fmt: skip
"""By key, in the order in which a list office chooses."""
