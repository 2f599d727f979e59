"""Personal data taken out of what people write before it is stored for reading and search. Pure.

Numbers are recognised by their form: eighteen digits with a day of birth in their place are an identity number even
when mistyped, sixteen to nineteen a card when its check digit is right or the word before says so, so that other long
numbers stay. Names are recognised by the words that announce them. A name that nothing announces stays: no rule tells
it from other words. What was found is told by kind and count only; the whole words stay in the sealed original alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from tongban.kernel.identifiers import citizen_id_problem

MOST: Final = 4000
MARKS: Final = {
    "id_number": "〔证件号〕", "phone": "〔电话〕", "card": "〔卡号〕", "mail": "〔邮箱〕", "plate": "〔车牌〕",
    "name": "〔姓名〕", "account": "〔账号〕",
}  # fmt: skip
WIDE = str.maketrans("０１２３４５６７８９Ｘｘ－", "0123456789XX-")
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛"
    "闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季成霍涂苗"
    "谷曲盛冉路游祁阳辛靳管柴蒙房裴屈鲍喻简饶芦占穆尤邬解蓝费卜冷丛应"
)
_DOUBLE = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯"
_NAME = rf"(?:{_DOUBLE}|[{_SURNAMES}])[\u4e00-\u9fff·]{{1,2}}"
# After a name something must end it: a sign, a space, or a word that cannot be part of one.
_END = r"(?=$|[^\u4e00-\u9fffA-Za-z]|身份证|电话|手机|联系|住|家住|是|在|于|的|男|女|今年|系|因|现|来自|，|。)"
_BEFORE = (
    r"(?:姓名|我叫|(?:本人|名字|名)叫|名字是|联系人|(?:申请|投诉|反映|当事)人|户主|法人代表|本人)(?:是|为)?[:：\s]*"
)
_PHONE = (
    r"(?<![\d-])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)|"
    r"(?<![\d-])[(（]?0\d{2,3}[)）]?[ -]?\d{7,8}(?!\d)(?:(?: ?转 ?|-|分机)\d{1,6}(?!\d))?"
)
_CARD_BEFORE = re.compile(r"(?:银行卡|卡号|账号|账户)(?:是|为)?[:：\s]*\Z")
_PATTERNS: Final = (
    ("mail", re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")),
    ("id_number", re.compile(r"(?<![0-9A-Za-z])\d{6}[ -]?(?:18|19|20)\d{6}[ -]?\d{3}[\dXx](?![0-9A-Za-z])")),
    ("id_number", re.compile(r"(?<!\d)\d{8}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)")),  # fifteen digits
    ("phone", re.compile(_PHONE)),
    ("card", re.compile(r"(?<!\d)(?:\d{4}[ -]?){3,4}\d{1,4}(?!\d)")),
    ("plate", re.compile(rf"[{_PROVINCES}][A-HJ-NP-Z][·\s]?[A-HJ-NP-Z0-9]{{5,6}}(?![A-Z0-9])")),
    ("account", re.compile(r"(?<=微信)(?:号)?[:：\s]*[A-Za-z][A-Za-z0-9_-]{5,19}|(?i:(?<=qq))(?:号)?[:：\s]*\d{5,11}")),
    ("name", re.compile(rf"(?P<before>{_BEFORE})(?P<kept>{_NAME}){_END}")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text as it may be read, and how many of each kind were taken out."""

    text: str
    found: Mapping[str, int]


def clean_words(text: str, most: int = MOST) -> str:
    """What was typed as one normal form: no control or half characters, no more than `most` signs."""
    whole = text[: most * 2].encode("utf-8", "replace").decode()
    kept = "".join(sign for sign in whole if sign in "\n\t" or unicodedata.category(sign)[0] != "C")
    return unicodedata.normalize("NFC", kept).strip()[:most]


def redact(text: str) -> Redacted:
    """The text without what names or reaches a person; the same text when there is nothing."""
    found: Counter[str] = Counter()
    text = unicodedata.normalize("NFC", text)
    for kind, pattern in _PATTERNS:
        text = _narrowed(text, pattern, _instead(kind, found))
    return Redacted(text, dict(found))


def redacted(text: str) -> str:
    """The text alone, as it may be read."""
    return redact(text).text


def _instead(kind: str, found: Counter[str]) -> Callable[[re.Match[str]], str]:
    def mark(match: re.Match[str]) -> str:
        if kind == "card" and not (_is_card(match[0]) or _CARD_BEFORE.search(match.string[: match.start()])):
            return match[0]
        named = match.groupdict()
        shown = "id_number" if kind == "card" and _is_citizen(match[0]) else kind
        found[shown] += 1
        return named.get("before", "") + MARKS[shown]

    return mark


def _digits(text: str) -> str:
    return text.replace(" ", "").replace("-", "")


def _is_citizen(text: str) -> bool:
    return citizen_id_problem(_digits(text).upper()) is None


def _is_card(text: str) -> bool:
    """Whether digits are a card's: 16 to 19 with the check digit that cards have (Luhn), or an identity number."""
    digits = _digits(text)
    if len(digits) < 16:
        return False
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _narrowed(text: str, pattern: re.Pattern[str], mark: Callable[[re.Match[str]], str]) -> str:
    """Replaces where the pattern matches the text with its wide digits made narrow; all else stays as typed."""
    narrow = text.translate(WIDE)
    parts, at = [], 0
    for match in pattern.finditer(narrow):
        instead = mark(match)
        parts += [text[at : match.start()], instead if instead != match[0] else text[match.start() : match.end()]]
        at = match.end()
    return "".join([*parts, text[at:]])
