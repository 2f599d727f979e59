"""How wide words are in a chart, how they are broken into lines, and the few words a chart adds itself."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

SIZE = 14
LINE = 19
STRETCH = 1.7

# Words of the field that are not broken at the end of a line.
_KEPT = re.compile(
    "工作日|审查|受理|决定|送达|许可|不予|准予|告知|材料|补正|办结|完毕|大队|中心|窗口|证照|消防|管理|申请|公示|听证|延期|中止"
)
_NARROW = 0.57
_LATIN = (
    dict.fromkeys("ijlt.,:;'|! ", 0.34) | dict.fromkeys("mwMW@%", 0.9) | dict.fromkeys("ABCDEFGHKNOPQRSTUVXYZ&", 0.68)
)
_CLOSING = "，。、；：？！）》”"

WORDS = {
    "zh": {
        "title": "{name}流程图",
        "desc": "{lanes} 个岗位，{steps} 个步骤；同样内容见文字列表。",
        "current": "现在在这里",
        "done": "✓ 已办",
        "count": "在办 {n} 件",
    },
    "en": {
        "title": "Flow chart: {name}",
        "desc": "{lanes} posts, {steps} steps; the same in words stands in the list.",
        "current": "now here",
        "done": "✓ done",
        "count": "{n} open",
    },
}


def width(text: str) -> float:
    """The width of a line in chart units, slightly generous."""
    return sum(SIZE if east_asian_width(sign) in "WFA" else SIZE * _LATIN.get(sign, _NARROW) for sign in text)


def lines(text: str, room: float) -> tuple[str, ...]:
    """The text broken to lines no wider than `room`: Chinese between any two characters, Latin between words.

    Lines are balanced, so that no single character is left alone, and words of the field stay whole; a long Latin
    word may stretch the room somewhat, and is broken only beyond that. Spaces between Chinese and figures are given up
    where that saves a line.
    """
    if not text:
        return ()
    tight = re.sub(r"(?<=[^ -~]) | (?=[^ -~])", "", text)
    if width(text) > room >= width(tight):
        return (tight,)
    parts = _parts(text)
    room = max(room, min(STRETCH * room, max(width(part.rstrip()) for part in parts)))
    count = -(-int(width(text)) // int(room))
    for narrower in (width(text) / count + SIZE / 2, width(text) / count + SIZE, room):
        found = _fill(parts, min(narrower, room))
        if len(found) <= count:
            break
    return tuple(found)


def _parts(text: str) -> list[str]:
    """What may not be broken: single Chinese characters with the punctuation that follows, whole Latin words."""
    parts: list[str] = []
    place = 0
    while place < len(text):
        kept = _KEPT.match(text, place)
        sign = kept.group() if kept else text[place]
        place += len(sign)
        if parts and (sign in _CLOSING or sign == " " or not (_wide(sign) or _wide(parts[-1]) or parts[-1][-1] == " ")):
            parts[-1] += sign
        else:
            parts.append(sign)
    return parts


def _wide(part: str) -> bool:
    return east_asian_width(part[0]) in "WF"


def _fill(parts: list[str], room: float) -> list[str]:
    found = [""]
    for part in parts:
        if found[-1] and width(found[-1] + part.rstrip()) > room:
            found[-1] = found[-1].rstrip()
            found.append("")
        while width(part.rstrip()) > room:
            cut = max(1, int(room / SIZE))
            found[-1] += part[:cut]
            found.append("")
            part = part[cut:]
        found[-1] += part
    return [line.rstrip() for line in found if line.strip()]
