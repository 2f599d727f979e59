"""Topics of the line: which kept topic a new group goes on from, what is worth a warning, who is asked. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from tongban.hotline.text.propose import pairs_of
from tongban.hotline.text.rising import Rise, monday
from tongban.kernel.refusals import Refusal

Words = tuple[str, str]
WEEK: Final = timedelta(days=7)
PARTS: Final = re.compile(r"[，。；！？、,;!?\s（(]+")
LEAST_NAME, LONGEST_NAME = 4, 24


class Ground(StrEnum):
    """Why a topic is warned of: more than before by more than chance, or the same again and again at one place."""

    RISING = "rising"
    REPEATED = "repeated"


class TaskKind(StrEnum):
    """预警 or 每月一题."""

    WARNING = "warning"
    MONTHLY = "monthly"


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


GROUND_WORDS: Final[dict[str, Words]] = {
    Ground.RISING: ("快速上升", "rises"),
    Ground.REPEATED: ("反复出现", "comes again and again"),
}
# What is proposed before the next call comes: each is something a body can do this week.
PROPOSALS: Final[dict[str, Words]] = {
    Ground.RISING: (
        "把同一片的同类点位查一遍，能当场解决的当场解决，不等下一个电话；解决不了的，向当地群众说明原因和时间。",
        "Look at all such spots of the place once, mend what can be mended at once, and tell people there why and until"
        " when the rest takes.",
    ),
    Ground.REPEATED: (
        "查清为什么反复发生，定一个负责人和完成时间，办完后逐件回访反映过的人。",
        "Find out why it comes back, name who mends it and until when, and call back everybody who spoke of it.",
    ),
}
STATE_WORDS: Final[dict[str, Words]] = {
    TaskState.OPEN: ("待答复", "to be answered"),
    TaskState.ANSWERED: ("已答复", "answered"),
    TaskState.CLOSED: ("已了结", "closed"),
}
# The fields where service is wanting and what people find hard (S-39), with the words that tell of them.
DOMAINS: Final[dict[str, tuple[str, str, tuple[str, ...]]]] = {
    "building": ("违章建筑", "illegal building", ("违章", "违建", "私搭", "乱建", "建房")),
    "market": ("市场管理", "markets", ("市场", "消费", "假货", "价格", "缺斤", "退款")),
    "community": ("社区管理", "neighbourhoods", ("物业", "小区", "社区", "电梯", "停车", "路灯")),
    "environment": ("环境和噪声污染", "environment and noise", ("环境", "油烟", "噪", "污水", "垃圾", "扬尘")),
    "health": ("公共卫生", "public health", ("卫生", "防疫", "疫苗", "蚊", "食品", "水质", "发黄")),
    "doctor": ("看病难", "seeing a doctor", ("医保", "看病", "住院", "报销", "医院")),
    "school": ("上学难", "schooling", ("入学", "学区", "转学", "上学", "校车")),
    "housing": ("住房难", "housing", ("住房", "公租房", "房租", "安置")),
    "wages": ("讨工资难", "unpaid wages", ("工资", "欠薪", "讨薪")),
}
NOT_TOPICS: Final = Refusal(
    "not_topics",
    "诉求专题由 12345 各岗、政务服务中心负责人、效能监督岗和县政府负责人查看。",
    "Topics are for the posts of the hotline, the manager of the centre, supervision and the head of the government.",
)


def domain_of(*texts: str) -> str:
    """The field that words tell of: the one with most of its words in the texts; empty when none is."""
    said = " ".join(texts)
    found = [(sum(word in said for word in words), key) for key, (_zh, _en, words) in DOMAINS.items()]
    most = max(count for count, _ in found)
    return next(key for count, key in found if count == most) if most else ""


def continued(groups: Sequence[Collection[UUID]], kept: Mapping[UUID, Collection[UUID]]) -> list[UUID | None]:
    """Which kept topic each group of orders goes on from: the one with most orders in common, each kept one once.

    At least half of the smaller of both must be common; else the group is a new topic (None).
    """
    holders = {order: topic for topic, orders in kept.items() for order in orders}
    pairs = []
    for place, group in enumerate(groups):
        for topic, common in Counter(holders[order] for order in group if order in holders).items():
            if 2 * common >= min(len(group), len(kept[topic])):
                pairs.append((-common, place, topic))
    found: list[UUID | None] = [None] * len(groups)
    taken: set[UUID] = set()
    for _common, place, topic in sorted(pairs, key=lambda pair: (pair[0], pair[1], str(pair[2]))):
        if found[place] is None and topic not in taken:
            found[place] = topic
            taken.add(topic)
    return found


def name_of(titles: Sequence[str]) -> str:
    """What a group is called: the first of those parts of its titles that have most in common with all of them."""
    common = Counter(pair for title in titles for pair in pairs_of(title))
    parts = [part for title in titles for part in PARTS.split(title) if len(part) >= LEAST_NAME] or list(titles)
    shared = [(sum(common[pair] for pair in pairs_of(part)) / max(len(part) - 1, 1)) for part in parts]
    return parts[shared.index(max(shared))][:LONGEST_NAME]


def ground_of(rise: Rise, *, repeat: int) -> Ground | None:
    """Why a topic at a place is warned of: it rises, or it came `repeat` times in the last weeks; None for neither."""
    if rise.rises:
        return Ground.RISING
    return Ground.REPEATED if rise.lately >= repeat else None


def by_week(days: Iterable[date], *, today: date, weeks: int) -> list[tuple[date, int]]:
    """How many fell in each of the last weeks, by their Mondays, this week last; days outside are left out."""
    counted = Counter(monday(day) for day in days)
    last = monday(today)
    return [(week, counted[week]) for week in (last - WEEK * back for back in range(weeks - 1, -1, -1))]


def month_span(month: date) -> tuple[date, date]:
    """The first and the last day of a month."""
    first = month.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return first, following - timedelta(days=1)


def suppressed(counts: Mapping[UUID, int], *, small: int) -> frozenset[UUID]:
    """Which counts are not told: those below `small`, and the next smallest until what is hidden is no small sum.

    Else what is hidden could be reckoned from the whole. Nought tells of nobody and stays.
    """
    hidden = {place for place, count in counts.items() if 0 < count < small}
    others = sorted((count, str(place), place) for place, count in counts.items() if count >= small)
    for _count, _name, place in others:
        if not hidden or (len(hidden) > 1 and sum(counts[one] for one in hidden) >= small):
            break
        hidden.add(place)
    return frozenset(hidden)
