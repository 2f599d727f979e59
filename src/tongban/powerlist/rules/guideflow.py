"""The way of a matter that is not handled here, drawn from what its guide says: papers, limits, result, by whom.

Nothing of it runs. Where the list office has drawn a flow, that is shown instead; what only stands in the power list is
not applied for and has none. Pure.
"""

from __future__ import annotations

from typing import Final

from tongban.kernel.flow.model import Drawn, Edge, FlowModel, Kind, Lane
from tongban.kernel.flow.net import Net
from tongban.powerlist.rules.codes import POWER_LIST_ONLY
from tongban.powerlist.rules.content import ItemContent

APPLICANT: Final = Lane("applicant", "申请人", "Applicant", "applicant")
_ACCEPTED: Final = ("材料齐全", "papers complete")
_LACKING: Final = ("材料不全", "papers lacking")
_YES: Final = ("符合条件", "conditions met")
_NO: Final = ("不符合条件", "conditions not met")


def guide_net(content: ItemContent, body: tuple[str, str]) -> Net | None:
    """The way as a table that can be drawn; `body` is the name of who handles it, in both languages."""
    if content.item_type in POWER_LIST_ONLY:
        return None
    lanes = (APPLICANT, Lane("body", *body, "body"))
    at_once = content.case_type == "on_the_spot"
    nodes = [_start(), _apply(content), *(() if at_once else _checking(content)), *_deciding(content, at_once)]
    arrows = [("start", "apply", ("", "")), *(_AT_ONCE if at_once else _IN_STEPS), *_ENDING]
    edges = tuple(
        Edge(f"a{number}", source, target, name=words[0], name_en=words[1])
        for number, (source, target, words) in enumerate(arrows, 1)
    )
    return Net(FlowModel("guide", content.name.zh, content.name.en, lanes, tuple(nodes), edges))


_AT_ONCE: Final = [("apply", "decide", ("", ""))]
_IN_STEPS: Final = [
    ("apply", "check", ("", "")),
    ("check", "complete", ("", "")),
    ("complete", "decide", _ACCEPTED),
    ("complete", "notice", _LACKING),
    ("notice", "apply", ("", "")),
]
_ENDING: Final = [
    ("decide", "fits", ("", "")),
    ("fits", "result", _YES),
    ("fits", "reasons", _NO),
    ("result", "done", ("", "")),
    ("reasons", "refused", ("", "")),
]


def _start() -> Drawn:
    return Drawn("start", Kind.START, "开始", "Start", "applicant")


def _apply(content: ItemContent) -> Drawn:
    asked = sum(not paper.held for paper in content.materials)
    zh = f"备齐 {asked} 种材料，提出申请" if asked else "提出申请"
    en = f"Apply with {asked} paper{'s' if asked > 1 else ''}" if asked else "Apply"
    return Drawn("apply", Kind.USER, zh, en, "applicant")


def _checking(content: ItemContent) -> tuple[Drawn, ...]:
    limit = "acceptance" if content.limit("acceptance") else ""
    return (
        Drawn("check", Kind.USER, "核对材料，决定是否受理", "Look at the papers, accept or not", "body", limit=limit),
        Drawn("complete", Kind.EXCLUSIVE, "", "", "body"),
        Drawn("notice", Kind.USER, "一次告知要补的全部材料", "Told once of all that is lacking", "body"),
    )


def _deciding(content: ItemContent, at_once: bool) -> tuple[Drawn, ...]:
    power = not content.item_type.startswith("2")
    limit = content.limit("whole_promised") or content.limit("whole_statutory")
    words = ("审查并作出决定", "Review and decide") if power else ("审核办理", "Look into it and do it")
    words = (f"当场{words[0]}", f"{words[1]}, at once") if at_once else words
    reasons = ("书面说明理由，告知救济途径", "Reasons in writing, and where to turn") if power else (
        "说明不能办理的原因", "Told why it cannot be done",
    )  # fmt: skip
    paper = content.result.name if content.result else None
    result = ("得到办理结果", "Receive the result")
    if paper is not None:
        result = (f"领取{paper.zh}", f"Receive: {paper.en or paper.zh}")
    delivery = "delivery" if content.limit("delivery") else ""
    return (
        Drawn("decide", Kind.USER, *words, "body", limit=limit.key if limit else ""),
        Drawn("fits", Kind.EXCLUSIVE, "", "", "body"),
        Drawn("result", Kind.USER, *result, "applicant", limit=delivery),
        Drawn("reasons", Kind.USER, *reasons, "body"),
        Drawn("done", Kind.END, "办结", "done", "applicant"),
        Drawn("refused", Kind.END, "不予办理", "not granted", "body"),
    )
