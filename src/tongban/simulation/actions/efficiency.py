"""Four complaints about how officials worked, each elsewhere on its way: received, unfounded, put right, referred."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tongban.agencies.queries import actor_of
from tongban.hotline.actions.closing import call_back
from tongban.hotline.actions.efficiency import give_roles, record_finding, record_outcome, refer
from tongban.hotline.actions.handling import contact_person, reply_order
from tongban.hotline.actions.routing import sign_order
from tongban.hotline.actions.taking import take_order
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.rules.intake import Request
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.simulation.actions.bodies import County
from tongban.supervision.actions.recommending import answer_recommendation, recommend_for_complaint

# Days ago, body complained about, what was said, fault, aspect, what it leads to, what was found (empty: not yet given
# out). Without a fault it does not hold.
TOLD: Final = (
    (
        21, "housing", "维修资金的申请交上去二十天，打电话总说再等等，没有人告诉我缺什么。", "half_done", "efficiency",
        "recommendation", "查阅收件记录，材料第二天已经齐全，承办人没有转出，也没有告知。",
    ),
    (
        14, "transport", "去问货车年审，窗口上班时间没有人，等了一个多小时。", "absent", "attitude", "accountability",
        "调取监控，当天上午十点到十一点二十分窗口无人，没有安排替岗。",
    ),
    (
        8, "civil", "工作人员让我补一张证明，别人都没有要。", "", "", "reply",
        "该证明写在办事指南里，其他申请人也都提交过，已向投诉人说明。",
    ),
    (1, "market", "食品经营许可变更，工作人员让我先去指定的店里打印材料。", "", "", "", ""),
)  # fmt: skip
ASKED: Final = "请规范收件、转办和告知：材料收齐当天转出，超过三天没有转出的由股室负责人说明原因。"
ANSWERED: Final = "已补办该件并当面致歉；收件台账每天下班前核对一次，由股室负责人签字。"


def build_efficiency(county: County, *, until: datetime) -> int:
    """Plays the complaints by the real acts; answers how many."""
    for serial, (days, body, text, fault, aspect, leads_to, found) in enumerate(TOLD):
        at = until - timedelta(days=days, hours=2)
        if leads_to:  # begun on a Monday morning, answered in the same week
            there = at.astimezone(ZONE)
            at = (there - timedelta(days=there.weekday())).replace(hour=9, minute=20)
        asked = Request(
            request=uuid7(), kind="efficiency", place_id=county.home, text=text, channel="phone",
            complained_id=county.bodies[body], name=("董秀梅", "孔德才", "", "黎建国")[serial],
            phone=f"1370000400{serial}",
        )  # fmt: skip
        order = take_order(asked=asked, by=_who(county, "hotline_1", at), at=at).order_id
        if leads_to:
            _investigated(county, order, fault, aspect, leads_to, found, at)
            _gone_on(county, order, body, leads_to, at + timedelta(days=3, hours=2))
    return len(TOLD)


def _who(county: County, post: str, at: datetime) -> Actor:
    return actor_of(county.holders[post][0], county.posts[post], at)


def _investigated(
    county: County, order: UUID, fault: str, aspect: str, leads_to: str, found: str, at: datetime
) -> None:
    manager, supervisor = _who(county, "centre_manager", at), _who(county, "supervision", at)
    post = county.posts["supervision"]
    node = give_roles(order_id=order, post_id=post, by=manager, at=at + timedelta(hours=2))
    sign_order(node_id=node, by=supervisor, at=at + timedelta(hours=3))
    contact_person(node_id=node, how="phone", by=supervisor, at=at + timedelta(hours=5))
    record_finding(
        order_id=order, substantiated=bool(fault), fault=fault, aspect=aspect, leads_to=leads_to, words=found,
        by=supervisor, at=at + timedelta(days=2),
    )  # fmt: skip
    words = f"{found}{'已责成改正。' if fault else ''}"
    reply_order(node_id=node, result="explained", words=words, by=supervisor, at=at + timedelta(days=2, hours=1))
    call_back(
        order_id=order, how="phone", reached=True, solved=True, satisfied=4 if fault else 3, words="",
        by=_who(county, "hotline_callback", at), at=at + timedelta(days=3, hours=1),
    )  # fmt: skip


def _gone_on(county: County, order: UUID, body: str, leads_to: str, at: datetime) -> None:
    """The recommendation is answered and put right; the referral waits at discipline inspection."""
    if leads_to == "recommendation":
        made = recommend_for_complaint(order_id=order, words=ASKED, by=_who(county, "supervision", at), at=at)
        then = at + timedelta(days=4)
        head = _who(county, f"{body}_decide", then)
        answer_recommendation(recommendation_id=made, words=ANSWERED, by=head, at=then)
        record_outcome(order_id=order, outcome="corrected", by=_who(county, "centre_manager", then), at=then)
    if leads_to == "accountability":
        refer(order_id=order, by=_who(county, "centre_manager", at), at=at)
