"""What the county's people tell of again and again: yellow water in one township, two powers people must travel for.

It comes over the last seven weeks, is grouped and warned of by the real acts; one warning is answered, one topic is the
month's, two answers are published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tongban.agencies.queries import actor_of
from tongban.hotline.actions.closing import call_back
from tongban.hotline.actions.handling import contact_person, reply_order
from tongban.hotline.actions.public_answers import publish_answer
from tongban.hotline.actions.routing import dispatch_order, sign_order
from tongban.hotline.actions.taking import take_order
from tongban.hotline.actions.topic_tasks import answer_topic, set_topic_of_month
from tongban.hotline.actions.topics import count_topics, warn
from tongban.hotline.queries.topic_tasks import tasks_seen
from tongban.hotline.queries.topics import topics_now
from tongban.hotline.queries.view import waits_for_callback
from tongban.hotline.rules.intake import Request
from tongban.kernel.actor import SYSTEM, Actor, ActorKind
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused
from tongban.powerlist.queries import version
from tongban.ratings.actions.surveys import answer_survey, draw_survey
from tongban.ratings.queries.surveys import asks
from tongban.simulation.actions.bodies import County
from tongban.simulation.actions.people import Person

Told = tuple[str, int]
# Words and days before today; township, line of the directory, kind, lead body, key of the item it is about.
YELLOW: Final[tuple[Told, ...]] = (
    ("自来水发黄有泥沙，不能做饭", 39), ("家里自来水发黄，放半小时还有泥沙", 26), ("自来水连着三天发黄，泥沙很多", 20),
    ("自来水发黄，烧开还有泥沙沉淀", 17), ("早上自来水发黄，全是泥沙", 13), ("自来水又发黄了，泥沙堵了滤芯", 10),
    ("自来水发黄，泥沙把洗衣机堵了", 7), ("孩子喝了发黄的自来水肚子疼，水里有泥沙", 5),
    ("自来水发黄两个星期了，泥沙没有少", 3), ("自来水发黄，老人不敢喝，有泥沙", 1),
)  # fmt: skip
RELIEF: Final[tuple[Told, ...]] = (
    ("医疗救助要跑县里三趟，能不能在镇上办", 44), ("办医疗救助，来回县城一百多里", 33),
    ("医疗救助跑了三趟县里，还差一个章", 24), ("医疗救助能不能放到镇上，不用跑县里", 15),
    ("家里人住院，医疗救助还要去县里排队", 8), ("医疗救助材料县里退了两次，镇上不能办", 2),
)  # fmt: skip
SCHEMES: Final = (
    (YELLOW, "990823105", "供水", "help", "water", ""),
    (RELIEF, "990823107", "医疗救助", "complaint", "medical", "medical_assistance"),
)
REPLY: Final = "已到现场查看，原因和办完的时间已向来电人说明。"
# The first call of each is answered for everybody, by its line.
FIRST: Final = frozenset(told[0][0] for told, *_about in SCHEMES)
PUBLIC: Final = {
    "供水": ("自来水发黄怎么办", "自来水发黄有泥沙，能不能喝，多久能好？",
     "先不要喝。发黄多是管网检修后的泥沙，打开最低处的水龙头放十分钟；还不清的，打供水热线，当天上门取样，结果三天内贴在村口。"),
    "医疗救助": ("医疗救助在哪里办", "家里人住院花费大，医疗救助要去哪里办，带什么？",
        "县医保局或者就近的便民服务中心都能收件，带身份证和住院费用结算单；低保对象不用再开证明。材料不齐的，一次说清要补什么。"),
}  # fmt: skip
# Answers are names of items, so that votes are joined to them.
ASKED: Final = "哪件事最应该放到乡镇办？|医疗救助|取水许可|都不用放"
VOTES: Final = ("a1", "a1", "a3", "a1", "a2")
ANSWER: Final = "已换石桥水厂滤料，五天内冲洗三条支管；水质检测结果贴在各村公示栏，逐户回访反映过的人。"


def build_topics(county: County, versions: Mapping[str, UUID], people: Sequence[Person], *, until: datetime) -> int:
    """Plays the calls, groups them, warns, sets the month's topic, asks by survey; tells how many topics."""
    for place, (told, *about) in enumerate(SCHEMES):
        for serial, (words, back) in enumerate(told):
            at = until - timedelta(days=back, hours=3)
            _play(county, versions, words, about, at, phone=f"1370001{place}{serial:03d}", until=until)
    found = count_topics(at=until)
    warn(at=until)
    _asked(county, until)
    _surveyed(people, until)
    return found


