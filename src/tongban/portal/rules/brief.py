"""The leader's weekly brief on one page, drafted from the figures; whoever sends it may change every word. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tongban.portal.rules.dates import long_day, plain_day

LONGEST_TITLE, LONGEST_PART = 40, 240
# How much of the page a part may take: printed lines, and signs that fit one.
PART_LINES, LINE_SIGNS = 7, 36


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """What a week comes to; `late` is (body, steps over their limit, working days of the latest), the worst first."""

    received: int
    decided: int
    waiting: int
    near: int
    late: Sequence[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class Part:
    """One headed part of the brief."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Brief:
    """The brief as it goes: title, the week it is about, its parts, the day it is of."""

    title: str
    span: str
    parts: tuple[Part, ...]
    day: date


def fitted(text: str) -> str:
    """As much of a part as fits its share of the one page, whole lines first."""
    kept: list[str] = []
    room = PART_LINES
    for line in text.strip()[:LONGEST_PART].splitlines():
        takes = -(-(len(line) + 2) // LINE_SIGNS)
        if takes > room:
            break
        kept.append(line)
        room -= takes
    return "\n".join(kept)


def monday_of(day: date) -> date:
    """The first day of a day's week."""
    return day - timedelta(days=day.weekday())


def compose_brief(county: str, figures: WeekFigures, today: date, language: str) -> Brief:
    """A draft in one language, from the week's Monday to today."""
    start = monday_of(today)
    if language == "en":
        span = f"{plain_day(start, today, 'en')} to {long_day(today, 'en')}"
        heads, texts = ("1. The week", "2. Over the limit", "3. To ask about"), _english(figures)
        return Brief(f"Government services of {county}: the week", span, _parts(heads, texts), today)
    span = f"{long_day(start, 'zh')}至{plain_day(today, today, 'zh')}"
    heads, texts = ("一、本周情况", "二、超期情况", "三、需要过问"), _chinese(figures)
    return Brief(f"{county}政务服务一周简报", span, _parts(heads, texts), today)


def _parts(heads: Sequence[str], texts: Sequence[str]) -> tuple[Part, ...]:
    return tuple(Part(head, text) for head, text in zip(heads, texts, strict=True))


def _chinese(figures: WeekFigures) -> tuple[str, str, str]:
    week = (
        f"本周收件 {figures.received:,} 件，作出决定 {figures.decided:,} 件。现有 {figures.waiting:,} 件等待决定，"
        f"{figures.near:,} 个环节临期。"
    )
    if not figures.late:
        return week, "没有超期的环节。", "没有需要过问的事。"
    body, _number, days = figures.late[0]
    total = sum(number for _body, number, _days in figures.late)
    listed = "，".join(f"{name} {number:,} 个" for name, number, _days in figures.late[:8])
    longest = f"超 {days} 个工作日" if days else "超期不到 1 个工作日"
    over = f"{total:,} 个环节超期，涉及 {len(figures.late)} 个单位：{listed}。最长的在{body}，{longest}。"
    return week, over, f"请{body}说明超期原因和办结日期。"


def _english(figures: WeekFigures) -> tuple[str, str, str]:
    week = (
        f"Received {figures.received:,}, decided {figures.decided:,}. {figures.waiting:,} wait for a decision, "
        f"{figures.near:,} steps are due soon."
    )
    if not figures.late:
        return week, "Nothing is over its limit.", "Nothing needs a question."
    body, _number, days = figures.late[0]
    total = sum(number for _body, number, _days in figures.late)
    listed = ", ".join(f"{name} {number:,}" for name, number, _days in figures.late[:8])
    longest = f"{days} working days" if days else "less than a working day"
    over = f"{total:,} steps over their limit in {len(figures.late)} bodies: {listed}. The latest: {body}, {longest}."
    return week, over, f"{body} is asked why, and until when."
