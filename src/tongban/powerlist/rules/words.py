"""Wordings under which an item is found, with their pinyin in full and by initials.

Pure: it knows neither tables nor ranking. Chinese is read aloud by dictionary, which may err on names; search therefore
looks at the characters first and at the sound second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from pypinyin import Style, lazy_pinyin

from tongban.powerlist.rules.content import ItemContent

TERM_LIMIT = 400
ASKED_LIMIT = 60
NOT_SAID = re.compile(r"[^0-9a-z]+")
LATIN = re.compile(r"[0-9A-Za-z][0-9A-Za-z '\-]*")

LIFE_EVENTS: dict[str, tuple[str, str]] = {
    "open_restaurant": ("开饭店 开餐馆 开小吃店 开餐饮店", "open a restaurant"),
    "open_shop": ("开店 开超市 开便利店", "open a shop"),
    "start_business": ("开公司 办企业 创业", "start a business"),
    "birth": ("生孩子 新生儿 出生", "have a child"),
    "school": ("上学 入学 转学", "go to school"),
    "marriage": ("结婚 领证", "get married"),
    "housing": ("买房 租房 公租房", "find a home"),
    "job": ("找工作 就业 失业", "find work"),
    "retirement": ("退休 养老", "retire"),
    "illness": ("看病 医保 报销", "fall ill"),
    "disability": ("残疾 残疾人证", "live with a disability"),
    "hardship": ("低保 救助 困难", "fall on hard times"),
    "farming": ("种地 养殖 农业", "farm"),
    "building": ("盖房 宅基地 建房 装修", "build a house"),
    "driving": ("开车 驾照 运输", "drive"),
    "death": ("去世 身故 丧葬", "lose a relative"),
}
"""What people say at turns of their life, by key; a key without a row is found by the key's own words."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of one item: of which kind, as written (lower case), and how it sounds."""

    kind: str
    text: str
    pinyin: str
    initials: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody typed, made comparable: the words, and their sound without tones and blanks."""

    text: str
    pinyin: str
    latin: bool


def sound(text: str) -> tuple[str, str]:
    """Pinyin in full and by initials: 开饭店 gives `kaifandian` and `kfd`; other signs stay as they are or drop out."""
    syllables = [NOT_SAID.sub("", part.lower()) for part in lazy_pinyin(text, style=Style.NORMAL)]
    return "".join(syllables), "".join(part[0] for part in syllables if part)


def wording(kind: str, text: str) -> Wording:
    """One wording with its sound; English has none, it is found as written."""
    plain = " ".join(text.split()).lower()[:TERM_LIMIT]
    if LATIN.fullmatch(plain):
        return Wording(kind, plain, "", "")
    return Wording(kind, plain, *sound(plain))


def wordings(content: ItemContent) -> tuple[Wording, ...]:
    """Everything an item is found by: names in both languages, aliases, life events; each once."""
    found = {entry.text: entry for entry in reversed(list(_said(content))) if entry.text}
    return tuple(reversed(found.values()))


def _said(content: ItemContent) -> Iterator[Wording]:
    yield wording("name", content.name.zh)
    yield from (wording("alias", alias) for alias in content.aliases)
    if content.name.en:
        yield wording("english", content.name.en)
    for key in content.life_events:
        zh, en = LIFE_EVENTS.get(key, ("", key.replace("_", " ")))
        yield from (wording("event", part) for part in (*zh.split(), en))


def asked(query: str) -> Asked:
    """What was typed, cut to a sensible length; unseen signs are dropped."""
    told = normalize("NFKC", query[: ASKED_LIMIT * 4])
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in told).lower().split())[:ASKED_LIMIT]
    return Asked(text, sound(text)[0], bool(LATIN.fullmatch(text)))
