"""Rates the demonstration's services: most of them well, a few badly, those in every state of their life."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from tongban.agencies.queries import actor_of
from tongban.kernel.actor import SYSTEM, Actor, ActorKind
from tongban.ledger.queries import events_of
from tongban.ratings.actions.opening import open_occasions
from tongban.ratings.actions.rating import give_rating
from tongban.ratings.actions.surveys import draw_survey
from tongban.ratings.actions.work import (
    appeal_rating,
    call_back,
    contact_rater,
    judge_rating_appeal,
    publish_rating,
    rectify_rating,
)
from tongban.ratings.queries.occasions import Unrated, unrated
from tongban.simulation.actions.bodies import County

MOST: Final = 200
SHARES: Final = (60, 30, 8)  # of a hundred, levels 1 to 3; bad ones are dealt out below
BAD_EVERY: Final = 9
SAID: Final = (
    ("waiting", "排队等了一个多小时，前面的人一直办不完。", "高峰时段只开了一个窗口，已增开一个，屏上显示等候时间。"),
    ("untold", "第一次没说清楚要带租赁合同，又跑了一趟。", "窗口未按清单一次告知，已重新培训，并把清单贴在窗口。"),
    ("late", "说好五天，第七天才通知我。", "审查环节超期两天，已向申请人道歉，改为到期前一日提醒。"),
    ("attitude", "问了两句就不耐烦。", "已对当班人员谈话，并当面道歉。"),
)  # fmt: skip
ASKED: Final = "您对这次办事满意吗？|满意|基本满意|不满意\n一共跑了几趟？|没有跑|一趟|两趟以上"
Steps = tuple[Callable[["_Bad"], None], ...]


class _Bad:
    """One bad rating on its way; each step comes some hours after the last."""

    def __init__(self, county: County, rating: UUID, one: Unrated, said: tuple[str, str, str], at: datetime) -> None:
        self.county, self.rating, self.said, self.at = county, rating, said, at
        self.owner = next(key for key, post in county.posts.items() if post == one.post_id)

    def who(self, post: str) -> Actor:
        """The holder of a post."""
        return actor_of(self.county.holders[post][0], self.county.posts[post], self.at)

    def contact(self) -> None:
        self.at += timedelta(hours=2)
        words = "已电话联系，核实了经过。"
        contact_rater(rating_id=self.rating, reached=True, words=words, by=self.who(self.owner), at=self.at)

    def rectify(self) -> None:
        self.at += timedelta(hours=3)
        rectify_rating(rating_id=self.rating, outcome="fixed", words=self.said[2], by=self.who(self.owner), at=self.at)

    def call(self) -> None:
        self.at += timedelta(hours=1)
        words = "本人表示已解决。"
        call_back(rating_id=self.rating, found="solved", words=words, by=self.who("supervision"), at=self.at)

    def publish(self) -> None:
        self.at += timedelta(hours=1)
        by = self.who("supervision")
        publish_rating(rating_id=self.rating, words=self.said[1], reply=self.said[2], by=by, at=self.at)

    def appeal(self) -> None:
        self.at += timedelta(hours=1)
        words = "评价内容与本事项无关，评价人称按错了。"
        appeal_rating(rating_id=self.rating, ground="wrong", words=words, by=self.who(self.owner), at=self.at)

    def exclude(self) -> None:
        self.at += timedelta(hours=1)
        by, words = self.who("supervision"), "通话记录证实按错，不计入。"
        judge_rating_appeal(rating_id=self.rating, exclude=True, words=words, by=by, at=self.at)


LIVES: Final[tuple[Steps, ...]] = (
    (),
    (_Bad.contact, _Bad.rectify, _Bad.call, _Bad.publish),
    (_Bad.contact, _Bad.rectify),
    (_Bad.appeal,),
    (_Bad.contact,),
    (_Bad.appeal, _Bad.exclude),
    (_Bad.contact, _Bad.rectify, _Bad.call),
)


def rate_services(county: County, cases: Sequence[UUID], *, random: Random, until: datetime) -> int:
    """Opens what may be rated of the played cases, and rates at most `MOST` of it; answers how many."""
    for case_id in cases:
        for entry in events_of("case", case_id):
            open_occasions(entry)
    known = set(county.posts.values())
    # Ends before `until`, so that the life of a bad one has room: the newest bad one stays open for the desk.
    found = [one for one in unrated(until - timedelta(1), 2 * MOST) if one.post_id in known]
    for place, one in enumerate(found[:MOST]):
        at = one.opened_at + timedelta(minutes=random.randint(2, 240))
        bad = place % BAD_EVERY == 0
        said = SAID[place // BAD_EVERY % len(SAID)]
        level = random.choice((4, 5)) if bad else random.choices((1, 2, 3), SHARES)[0]
        rating = give_rating(
            occasion_id=one.id, level=level, reasons=[said[0]] if bad else [], words=said[1] if bad else "",
            named=bad or random.random() < 0.3, channel="mine", by=Actor(ActorKind.CITIZEN, ref=one.party_id), at=at,
        )  # fmt: skip
        life = _Bad(county, rating, one, said, at)
        for step in LIVES[place // BAD_EVERY % len(LIVES)] if bad else ():
            step(life)
    day = until.date()
    if found:
        draw_survey(
            title="办事满意度调查", questions=ASKED,
            since=day - timedelta(days=60), until=day, body=None, wanted=60, by=SYSTEM, at=until, seed=f"{day}",
        )  # fmt: skip
    return min(len(found), MOST)
