"""The county's 12345: a dispatch directory and some sixty orders of the last weeks in every state, by the real acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from tongban.agencies.queries import actor_of
from tongban.hotline.actions.closing import call_back, close_silent, judge_order
from tongban.hotline.actions.directory import set_line
from tongban.hotline.actions.handling import ask_extension, contact_person, reply_order
from tongban.hotline.actions.routing import arbitrate, dispatch_order, send_back, sign_order
from tongban.hotline.actions.supervising import supervise_order
from tongban.hotline.actions.taking import take_order
from tongban.hotline.actions.whistles import blow_whistle, report_in
from tongban.hotline.queries.view import waits_for_callback
from tongban.hotline.rules.intake import Request
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.ids import uuid7
from tongban.simulation.actions.bodies import County
from tongban.simulation.actions.people import Person

# Topic, words people use, lead body, supporting body.
DIRECTORY: Final = (
    ("油烟噪音", "油烟 噪音 烧烤 扰民", "urban", "ecology"),
    ("物业管理", "物业 电梯 停车 小区", "housing", ""),
    ("路灯照明", "路灯 不亮 照明", "urban", ""),
    ("供水", "停水 水压 自来水", "water", ""),
    ("道路养护", "坑洼 积水 井盖 道路", "transport", ""),
    ("拖欠工资", "工资 拖欠 欠薪 讨薪", "hr", "housing"),
    ("医保报销", "医保 报销 住院", "medical", ""),
    ("入学", "入学 学区 转学 校车", "education", ""),
    ("消费维权", "退款 假货 价格 缺斤", "market", ""),
    ("违章建房", "违建 私搭 乱建", "natural", "urban"),
    ("垃圾倾倒", "垃圾 倾倒 污水", "ecology", "urban"),
    ("低保救助", "低保 救助 困难", "civil", ""),
)
TOLD: Final = (
    ("油烟噪音", "complaint", "人民路烧烤店每天营业到凌晨，油烟和噪音让楼上睡不着。"),
    ("物业管理", "complaint", "阳光小区电梯坏了半个月，物业说等维修资金。"),
    ("路灯照明", "help", "老街一段路灯有五盏不亮，老人晚上出门摔过。"),
    ("供水", "help", "建设路从昨晚起停水，没有通知，什么时候恢复？"),
    ("道路养护", "help", "学府路井盖松动，车子压过去响得厉害，怕出事。"),
    ("拖欠工资", "complaint", "在工地干了三个月，二十多人的工资一直没有发。"),
    ("医保报销", "consult", "在市里住院，回县里怎么报销，要带什么？"),
    ("入学", "consult", "户口在双井镇，租房在城关镇，孩子在哪里上小学？"),
    ("消费维权", "complaint", "超市买的猪肉缺斤少两，找他们不承认。"),
    ("违章建房", "report", "河沿街有人在河边私搭两层楼，还在往上盖。"),
    ("垃圾倾倒", "report", "夜里有货车往河湾的沟里倒建筑垃圾，已经好几车。"),
    ("低保救助", "help", "老伴长期卧床，想问能不能申请救助。"),
    ("路灯照明", "praise", "路灯当天就修好了，感谢来的师傅。"),
    ("道路养护", "suggestion", "建议在学校门口设减速带，放学时车太快。"),
)  # fmt: skip
CALLERS: Final = ("罗大勇", "周小云", "龚建平", "向秋月", "涂春生", "")
# How far an order of the story goes; most are closed.
WAYS: Final = (
    "closed", "closed", "judged", "closed", "redo", "handling", "closed", "returned", "callback", "closed", "signed",
    "taken", "closed", "arbitrated", "supervised", "dispatched", "closed", "missed",
)  # fmt: skip
STREETS: Final = ("建设路", "人民路", "学府路", "老街", "河沿街", "阳光路", "车站路")
ORDERS: Final = 60


@dataclass(slots=True)
class _Story:
    """One order on its way through the story; `at` is now, `due` the last moment that may be played."""

    county: County
    people: dict[str, Actor]
    until: datetime
    at: datetime

    def who(self, post: str) -> Actor:
        """The A holder of a post."""
        if post not in self.people:
            self.people[post] = actor_of(self.county.holders[post][0], self.county.posts[post], self.at)
        return self.people[post]

    def later(self, hours: int) -> datetime:
        """So many hours on, never after the last moment."""
        self.at = min(self.at + timedelta(hours=hours), self.until)
        return self.at


def build_hotline(county: County, people: Sequence[Person], *, random: Random, until: datetime) -> int:
    """Sets up the directory and plays the orders; answers how many."""
    founded = until - timedelta(days=40)
    story = _Story(county, {}, until, founded)
    for topic, keywords, lead, support in DIRECTORY:
        set_line(
            topic=topic, keywords=keywords, place_id=county.home, body_id=county.bodies[lead],
            supports=[], basis="部门三定规定" + ("，与相关部门联办" if support else ""),
            by=story.who("hotline_dispatch"), at=founded,
        )  # fmt: skip
    for serial in range(ORDERS):
        back = timedelta(hours=(ORDERS - serial) * 14 + random.randint(1, 9))
        story.at = min(until - back, until - timedelta(hours=1))
        _play(story, serial, people[0], random)
    close_silent(at=until)
    _whistle(story)
    return ORDERS


def _play(story: _Story, serial: int, chen: Person, random: Random) -> None:
    topic, kind, text = TOLD[serial % len(TOLD)]
    caller, places = CALLERS[serial % len(CALLERS)], list(story.county.places.values())[:11]
    own = serial % 9 == 4
    citizen = Actor(ActorKind.CITIZEN, ref=chen.party)
    asked = Request(
        request=uuid7(), kind=kind, place_id=random.choice(places), topic=topic, channel="web" if own else "phone",
        text=f"{text}地点在{STREETS[serial % len(STREETS)]} {serial + 1} 号附近。",
        name="" if own else caller, phone="" if own or not caller else f"1370000{serial:04d}",
        named=bool(caller) or own,
        party_id=chen.party if own else None,
    )  # fmt: skip
    taken = take_order(asked=asked, by=citizen if own else story.who("hotline_1"), at=story.at)
    way = WAYS[serial % len(WAYS)]
    if way == "taken" or taken.joined:
        return
    node = dispatch_order(order_id=taken.order_id, by=story.who("hotline_1"), at=story.later(1))
    _handle(story, taken.order_id, node, topic, way, reachable=asked.reachable)
    if own and way in ("judged", "callback"):
        judge_order(order_id=taken.order_id, solved=True, satisfied=4, by=citizen, at=story.later(5))


def _handle(story: _Story, order: UUID, node: UUID, topic: str, way: str, *, reachable: bool) -> None:
    lead = next(row[2] for row in DIRECTORY if row[0] == topic)
    officer = story.who(f"{lead}_review")
    if way == "dispatched":
        return
    if way in ("returned", "arbitrated"):
        send_back(
            order_id=order, ground="not_competent", reason="按目录应由其他单位主办。", by=officer, at=story.later(3)
        )
        if way == "arbitrated":
            by = story.who("hotline_dispatch")
            arbitrate(order_id=order, upheld=False, reason="目录写明由你单位主办。", by=by, at=story.later(4))
        return
    sign_order(node_id=node, by=officer, at=story.later(3))
    if way == "signed":
        return
    contact_person(node_id=node, how="phone" if reachable else "none_left", by=officer, at=story.later(6))
    if way == "handling":
        ask_extension(order_id=order, days=3, reason="需要现场检测后才能答复。", by=officer, at=story.later(2))
        return
    if way == "supervised":
        by = story.who("hotline_dispatch")
        supervise_order(order_id=order, ground="unsolved", words="多人反映，请说明办理情况。", by=by, at=story.later(5))
        return
    words = "已到现场核实，问题已经处理，后续由专人每周查看。"
    reply_order(node_id=node, result="solved", words=words, by=officer, at=story.later(20))
    _close(story, order, way)


def _close(story: _Story, order: UUID, way: str) -> None:
    if way not in ("closed", "redo", "missed"):
        return
    at, by = story.later(24), story.who("hotline_callback")
    if not waits_for_callback(order):
        return
    reached, solved = way != "missed", way == "closed"
    call_back(
        order_id=order, how="phone", reached=reached, solved=solved if reached else None,
        satisfied=(5 if solved else 2) if reached else None, words="", by=by, at=at,
    )  # fmt: skip


def _whistle(story: _Story) -> None:
    """柳河镇 calls about rubbish in the river; one department has come, one not yet."""
    at = story.until - timedelta(hours=5)
    bodies = [story.county.bodies["ecology"], story.county.bodies["urban"]]
    whistle = blow_whistle(bodies=bodies, words="河道边连续倾倒垃圾，请到场处置。", by=story.who("liuhe_review"), at=at)
    by = story.who("ecology_review")
    report_in(whistle_id=whistle, words="已到场取样，责成清运。", by=by, at=at + timedelta(hours=2))