def _who(county: County, post: str, at: datetime) -> Actor:
    return actor_of(county.holders[post][0], county.posts[post], at)


def _play(
    county: County, versions: Mapping[str, UUID], words: str, about: list[str], at: datetime, *, phone: str,
    until: datetime,
) -> None:  # fmt: skip
    code, line, kind, lead, item = about
    asked = Request(
        request=uuid7(), kind=kind, place_id=county.places[code], text=words, topic=line, channel="phone", name="村民",
        phone=phone, item_id=version(versions[item]).item_id if item in versions else None,
    )  # fmt: skip
    operator = _who(county, "hotline_1", at)
    order = take_order(asked=asked, by=operator, at=at).order_id
    node = dispatch_order(
        order_id=order, body_id=county.bodies[lead], by=operator, at=min(at + timedelta(hours=1), until)
    )
    if until - at < timedelta(days=6):
        return
    officer = _who(county, f"{lead}_review", at)
    sign_order(node_id=node, by=officer, at=at + timedelta(hours=3))
    contact_person(node_id=node, how="phone", by=officer, at=at + timedelta(hours=5))
    reply_order(node_id=node, result="explained", words=REPLY, by=officer, at=at + timedelta(hours=28))
    if waits_for_callback(order):
        by, solved = _who(county, "hotline_callback", at), kind == "help"
        call_back(
            order_id=order, how="phone", reached=True, solved=solved, satisfied=3 if solved else 2, words="", by=by,
            at=at + timedelta(hours=52),
        )  # fmt: skip
    if words in FIRST:
        title, question, answer = PUBLIC[line]
        by = _who(county, "hotline_dispatch", at)
        publish_answer(order_id=order, title=title, question=question, answer=answer, by=by, at=at + timedelta(days=5))


def _asked(county: County, until: datetime) -> None:
    """The first warning is answered by its owner; the second topic is the month's."""
    manager = _who(county, "centre_manager", until)
    for task in tasks_seen(manager, until, 9):
        if task.body_id == county.bodies["water"]:
            answer_topic(task_id=task.pk, words=ANSWER, by=_who(county, "water_decide", until), at=until)
    topic = next((row for row in topics_now(99) if row.line == "医疗救助"), None)
    if topic is not None:
        set_topic_of_month(
            month=until.date(), topic_id=topic.pk, body_id=county.bodies["medical"], target=2,
            words="把医疗救助放到乡镇受理，不让群众再跑县里。", place_id=county.home, by=manager, at=until,
        )  # fmt: skip


def _surveyed(people: Sequence[Person], until: datetime) -> None:
    """Some of those whose matters ended are asked which power should come nearer; most of the drawn answer."""
    at = until - timedelta(days=1)
    try:
        survey = draw_survey(
            title="放权意见问卷", questions=ASKED, since=at.date() - timedelta(days=60), until=at.date(), body=None,
            wanted=20, by=SYSTEM, at=at, seed=f"power-{at.date()}",
        )  # fmt: skip
    except Refused:
        return  # nothing ended yet, so there is nobody to ask
    citizens = [Actor(ActorKind.CITIZEN, ref=person.party) for person in people]
    asked = [by for by in citizens if any(one.pk == survey for one in asks(by, at))]
    for place, by in enumerate(asked):
        answer_survey(survey_id=survey, answers={"q1": VOTES[place % len(VOTES)]}, by=by, at=at)
