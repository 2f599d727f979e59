"""The words for what a flow is made of: acts, kinds of steps, duties, who may be meant, and each node in a phrase."""

from __future__ import annotations

from tongban.kernel.flow.model import Drawn, FlowModel, Kind, Lane
from tongban.powerlist.rules.codes import CodeSet

ACTS: CodeSet = {
    "": ("未填", "not stated"),
    "accept": ("受理", "accept"),
    "supplement": ("补正", "supply what is missing"),
    "review": ("审查", "review"),
    "decide": ("决定", "decide"),
    "issue": ("制证", "issue"),
    "deliver": ("送达", "deliver"),
}
KINDS: CodeSet = {
    Kind.USER: ("人来办", "done by people"),
    Kind.SERVICE: ("系统办", "done by the system"),
    Kind.RECEIVE: ("等消息", "waits for a message"),
    Kind.TIMER: ("等时间", "waits for time to pass"),
}
CLOCKS: CodeSet = {"counted": ("计入时限", "counts"), "not_counted": ("不计入时限", "does not count")}
PERSONS: CodeSet = {"": ("一人", "one"), "2": ("两人", "two")}
PEOPLE: CodeSet = {
    "@holder": ("承办单位", "the body that holds the power"),
    "@township": ("所在乡镇", "the township of the place"),
    "@window": ("收件的窗口", "the window that received it"),
    "@applicant": ("申请人", "the applicant"),
    "@system": ("系统", "the system"),
}
DUTIES: CodeSet = {
    "accept": ("受理岗", "acceptance"),
    "review": ("审查岗", "review"),
    "decide": ("决定岗", "decision"),
    "deliver": ("出件岗", "delivery"),
    "receive": ("收件岗", "reception"),
}


def in_words(node: Drawn | Lane, language: str) -> str:
    """The name of a node or lane."""
    return (node.name_en or node.name) if language == "en" else node.name


def lane_words(lane: Lane, language: str) -> str:
    """A lane by its name and the post it stands for."""
    return f"{in_words(lane, language)} · {lane.post}"


def post_words(post: str, bodies: CodeSet, language: str) -> str:
    """The name of a new lane: whose it is and which duty."""
    who, _slash, duty = post.partition("/")
    place = 1 if language == "en" else 0
    words = (PEOPLE.get(who) or bodies.get(who) or (who, who))[place]
    doing = DUTIES.get(duty, ("", ""))[place]
    return f"{words}, {doing}" if doing and language == "en" else f"{words}{doing}"


def target_words(node: Drawn, model: FlowModel, language: str) -> str:
    """Where an arrow leads, in a phrase."""
    name = in_words(node, language)
    if node.kind is Kind.END:
        return f"end: {name}" if language == "en" else f"结束：{name}"
    if node.kind is Kind.PARALLEL:
        after = [one.target for one in model.edges if one.source == node.id]
        together = [in_words(one, language) for one in model.nodes if one.id in after]
        if len(together) > 1:
            return f"at the same time: {'; '.join(together)}" if language == "en" else f"同时：{'、'.join(together)}"
        return f"all done, then {together[0]}" if language == "en" and together else f"都办完后：{''.join(together)}"
    if node.kind is Kind.EXCLUSIVE:
        return f"choice: {name or node.id}" if language == "en" else f"选择：{name or node.id}"
    return name or node.id
