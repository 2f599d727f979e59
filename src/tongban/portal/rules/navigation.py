"""Which doors a post sees in the bar: one table by duty. It grants nothing; each page refuses for itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Door:
    """One entry of the bar: the name of its address, its words, and the duties that see it (none = every official)."""

    url_name: str
    zh: str
    en: str
    duties: frozenset[str] = frozenset()


DOORS = (
    Door("cases:desk", "我的工作台", "My desk"),
    Door("portal:leader", "一分钟", "One minute", frozenset({"lead", "centre_manage"})),
    Door("supervision:wall", "效能监督", "Supervision", frozenset({"supervise", "lead", "centre_manage"})),
    Door("supervision:cards", "监督牌", "Cards", frozenset({"accept", "review", "deliver"})),
    Door("cases:window", "一窗收件", "One window", frozenset({"receive"})),
    Door("hotline:operate", "话务台", "Operator", frozenset({"operate", "dispatch"})),
    Door("hotline:orders", "热线工单", "Orders", frozenset({"operate", "dispatch", "call_back", "centre_manage"})),
    Door("hotline:batch", "批量来往", "By file", frozenset({"operate", "dispatch", "handle"})),
    Door("hotline:mine", "本单位工单", "Our orders", frozenset({"handle", "discipline"})),
    Door("hotline:topics", "诉求专题", "Topics", frozenset({"operate", "dispatch", "centre_manage", "supervise"})),
    Door("hotline:topic_tasks", "预警专题", "Warnings", frozenset({"lead"})),
    Door("hotline:efficiency", "效能投诉", "Complaints", frozenset({"supervise", "centre_manage"})),
    Door("hotline:figures", "热线运行", "The line", frozenset({"lead", "dispatch", "centre_manage"})),
    Door("cases:proxy", "代办", "Act for others", frozenset({"assist"})),
    Door("centres:register", "进驻台账", "Register", frozenset({"centre_manage"})),
    Door("centres:calling", "叫号", "Call numbers", frozenset({"receive"})),
    Door("centres:contacts", "首问", "First contact", frozenset({"receive", "accept", "review", "centre_manage"})),
    Door("delegation:board", "放权", "Delegation", frozenset({"lead", "manage_list"})),
    Door("delegation:tasks", "乡镇任务", "Township tasks", frozenset({"lead", "manage_list"})),
    Door("hotline:grid_desk", "网格事件", "Grid events", frozenset({"handle", "dispatch", "assist", "supervise"})),
    Door("hotline:whistles", "吹哨报到", "Whistles", frozenset({"handle", "dispatch"})),
    Door("hotline:mediations", "矛盾调解", "Mediation", frozenset({"handle", "dispatch"})),
    Door(
        "ratings:desk",
        "好差评",
        "Ratings",
        frozenset({"receive", "accept", "review", "decide", "lead", "deliver", "supervise", "centre_manage"}),
    ),
    Door("exchange:entrants", "新设主体", "New firms", frozenset({"accept", "review", "decide", "lead"})),
    Door("cases:charges", "收费罚款", "Fees and fines", frozenset({"lead", "supervise", "manage_list"})),
    Door("cases:withheld", "不予公开", "Kept back", frozenset({"lead"})),
    Door("cases:documents", "当日文书", "Documents", frozenset({"accept", "decide", "deliver"})),
    Door("certificates:list", "证照", "Certificates", frozenset({"decide"})),
    Door("powerlist:list", "权责清单", "Power list"),
    Door(
        "portal:publications",
        "应公开",
        "Due to be public",
        frozenset({"manage_list", "lead", "centre_manage", "supervise"}),
    ),
    Door("portal:heard", "群众意见", "What people say", frozenset({"manage_list"})),
    Door("delegation:candidates", "放权候选", "Candidates", frozenset({"manage_list", "lead", "centre_manage"})),
    Door("appraisal:two_way", "双向考核", "Two-way marks", frozenset({"lead", "manage_list"})),
    Door("appraisal:plans", "考核备案", "Appraisals", frozenset({"lead", "manage_list"})),
    Door("delegation:duty_lists", "履职清单", "Duty lists", frozenset({"manage_list"})),
    Door("agencies:office_posts", "岗位人员", "Posts and people", frozenset({"admin"})),
    Door("agencies:tokens", "接口凭据", "Tokens", frozenset({"admin"})),
    Door("exchange:systems", "外部系统", "Outside systems", frozenset({"admin"})),
    Door("agencies:office_acts", "管理员操作", "Administrators' acts", frozenset({"audit"})),
    Door("agencies:office_access", "信息使用记录", "Use of data", frozenset({"security", "audit"})),
    Door("rights:requests", "个人信息请求", "Data requests", frozenset({"security", "receive"})),
    Door("law:list", "法律依据", "Law library", frozenset({"manage_list"})),
    Door("powerlist:items", "事项", "Items", frozenset({"manage_list"})),
    Door("powerlist:docket", "待调整", "Docket", frozenset({"manage_list"})),
    Door("powerlist:rounds", "清理轮次", "Clean-up rounds", frozenset({"manage_list", "lead"})),
    Door("powerlist:overlaps", "职能交叉", "Overlaps", frozenset({"manage_list", "lead"})),
    Door("powerlist:practices", "首创做法", "Practices", frozenset({"manage_list", "lead"})),
    Door("powerlist:increases", "明减暗增", "Hidden increase", frozenset({"manage_list", "lead"})),
    Door("cases:asked_again", "重复索要", "Asked again", frozenset({"manage_list", "centre_manage"})),
    Door("powerlist:import", "导入清单", "Import a list", frozenset({"manage_list"})),
)


# Turns of life in the words people use. Each is searched as it stands, so each must be a word that items are found by.
TURNS = (
    ("开饭店", "open a restaurant"),
    ("开店", "open a shop"),
    ("开公司", "start a business"),
    ("生孩子", "have a child"),
    ("上学", "go to school"),
    ("结婚", "get married"),
    ("建房", "build a house"),
    ("退休", "retire"),
)
EXAMPLES = TURNS[0], ("低保", "fall on hard times"), ("驾照", "drive")


def doors_for(duties: Iterable[str]) -> tuple[Door, ...]:
    """The entries that a post with these duties sees, in the order of the table."""
    held = frozenset(duties)
    return tuple(door for door in DOORS if not door.duties or door.duties & held)
