"""When two wordings mean the same: names of items, of papers, of steps and of conditions, without their trimmings.

Closed tables of words that say the same thing and of words that add nothing; the rest is how many signs agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz.fuzz import ratio

from tongban.powerlist.rules.increase.words import ACTS

MEMORY: Final = 65_536
SAME: Final = 0.6
MARKS: Final = re.compile(r"[\W_]+")
BRACKETS: Final = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
# Words of one meaning in the names of papers; the first of each line stands for all.
EQUAL: Final = (
    ("身份证", ("居民身份证", "有效身份证件", "身份证明", "身份证件")),
    ("守法", ("无违法犯罪记录", "无犯罪记录", "无违法违规", "无违法记录", "遵纪守法")),
    ("场所", ("经营场所", "办公场所", "住所", "经营场地", "办学场地", "场地")),
    ("社保", ("社会保险",)),
    ("健康", ("体检",)),
    ("人员", ("从业人员",)),
    ("许可证", ("许可证书", "许可文件")),
)
FORM: Final = re.compile(r"^.*(申请|申报|登记|备案|注册|年检|年报|报审|审批)(表|书)$")
TRIMMINGS: Final = re.compile(r"复印件|原件|副本|正本|正副本|电子版|证明|说明|材料|资料|文件|情况|有关|相关|出具的|的")
ISSUERS: Final = re.compile(r"(派出所|公安机关|村民?委员?会|居民?委员?会|社区|单位|街道|乡镇|部门|机构)出具")
STEPS: Final = (
    ("受理", ("收件", "接件", "受理")),
    ("初审", ("初审", "预审", "初核", "初步审查")),
    ("审查", ("审查", "审核", "形式审查", "复核")),
    ("决定", ("决定", "审批", "批准", "核准", "签发")),
    ("送达", ("送达", "办结", "发证", "颁证", "发照", "制证")),
)
_KIND_OF: Final = {word: kind for kind, words in STEPS for word in (kind, *words)}
_LONGEST_FIRST: Final = sorted(_KIND_OF, key=len, reverse=True)
# Papers that everybody is asked for say nothing of the matter they are asked for.
EVERYBODYS: Final = frozenset({"申请表", "申请书", "身份证", "营业执照", "委托书", "授权委托书", "照片"})


@lru_cache(maxsize=MEMORY)
def plain(text: str) -> str:
    """A text without marks and spaces, full and half width alike."""
    return MARKS.sub("", unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=MEMORY)
def core(name: str) -> str:
    """What an item is about: its name without brackets and without the words for what is done."""
    left = plain(BRACKETS.sub("", name))
    for word in ACTS:
        left = left.replace(word, "")
    return left.removeprefix("从事") or plain(name)


@lru_cache(maxsize=MEMORY)
def grams(text: str) -> frozenset[str]:
    """Every two neighbouring signs; a single sign stands for itself."""
    return frozenset(text[place : place + 2] for place in range(max(len(text) - 1, 1)))


@lru_cache(maxsize=MEMORY)
def paper_subject(name: str) -> str:
    """What a paper proves, whatever it is called: 居民身份证（复印件） and 身份证复印件 are one."""
    left = plain(BRACKETS.sub("", name))
    if FORM.match(left):
        return "申请表"
    left = ISSUERS.sub("", left)
    for word, others in EQUAL:
        for other in others:
            left = left.replace(other, word)
    return TRIMMINGS.sub("", left) or plain(name)


@lru_cache(maxsize=MEMORY)
def step_class(name: str) -> str:
    """The kind of work a step is: 预审 and 初审 are one; a step of no known kind is itself."""
    said = plain(name)
    exact = next((kind for kind, names in STEPS if said in names), "")
    return exact or said


@lru_cache(maxsize=MEMORY)
def step_parts(name: str) -> tuple[str, ...]:
    """The kinds of work in a step: 审查决定 are two written as one; a step of any other words is itself."""
    rest, parts = plain(name), []
    while rest:
        word = next((one for one in _LONGEST_FIRST if rest.startswith(one)), "")
        if not word:
            return (step_class(name),)
        parts.append(_KIND_OF[word])
        rest = rest.removeprefix(word)
    return tuple(dict.fromkeys(parts))


@lru_cache(maxsize=MEMORY)
def alike(one: str, other: str) -> float:
    """How far two texts agree, 0 to 1; a short one that stands whole in the other counts as nearly the same."""
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    share = ratio(one, other) / 100
    return max(share, 0.8) if len(short) > 2 and short in long else share


def partners(old: Sequence[str], new: Sequence[str], least: float = SAME) -> dict[int, int]:
    """Which text of the old list is which of the new, by place, best first, each once; `least` is how alike."""
    free = dict(enumerate(new))
    found: dict[int, int] = {}
    for place, text in enumerate(old):
        same = next((other for other, words in free.items() if words == text), None)
        if same is not None:
            found[place] = same
            del free[same]
    pairs = sorted(
        ((alike(text, words), place, other) for place, text in enumerate(old) if place not in found
         for other, words in free.items()), key=lambda pair: (-pair[0], pair[1], pair[2]),
    )  # fmt: skip
    for share, place, other in pairs:
        if share >= least and place not in found and other in free:
            found[place] = other
            del free[other]
    return found


def unmatched(old: Sequence[str], new: Sequence[str], least: float = SAME) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is gone and what is added between two lists of texts, by what they mean."""
    found = partners(old, new, least)
    kept = set(found.values())
    gone = tuple(text for place, text in enumerate(old) if place not in found)
    return gone, tuple(text for place, text in enumerate(new) if place not in kept)
